use domain::templates::button::OtpKind;
use domain::templates::header::Sample;
use domain::templates::starters::Starter;
use domain::templates::testing::{samples, strategies};
use domain::templates::validate::{Surroundings, is_accepted, validate};
use domain::templates::{Button, ButtonKind, Category, Component, Extra, HeaderKind, Language, Template};
use proptest::prelude::*;

use super::*;

/// The fields that the page shows for a template.
fn fields(template: &Template) -> Vec<(String, String)> {
    let mut paths: Vec<String> =
        ["name", "language", "category", "format", "ttl", "carousel.header.kind"].map(str::to_owned).into();
    let cards = template.content.cards().len();
    for place in (0..cards).map(Place::Card).chain([Place::Message]) {
        let mut add = |field: &str| paths.push(place.path(field));
        if place == Place::Message {
            ["header.kind", "footer.text", "footer.code_expiration_minutes", "offer.text", "offer.has_expiration"]
                .iter()
                .for_each(|field| add(field));
        }
        ["header.text", "header.example", "body.text", "body.security_recommendation"]
            .iter()
            .for_each(|field| add(field));
        for part in parts(template, place) {
            match part {
                Component::Body(body) => {
                    keys(body.text.as_deref().unwrap_or_default())
                        .iter()
                        .for_each(|key| add(&format!("body.example.{key}")));
                }
                Component::Buttons { buttons, .. } => {
                    for index in 0..buttons.len() {
                        for field in [
                            "text",
                            "url",
                            "example",
                            "phone_number",
                            "flow.id",
                            "flow.name",
                            "flow.json",
                            "flow.action",
                            "flow.screen",
                            "otp_type",
                            "autofill_text",
                            "zero_tap_terms_accepted",
                            "apps[0].package_name",
                            "apps[0].signature_hash",
                        ] {
                            add(&format!("buttons[{index}].{field}"));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    paths.into_iter().filter_map(|path| get(template, &path).map(|value| (path, value))).collect()
}

fn form(pairs: &[(&str, &str)]) -> EditorForm {
    EditorForm::read(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

#[test]
fn a_form_that_comes_back_as_it_went_changes_nothing() {
    for (name, template) in samples::all() {
        let form = EditorForm::read(fields(&template));
        assert_eq!(form.apply(&template, &Locks::default()), template, "{name}");
    }
}

#[test]
fn what_is_written_makes_the_template() {
    let wanted = samples::text();
    let begun = Starter::Text.template(Language::from_wire("en"));
    let built = form(&[
        ("name", "sample"),
        ("language", "en_US"),
        ("category", "UTILITY"),
        ("header.kind", "text"),
        ("header.text", "Your order {{1}}"),
        ("header.example", "12"),
        ("body.text", "Hello {{1}}, your order is on its way and will arrive on {{2}} at the latest."),
        ("body.example.1", "Ana"),
        ("body.example.2", "Monday"),
        ("footer.text", "Reply STOP to end"),
        ("do", "add:buttons:QUICK_REPLY"),
        ("do", "add:buttons:QUICK_REPLY"),
        ("do", "add:buttons:URL"),
        ("do", "add:buttons:PHONE_NUMBER"),
    ])
    .apply(&begun, &Locks::default());
    let built = form(&[
        ("buttons[0].text", "Thanks"),
        ("buttons[1].text", "Stop"),
        ("buttons[2].text", "Track"),
        ("buttons[2].url", "https://example.com/orders/{{1}}"),
        ("buttons[2].example", "https://example.com/orders/12"),
        ("buttons[3].text", "Call us"),
        ("buttons[3].phone_number", "+49 30 901820"),
    ])
    .apply(&built, &Locks::default());
    assert_eq!(built, wanted);
    assert!(is_accepted(&validate(&built, &Surroundings::unknown())));
}

#[test]
fn unknown_parts_survive() {
    let mut template = samples::text();
    let extra: Extra = serde_json::from_str(r#"{"type":"NEW_PART","x":[1,2]}"#).unwrap();
    let kind = ButtonKind::Other("REMINDER".into());
    template.content.components.push(Component::Other(extra.clone()));
    if let Component::Buttons { buttons, .. } = &mut template.content.components[3] {
        buttons.push(Button { kind: kind.clone(), text: None, extra: extra.clone() });
    }
    template.content.extra = extra.clone();
    let after = form(&[("body.text", "Something else."), ("footer.text", ""), ("do", "up:buttons[4]")])
        .apply(&template, &Locks::default());
    assert_eq!(after.content.extra, extra);
    assert_eq!(after.content.buttons()[3].kind, kind);
    assert_eq!(after.content.components.last(), Some(&Component::Other(extra)));
    assert_eq!(after.content.footer(), None);
}

#[test]
fn locked_fields_stay() {
    let locks = Locks::default().with("name", "It stays.").with("category", "It stays.");
    let after = form(&[("name", "other"), ("category", "MARKETING"), ("ttl", "60")]).apply(&samples::text(), &locks);
    assert_eq!((after.name.as_str(), &after.category), ("sample", &Category::Utility));
    assert_eq!(after.content.ttl_seconds, Some(60));
}

#[test]
fn a_box_that_is_not_ticked_says_so() {
    let template = samples::offer();
    let expires = |pairs| form(pairs).apply(&template, &Locks::default()).content.offer().unwrap().has_expiration;
    assert_eq!(expires(&[("offer.has_expiration", ""), ("offer.has_expiration", "true")]), Some(true));
    assert_eq!(expires(&[("offer.has_expiration", "")]), Some(false));
}

#[test]
fn another_kind_of_header_needs_another_sample() {
    let template = samples::media(domain::templates::MediaKind::Document);
    let kind = |code| form(&[("header.kind", code)]).apply(&template, &Locks::default());
    assert_eq!(kind("document"), template);
    assert_eq!(kind("none").content.header(), None);
    let HeaderKind::Media(media) = &kind("video").content.header().unwrap().kind.clone() else { panic!() };
    assert_eq!(media.samples, Vec::<Sample>::new());
    let text = kind("text");
    assert!(matches!(text.content.components[0], Component::Header(_)));
    assert_eq!(get(&text, "header.text").as_deref(), Some(""));
}

#[test]
fn cards_keep_the_same_parts() {
    let mut template = samples::carousel();
    assert_eq!(act(&mut template, "add:carousel").as_deref(), Some("carousel[2]"));
    set(&mut template, "carousel.header.kind", "video");
    act(&mut template, "remove:carousel[1].buttons[0]");
    act(&mut template, "add:carousel[0].buttons:PHONE_NUMBER");
    for card in 0..3 {
        assert_eq!(get(&template, &format!("carousel[{card}].header.kind")).as_deref(), Some("video"));
        assert_eq!(get(&template, &format!("carousel[{card}].buttons[1].phone_number")).as_deref(), Some(""));
    }
    assert_eq!(act(&mut template, "down:carousel[0]").as_deref(), Some("carousel[1]"));
    assert_eq!(act(&mut template, "remove:carousel[2]").as_deref(), Some("carousel"));
    assert_eq!(template.content.cards().len(), 2);
}

#[test]
fn a_one_time_password_gets_what_its_way_needs() {
    let mut template = samples::authentication(OtpKind::CopyCode);
    set(&mut template, "buttons[0].otp_type", "ONE_TAP");
    set(&mut template, "buttons[0].apps[0].package_name", "com.example");
    act(&mut template, "add:buttons[0].apps");
    act(&mut template, "remove:buttons[0].apps[1]");
    assert_eq!(get(&template, "buttons[0].apps[0].package_name").as_deref(), Some("com.example"));
    set(&mut template, "buttons[0].otp_type", "COPY_CODE");
    assert_eq!(template, samples::authentication(OtpKind::CopyCode));
}

#[test]
fn names_of_parameters_take_the_examples_with_them() {
    let mut template = samples::text();
    set(&mut template, "format", "NAMED");
    assert_eq!(get(&template, "body.example.2").as_deref(), Some("Monday"));
    act(&mut template, "parameter:body.text");
    assert!(get(&template, "body.text").unwrap().ends_with("{{parameter_a}}"));
    set(&mut template, "format", "nonsense");
    assert!(template.content.is_named());
}

#[test]
fn line_breaks_of_a_browser_are_no_change() {
    let mut template = samples::text();
    set(&mut template, "body.text", "One\r\ntwo");
    assert_eq!(get(&template, "body.text").as_deref(), Some("One\ntwo"));
}

proptest! {
    #[test]
    fn any_template_survives_its_own_form(template in strategies::templates()) {
        // Unused examples are what a form does not keep.
        let template = tidy(&template);
        let form = EditorForm::read(fields(&template));
        prop_assert_eq!(form.apply(&template, &Locks::default()), template);
    }

    #[test]
    fn nothing_that_a_browser_sends_breaks_it(
        template in strategies::templates(),
        path in "(body|header|footer|buttons|carousel|offer|[0-9.\\[\\]]){1,4}(text|example|kind|apps|url|[0-9.\\[\\]]){0,3}",
        verb in "(up|down|remove|add|parameter|start):",
        value in ".{0,10}",
    ) {
        let mut after = template.clone();
        set(&mut after, &path, &value);
        act(&mut after, &format!("{verb}{path}"));
        tidy(&after);
    }
}
