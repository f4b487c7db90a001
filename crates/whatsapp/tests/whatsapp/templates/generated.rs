//! Templates that nobody wrote: what is written is read as the same template, and any JSON is kept.

use domain::templates::button::{Flow, Otp, OtpKind, SupportedApp};
use domain::templates::header::Sample;
use domain::templates::{
    Body, Button, ButtonKind, Card, Category, Component, Content, Examples, Extra, Footer, Header, HeaderKind,
    Language, Media, MediaKind, NamedExample, Offer, ParameterFormat, Template,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use whatsapp::template;

use crate::arbitrary::json_value;

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z{}0-9 ]{0,12}", ".{0,12}"]
}

fn some_text() -> impl Strategy<Value = String> {
    "[a-zä1-9{}\\n]{1,12}"
}

/// Fields that Meta may add: their names begin with `new_`.
fn extra() -> impl Strategy<Value = Extra> {
    prop_oneof![
        3 => Just(Extra::new()),
        1 => btree_map("new_[a-z]{1,4}", json_value(), 1..3).prop_map(|map| map.into_iter().collect()),
    ]
}

fn examples() -> impl Strategy<Value = Examples> {
    prop_oneof![
        vec(text(), 0..4).prop_map(Examples::Positional),
        vec((some_text(), text()), 1..4).prop_map(|values| {
            Examples::Named(values.into_iter().map(|(name, value)| NamedExample { name, value }).collect())
        }),
    ]
}

fn header() -> impl Strategy<Value = Header> {
    let sample = some_text().prop_map(Sample::from_wire);
    let kind = prop_oneof![
        (text(), examples()).prop_map(|(text, examples)| HeaderKind::Text { text, examples }),
        (select(MediaKind::ALL), vec(sample, 0..2))
            .prop_map(|(kind, samples)| HeaderKind::Media(Media { kind, samples })),
        Just(HeaderKind::Location),
        Just(HeaderKind::Product),
        Just(HeaderKind::Other("HOLOGRAM".into())),
    ];
    (kind, extra()).prop_map(|(kind, extra)| Header { kind, extra })
}

fn app() -> impl Strategy<Value = SupportedApp> {
    (text(), text()).prop_map(|(package_name, signature_hash)| SupportedApp { package_name, signature_hash })
}

fn otp() -> impl Strategy<Value = Otp> {
    let kind = prop_oneof![select(OtpKind::KNOWN), Just(OtpKind::from("BRAND_NEW"))];
    (kind, option::of(text()), option::of(any::<bool>()), vec(app(), 0..3), any::<bool>()).prop_map(
        |(kind, autofill_text, zero_tap_terms_accepted, apps, inline)| {
            let app_inline = inline && apps.len() == 1;
            Otp { kind, autofill_text, zero_tap_terms_accepted, apps, app_inline }
        },
    )
}

fn flow() -> impl Strategy<Value = Flow> {
    (option::of(text()), option::of(text()), option::of(text()), option::of(text()), option::of(text()))
        .prop_map(|(id, name, json, action, screen)| Flow { id, name, json, action, screen })
}

fn button() -> impl Strategy<Value = Button> {
    let kind = prop_oneof![
        Just(ButtonKind::QuickReply),
        (text(), vec(text(), 0..3)).prop_map(|(url, examples)| ButtonKind::Url { url, examples }),
        text().prop_map(|number| ButtonKind::PhoneNumber { number }),
        vec(text(), 0..3).prop_map(|examples| ButtonKind::CopyCode { examples }),
        otp().prop_map(ButtonKind::Otp),
        flow().prop_map(ButtonKind::Flow),
        select(vec![
            ButtonKind::Catalog,
            ButtonKind::Mpm,
            ButtonKind::Spm,
            ButtonKind::VoiceCall,
            ButtonKind::OrderDetails,
            ButtonKind::Other("REMINDER".into()),
        ]),
    ];
    (kind, option::of(text()), extra()).prop_map(|(kind, text, extra)| Button { kind, text, extra })
}

/// Parts that may stand in a card.
fn simple_part() -> impl Strategy<Value = Component> {
    prop_oneof![
        header().prop_map(Component::Header),
        (option::of(text()), examples(), option::of(any::<bool>()), extra()).prop_map(
            |(text, examples, security_recommendation, extra)| {
                Component::Body(Body { text, examples, security_recommendation, extra })
            }
        ),
        (option::of(text()), option::of(any::<i64>()), extra()).prop_map(|(text, code_expiration_minutes, extra)| {
            Component::Footer(Footer { text, code_expiration_minutes, extra })
        }),
        (vec(button(), 0..4), extra()).prop_map(|(buttons, extra)| Component::Buttons { buttons, extra }),
        extra().prop_map(|mut part| {
            part.insert("type".to_owned(), "Confetti".into());
            Component::Other(part)
        }),
    ]
}

fn part() -> impl Strategy<Value = Component> {
    let card = (vec(simple_part(), 0..3), extra()).prop_map(|(components, extra)| Card { components, extra });
    prop_oneof![
        6 => simple_part(),
        1 => (vec(card, 0..3), extra()).prop_map(|(cards, extra)| Component::Carousel { cards, extra }),
        1 => (text(), option::of(any::<bool>()), extra()).prop_map(|(text, has_expiration, extra)| {
            Component::Offer(Offer { text, has_expiration, extra })
        }),
        1 => extra().prop_map(|extra| Component::CallPermissionRequest { extra }),
    ]
}

prop_compose! {
    fn any_template()(
        name in text(),
        language in select(vec!["en_US", "de", "prs_AF", "tlh"]),
        category in prop_oneof![select(Category::KNOWN), Just(Category::from("TRANSACTIONAL"))],
        parameter_format in option::of(select(ParameterFormat::KNOWN)),
        components in vec(part(), 0..5),
        ttl_seconds in option::of(any::<i64>()),
        extra in extra(),
    ) -> Template {
        let content = Content { parameter_format, components, ttl_seconds, extra };
        Template { name, language: Language::from_wire(language), category, content }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(template in any_template()) {
        let written = template::write(&template);
        prop_assert_eq!(template::read(&written).unwrap(), template.clone());
        prop_assert_eq!(template::write(&template::read(&written).unwrap()), written);
        let (content, category) = template::read_edit(&template::write_edit(&template.content, None)).unwrap();
        prop_assert_eq!(content.components, template.content.components);
        prop_assert_eq!((content.ttl_seconds, category), (template.content.ttl_seconds, None));
    }

    #[test]
    fn any_part_is_kept(
        kind in select(vec!["HEADER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL", "LIMITED_TIME_OFFER", "NEW"]),
        field in select(vec![
            "format", "text", "example", "buttons", "cards", "limited_time_offer", "code_expiration_minutes",
        ]),
        value in json_value(),
    ) {
        let part = json!({ "type": kind, field: value });
        let body = json!({ "name": "n", "language": "en", "category": "UTILITY", "components": [part] });
        let first = template::read(&body).unwrap();
        prop_assert_eq!(first.content.components.len(), 1);
        let written = template::write(&first);
        prop_assert_eq!(template::read(&written).unwrap(), first, "{}", body);
        let names = |part: &Value| part.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        prop_assert_eq!(names(&written["components"][0]), names(&body["components"][0]));
    }

    #[test]
    fn anything_else_is_refused_or_read(body in json_value()) {
        let _ = template::read(&body);
        let _ = template::facts(&body);
    }
}
