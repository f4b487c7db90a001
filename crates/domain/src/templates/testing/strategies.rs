//! Any template, for property tests. What `Examples::default()` stands for on the wire is generated as the default.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use crate::templates::button::{Flow, Otp, OtpKind, SupportedApp};
use crate::templates::header::Sample;
use crate::templates::{
    Body, Button, ButtonKind, Card, Category, Component, Content, Examples, Extra, Footer, Header, HeaderKind,
    Language, Media, MediaKind, NamedExample, Offer, ParameterFormat, Template,
};

/// Any template, with parts that contradict each other too.
pub fn templates() -> impl Strategy<Value = Template> {
    let codes: Vec<&str> = Language::all().map(|(code, _)| code).collect();
    ("[a-z0-9_]{1,20}", prop::sample::select(codes), categories(), contents()).prop_map(
        |(name, language, category, content)| Template {
            name,
            language: Language::from_wire(language),
            category,
            content,
        },
    )
}

/// Any content.
pub fn contents() -> impl Strategy<Value = Content> {
    let format = of(prop_oneof![Just(ParameterFormat::Positional), Just(ParameterFormat::Named)]);
    let carousel = (vec(cards(), 0..4), Just(Extra::new()));
    let part = prop_oneof![
        8 => parts(),
        1 => carousel.prop_map(|(cards, extra)| Component::Carousel { cards, extra }),
        1 => offers().prop_map(Component::Offer),
        1 => Just(Component::CallPermissionRequest { extra: Extra::new() }),
    ];
    (format, vec(part, 0..6), of(-1_i64..3_000_000)).prop_map(|(parameter_format, components, ttl_seconds)| Content {
        parameter_format,
        components,
        ttl_seconds,
        extra: Extra::new(),
    })
}

/// Words with parameters, formatting, line breaks and letters of several scripts.
pub fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "[a-zA-Z0-9 *_~`{}\\-.>\n!äл日👍]{0,60}",
        2 => "([a-z]{1,8} (\\{\\{[1-3a-c]\\}\\} )?){1,8}[a-z]{1,8}\\.",
        1 => any::<String>(),
    ]
}

/// Examples; an empty list is positional, as it is read.
pub fn examples() -> impl Strategy<Value = Examples> {
    let named = ("[a-z_]{1,8}", "[a-zA-Zä ]{1,12}").prop_map(|(name, value)| NamedExample { name, value });
    prop_oneof![
        vec("[a-zA-Zä ]{1,12}", 0..4).prop_map(Examples::Positional),
        vec(named, 1..4).prop_map(Examples::Named),
    ]
}

/// Any button.
pub fn buttons() -> impl Strategy<Value = Button> {
    (button_kinds(), of("[a-zA-Z ]{1,30}")).prop_map(|(kind, text)| Button { kind, text, extra: Extra::new() })
}

fn button_kinds() -> impl Strategy<Value = ButtonKind> {
    let url = ("https://[a-z]{1,8}\\.com/(\\{\\{1\\}\\})?", vec("[a-z:/.]{1,20}", 0..2));
    prop_oneof![
        3 => Just(ButtonKind::QuickReply),
        2 => url.prop_map(|(url, examples)| ButtonKind::Url { url, examples }),
        1 => "\\+[0-9]{1,24}".prop_map(|number| ButtonKind::PhoneNumber { number }),
        1 => vec("[A-Z0-9]{1,24}", 0..2).prop_map(|examples| ButtonKind::CopyCode { examples }),
        1 => otps().prop_map(ButtonKind::Otp),
        1 => flows().prop_map(ButtonKind::Flow),
        2 => prop::sample::select(vec![
            ButtonKind::Catalog,
            ButtonKind::Mpm,
            ButtonKind::Spm,
            ButtonKind::VoiceCall,
            ButtonKind::OrderDetails,
            ButtonKind::Other("POSTBACK".into()),
        ]),
    ]
}

fn flows() -> impl Strategy<Value = Flow> {
    let action = prop::sample::select(vec!["navigate", "DATA_EXCHANGE", "Later"]).prop_map(str::to_owned);
    let json = "\\{(\"[a-z]{1,5}\":\n[0-9]{1,3})?\\}?";
    (of("[0-9]{1,15}"), of("[a-z]{1,9}"), of(json), of(action), of("[A-Z]{1,9}"))
        .prop_map(|(id, name, json, action, screen)| Flow { id, name, json, action, screen })
}

fn otps() -> impl Strategy<Value = Otp> {
    let kind = prop::sample::select(OtpKind::KNOWN);
    let app = ("[a-z.]{1,20}", "[a-zA-Z0-9+/=]{11}")
        .prop_map(|(package_name, signature_hash)| SupportedApp { package_name, signature_hash });
    (kind, of("[a-zA-Z ]{1,30}"), of(any::<bool>()), vec(app, 0..3)).prop_map(
        |(kind, autofill_text, zero_tap_terms_accepted, apps)| Otp {
            autofill_text,
            zero_tap_terms_accepted,
            apps,
            ..Otp::new(kind)
        },
    )
}

fn categories() -> impl Strategy<Value = Category> {
    prop::sample::select(vec![
        Category::Marketing,
        Category::Utility,
        Category::Authentication,
        Category::Other("SERVICE".into()),
    ])
}

fn parts() -> impl Strategy<Value = Component> {
    prop_oneof![
        headers().prop_map(Component::Header),
        bodies().prop_map(Component::Body),
        footers().prop_map(Component::Footer),
        vec(buttons(), 0..6).prop_map(|buttons| Component::Buttons { buttons, extra: Extra::new() }),
    ]
}

fn cards() -> impl Strategy<Value = Card> {
    vec(parts(), 0..4).prop_map(|components| Card { components, extra: Extra::new() })
}

fn headers() -> impl Strategy<Value = Header> {
    let sample = prop_oneof![
        Just(Sample::Handle("4::aW1hZ2U=".to_owned())),
        Just(Sample::Address("https://example.com/image.png".to_owned())),
    ];
    let kind = prop_oneof![
        3 => (texts(), examples()).prop_map(|(text, examples)| HeaderKind::Text { text, examples }),
        3 => (prop::sample::select(MediaKind::ALL), vec(sample, 0..2))
            .prop_map(|(kind, samples)| HeaderKind::Media(Media { kind, samples })),
        1 => Just(HeaderKind::Location),
        1 => Just(HeaderKind::Product),
        1 => Just(HeaderKind::Other("HOLOGRAM".into())),
    ];
    kind.prop_map(Header::new)
}

fn bodies() -> impl Strategy<Value = Body> {
    (of(texts()), examples(), of(any::<bool>())).prop_map(|(text, examples, security_recommendation)| Body {
        text,
        examples,
        security_recommendation,
        extra: Extra::new(),
    })
}

fn footers() -> impl Strategy<Value = Footer> {
    (of(texts()), of(-5_i64..100)).prop_map(|(text, code_expiration_minutes)| Footer {
        text,
        code_expiration_minutes,
        extra: Extra::new(),
    })
}

fn offers() -> impl Strategy<Value = Offer> {
    ("[a-z ]{0,20}", of(any::<bool>())).prop_map(|(text, has_expiration)| Offer {
        text,
        has_expiration,
        extra: Extra::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest! {
        #[test]
        fn every_template_survives_a_round_trip(template in templates()) {
            let json = serde_json::to_string(&template).unwrap();
            prop_assert_eq!(serde_json::from_str::<Template>(&json).unwrap(), template);
        }
    }
}
