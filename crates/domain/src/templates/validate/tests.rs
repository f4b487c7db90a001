//! A test for each rule, with the rule's code as its name.

mod buttons;
mod kinds;
mod parameters;
mod texts;

use super::{Rule, Severity, Surroundings, is_accepted, validate};
use crate::templates::testing::{samples, strategies};
use crate::templates::{Body, Component, Footer, Header, Template};

/// What is found, as `error body.text body_too_long`.
fn found(template: &Template, around: &Surroundings) -> Vec<String> {
    let findings = validate(template, around);
    assert!(
        findings
            .iter()
            .all(|finding| finding.message.ends_with(['.', '"', '}']) || finding.rule == Rule::NameCharacters)
    );
    findings.iter().map(|finding| format!("{} {} {}", finding.severity, finding.path, finding.rule)).collect()
}

/// Tests named after rules: a sample, how it is changed, and all that is then found.
macro_rules! rules {
    ($($name:ident: $sample:expr, |$t:ident| $change:expr => [$($finding:literal),* $(,)?];)+) => {
        $(
            #[test]
            fn $name() {
                let mut template = $sample;
                let $t = &mut template;
                let _: &crate::templates::Template = $t;
                let () = $change;
                let found = super::found(&template, &crate::templates::validate::Surroundings::unknown());
                let expected: &[&str] = &[$($finding),*];
                assert_eq!(found, expected);
            }
        )+

        pub(super) const TESTED: &[&str] = &[$(stringify!($name)),+];
    };
}
use rules;

#[test]
fn each_rule_has_a_test() {
    let tested: Vec<&str> = [texts::TESTED, parameters::TESTED, buttons::TESTED, kinds::TESTED, AROUND]
        .into_iter()
        .flatten()
        .copied()
        .collect();
    let missing: Vec<&str> = Rule::ALL.iter().map(|rule| rule.code()).filter(|code| !tested.contains(code)).collect();
    assert!(missing.is_empty(), "no test is called {missing:?}");
}

#[test]
fn valid_templates_of_every_kind_have_no_error() {
    for (name, template) in samples::all() {
        assert_eq!(found(&template, &Surroundings::unknown()), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn findings_survive_a_round_trip() {
    let mut template = samples::text();
    template.name.clear();
    let findings = validate(&template, &Surroundings::unknown());
    let json = serde_json::to_string(&findings).unwrap();
    assert_eq!(serde_json::from_str::<Vec<super::Finding>>(&json).unwrap(), findings);
    assert!(!is_accepted(&findings));
    assert_eq!(findings[0].severity, Severity::Error);
}

const AROUND: &[&str] = &["name_taken", "name_locked", "text_taken", "too_many_templates", "too_many_creations"];

#[test]
fn name_taken() {
    let template = samples::text();
    let around = |language: &str| Surroundings {
        taken: vec![("sample".into(), crate::templates::Language::from_wire(language))],
        ..Surroundings::unknown()
    };
    assert_eq!(found(&template, &around("en-US")), ["error name name_taken"]);
    assert!(found(&template, &around("de")).is_empty());
}

#[test]
fn name_locked() {
    let until = Some(crate::Timestamp::from_seconds(1_795_338_180));
    let lock = super::LockedName { name: "sample".into(), language: None, until };
    let around = Surroundings { locked: vec![lock], ..Surroundings::unknown() };
    let findings = validate(&samples::text(), &around);
    assert_eq!(findings[0].rule, Rule::NameLocked);
    assert!(findings[0].message.contains("until 22 Nov 2026, 09:03 UTC"));
}

#[test]
fn text_taken() {
    let template = samples::media(crate::templates::MediaKind::Image);
    let around = |footer: &str| {
        let (name, body) = ("other".into(), "Here is your ticket for the concert.".into());
        let other = super::OtherText { name, body, footer: footer.into() };
        Surroundings { texts: vec![other], ..Surroundings::unknown() }
    };
    assert_eq!(found(&template, &around("")), ["warning body.text text_taken"]);
    assert!(found(&template, &around("Reply STOP to end")).is_empty());
}

#[test]
fn too_many_templates() {
    let around =
        |count| Surroundings { count: Some(count), limit: Some(Surroundings::LIMIT), ..Surroundings::unknown() };
    assert_eq!(found(&samples::text(), &around(250)), ["error template too_many_templates"]);
    assert!(found(&samples::text(), &around(249)).is_empty());
}

#[test]
fn too_many_creations() {
    let around = |created| Surroundings { created_last_hour: Some(created), ..Surroundings::unknown() };
    assert_eq!(found(&samples::text(), &around(100)), ["error template too_many_creations"]);
    assert!(found(&samples::text(), &around(99)).is_empty());
}

proptest::proptest! {
    #[test]
    fn any_template_can_be_checked(template in strategies::templates()) {
        validate(&template, &Surroundings::unknown());
    }
}

fn header(template: &mut Template) -> &mut Header {
    let part = template.content.components.iter_mut().find_map(|part| match part {
        Component::Header(header) => Some(header),
        _ => None,
    });
    part.unwrap()
}

fn body(template: &mut Template) -> &mut Body {
    let part = template.content.components.iter_mut().find_map(|part| match part {
        Component::Body(body) => Some(body),
        _ => None,
    });
    part.unwrap()
}

fn say(template: &mut Template, text: &str) {
    body(template).text = Some(text.to_owned());
}

fn footer(template: &mut Template) -> &mut Footer {
    let part = template.content.components.iter_mut().find_map(|part| match part {
        Component::Footer(footer) => Some(footer),
        _ => None,
    });
    part.unwrap()
}
