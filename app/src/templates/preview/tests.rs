use domain::templates::formatting::{Block, Inline};
use domain::templates::preview::{ButtonView, Direction, HeaderView, Preview, Sign, preview};
use domain::templates::starters::Starter;
use domain::templates::testing::samples;
use domain::templates::{Language, MediaKind};
use leptos::prelude::*;

use super::phone;

fn html(preview: &Preview) -> String {
    Owner::new().with(|| phone(preview).to_html())
}

fn paragraph(text: &str) -> Vec<Block> {
    vec![Block::Paragraph(vec![Inline::Text(text.to_owned())])]
}

#[test]
fn every_kind_of_template_is_drawn() {
    for (name, template) in samples::all() {
        let html = html(&preview(&template));
        assert!(html.contains("class=\"bubble\""), "{name}: {html}");
    }
    for starter in Starter::ALL {
        html(&preview(&starter.template(Language::from_wire("ar"))));
    }
}

#[test]
fn text_from_outside_is_escaped_wherever_it_stands() {
    let evil = "<script>alert(1)</script>\"";
    let button = ButtonView { sign: Sign::None, text: evil.to_owned() };
    let shown = Preview {
        header: Some(HeaderView::Other(evil.to_owned())),
        body: paragraph(evil),
        footer: Some(evil.to_owned()),
        language: evil.to_owned(),
        buttons: vec![button; 5],
        ..preview(&samples::carousel())
    };
    let html = html(&shown);
    assert!(!html.contains("<script"), "{html}");
    // Within quotes only the quote itself could end the value.
    assert!(html.contains("lang=\"&lt;script&gt;alert(1)&lt;/script&gt;&quot;\""), "{html}");
}

#[test]
fn formatting_becomes_elements() {
    let mut template = samples::text();
    template.content.components[1] =
        samples::body("*{{1}}* _b_ ~c~ `d` {{2}}\n- one\n- two\n1. first\n> said\nhttps://example.com", &["<a>"]);
    let html = html(&preview(&template));
    for part in [
        "<b>&lt;a&gt;</b>",
        "<i>b</i>",
        "<s>c</s>",
        "<code>d</code>",
        "<mark>{{2}}</mark>",
        "<ul><li>one</li><li>two</li>",
        "<li value=\"1\">first</li>",
        "<blockquote><p>said</p></blockquote>",
        "<u>https://example.com</u>",
    ] {
        assert!(without_marks(&html).contains(part), "{part}: {html}");
    }
}

/// Without the comments that tell pieces of text apart for hydration.
fn without_marks(html: &str) -> String {
    html.replace("<!>", "").replace("<!--<() />-->", "")
}

#[test]
fn of_many_buttons_two_stand_above_the_list_with_all() {
    let html = html(&preview(&samples::text()));
    assert_eq!(html.matches("Thanks").count(), 2);
    assert_eq!(html.matches("Call us").count(), 1);
    assert!(html.contains("<details><summary lang=\"en\">"), "{html}");
}

#[test]
fn the_language_decides_the_direction() {
    let mut template = samples::text();
    template.language = Language::from_wire("ar_EG");
    let shown = preview(&template);
    assert_eq!(shown.direction, Direction::RightToLeft);
    assert!(html(&shown).contains("dir=\"rtl\" lang=\"ar-EG\" class=\"msg\""));
}

fn with(kind: MediaKind, sample: &str) -> String {
    let header = Some(HeaderView::Media { kind, sample: Some(sample.to_owned()) });
    html(&Preview { header, ..preview(&samples::text()) })
}

#[test]
fn a_sample_is_shown_only_where_the_hub_serves_it() {
    let ours = "/templates/x/sample";
    assert!(with(MediaKind::Image, ours).contains("<img src=\"/templates/x/sample\" alt=\"\""));
    assert!(with(MediaKind::Image, "blob:https://hub.example/1").contains("<img src=\"blob:"));
    for kind in [MediaKind::Video, MediaKind::Gif] {
        let html = with(kind, ours);
        assert!(html.contains("<video src=\"/templates/x/sample\"") && html.contains("preload=\"metadata\""), "{html}");
    }
    let document = with(MediaKind::Document, ours);
    for part in ["href=\"/templates/x/sample\"", "target=\"_blank\"", "rel=\"noopener external\""] {
        assert!(document.contains(part), "{part}: {document}");
    }
    for kind in MediaKind::ALL {
        for address in ["https://scontent.example/x", "//scontent.example/x", "javascript:alert(1)"] {
            let html = with(*kind, address);
            assert!(html.contains("<p class=\"media\">") && !html.contains(address), "{html}");
        }
    }
}

#[test]
fn the_sign_stays_behind_a_picture_that_may_not_come() {
    let html = with(MediaKind::Image, "/templates/x/sample");
    let (sign, img) = (html.find("<svg").unwrap(), html.find("<img").unwrap());
    assert!(sign < img && html.contains("role=\"img\" aria-label=\"Sample image\""), "{html}");
}
