use std::collections::BTreeMap;

use domain::templates::button::Flow;
use domain::templates::starters::Starter;
use domain::templates::testing::samples;
use domain::templates::{ButtonKind, Component, Extra, Language, Template};
use leptos::prelude::*;

use super::state::Showing;
use super::{EditorData, Locks, MetaRefusal, Purpose, Source, view};

fn data(template: Template) -> EditorData {
    EditorData {
        id: "draft".to_owned(),
        purpose: Purpose::New,
        template,
        source: None,
        pictures: BTreeMap::new(),
        locks: Locks::default(),
        told: Vec::new(),
        refused: None,
        account: "Nordlicht".to_owned(),
        number: None,
        sent_as: None,
        refusal: None,
    }
}

fn html(data: EditorData) -> String {
    Owner::new().with(|| {
        leptos_meta::provide_meta_context();
        view::page(data, Showing::All, |_, _| {}).to_html()
    })
}

#[test]
fn every_kind_of_template_has_its_form() {
    for starter in Starter::ALL {
        let html = html(data(starter.template(Language::from_wire("en"))));
        assert!(html.contains("name=\"name\"") && html.contains("class=\"bubble\""), "{starter}");
    }
    for (name, template) in samples::all() {
        assert!(html(data(template)).contains("id=\"f-body\""), "{name}");
    }
}

#[test]
fn a_form_is_shown_with_all_that_names_it() {
    let json = Some("{\"version\":\"5.0\"}".to_owned());
    let flow = Flow { json, action: Some("LATER".to_owned()), screen: Some("START".to_owned()), ..Flow::default() };
    let html = html(data(samples::with_button(ButtonKind::Flow(flow), "Sign up")));
    for field in ["id", "name", "json", "action", "screen"] {
        assert!(html.contains(&format!("name=\"buttons[0].flow.{field}\"")), "{field}: {html}");
    }
    // A value that is not known here is no reason to lose it.
    assert!(html.contains("<option value=\"later\" selected"), "{html}");
    assert!(html.contains("value=\"START\"") && html.contains("\"version\":\"5.0\"}</textarea>"), "{html}");
}

#[test]
fn each_finding_leads_to_a_field() {
    for starter in Starter::ALL {
        let html = html(data(starter.template(Language::from_wire(""))));
        for target in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            // Icons refer to drawings in the shell.
            if !target.starts_with("i-") {
                assert!(html.contains(&format!("id=\"{target}\"")), "{starter}: {target}");
            }
        }
    }
}

#[test]
fn text_from_outside_is_escaped() {
    let evil = "</textarea><script>alert(1)</script>".to_owned();
    let mut template = samples::text();
    template.name = evil.clone();
    if let Some(Component::Body(body)) = template.content.components.get_mut(1) {
        body.text = Some(evil.clone());
    }
    let part: Extra = [("type".to_owned(), evil.clone().into())].into_iter().collect();
    template.content.components.push(Component::Other(part));
    let refused = Some(MetaRefusal { field: String::new(), title: evil.clone(), message: evil.clone() });
    let source = Source { id: "x".to_owned(), template: template.clone(), consequences: evil.clone() };
    let html =
        html(EditorData { refused, source: Some(source), account: evil, purpose: Purpose::Language, ..data(template) });
    assert!(!html.contains("<script>"), "{html}");
}

#[test]
fn what_cannot_change_is_no_field() {
    let locks = Locks::default().with("name", "The name stays.").with("language", "It stays.");
    let html = html(EditorData { locks, ..data(samples::text()) });
    assert!(!html.contains("name=\"name\"") && !html.contains("name=\"language\""), "{html}");
    assert!(html.contains("The name stays."));
}

#[test]
fn a_translation_stands_beside_its_source() {
    let mut template = samples::text();
    template.language = Language::from_wire("ar");
    let source = Source { id: "x".to_owned(), template: samples::text(), consequences: String::new() };
    let html = html(EditorData { purpose: Purpose::Language, source: Some(source), ..data(template) });
    assert!(html.contains("lang=\"en-US\""), "{html}");
    assert!(html.contains("dir=\"rtl\" lang=\"ar\" class=\"msg\""), "{html}");
}

#[test]
fn an_edit_shows_what_changes() {
    let mut template = samples::text();
    super::model::set(&mut template, "body.text", "Dear {{1}}, your order will arrive on {{2}} at the latest.");
    let source = Source { id: "x".to_owned(), template: samples::text(), consequences: "Meta reviews it.".to_owned() };
    let html = html(EditorData { purpose: Purpose::Edit, source: Some(source), ..data(template) });
    let html = html.replace("<!>", "");
    assert!(html.contains("<del>Hello</del>") && html.contains("<ins>Dear</ins>"), "{html}");
}
