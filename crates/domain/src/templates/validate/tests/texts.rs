//! Name, language, category, time to live, and texts.

use super::{body, footer, header, rules, say};
use crate::templates::header::Sample;
use crate::templates::testing::samples::{self, authentication, call_permission, media, text};
use crate::templates::{
    Category, Component, Examples, HeaderKind, Language, Media, MediaKind, Template, button::OtpKind,
};

fn head(template: &mut Template, text: &str) {
    header(template).kind = HeaderKind::Text { text: text.into(), examples: Examples::default() };
}

fn samples_of(template: &mut Template, samples: Vec<Sample>) {
    header(template).kind = HeaderKind::Media(Media { kind: MediaKind::Image, samples });
}

/// Words without a parameter at an edge, so many characters in all.
fn long(count: usize) -> String {
    "ä".repeat(count)
}

fn plain() -> Template {
    media(MediaKind::Image)
}

rules! {
    name_missing: text(), |t| t.name.clear() => ["error name name_missing"];
    name_too_long: text(), |t| t.name = "a".repeat(513) => ["error name name_too_long"];
    name_characters: text(), |t| t.name = "Order Update".into() => ["error name name_characters"];
    language_missing: text(), |t| t.language = Language::from_wire("") => ["error language language_missing"];
    language_unknown: text(), |t| t.language = Language::from_wire("tlh") => ["warning language language_unknown"];
    category_missing: text(), |t| t.category = Category::Other("".into()) => ["error category category_missing"];
    category_unknown: text(), |t| t.category = Category::Other("SERVICE".into()) => ["warning category category_unknown"];

    ttl_range: text(), |t| t.content.ttl_seconds = Some(43_201) => ["error ttl ttl_range"];
    ttl_range_utility_least: text(), |t| t.content.ttl_seconds = Some(30) => [];
    ttl_range_utility_month: text(), |t| t.content.ttl_seconds = Some(-1) => [];
    ttl_range_authentication: authentication(OtpKind::CopyCode), |t| t.content.ttl_seconds = Some(901) => ["error ttl ttl_range"];
    ttl_range_authentication_most: authentication(OtpKind::CopyCode), |t| t.content.ttl_seconds = Some(900) => [];
    ttl_range_marketing_is_contested: samples::product(), |t| t.content.ttl_seconds = Some(120) => ["warning ttl ttl_range"];
    ttl_range_marketing_month: samples::product(), |t| t.content.ttl_seconds = Some(-1) => ["error ttl ttl_range"];
    ttl_range_marketing_most: samples::product(), |t| t.content.ttl_seconds = Some(2_592_000) => [];

    part_twice: plain(), |t| t.content.components.push(samples::body("And another text.", &[])) => ["error body part_twice"];
    header_empty: text(), |t| head(t, " ") => ["error header.text header_empty"];
    header_too_long: text(), |t| head(t, &long(61)) => ["error header.text header_too_long"];
    header_of_60_characters: text(), |t| head(t, &long(60)) => [];
    header_parameters: text(), |t| header(t).kind = HeaderKind::Text { text: "{{1}} and {{2}}".into(), examples: Examples::Positional(vec!["a".into(), "b".into()]) } => ["error header.text header_parameters"];
    header_formatting: text(), |t| head(t, "*Big* sale") => ["warning header.text header_formatting"];
    header_formatting_emoji: text(), |t| head(t, "Sale 🎉") => ["warning header.text header_formatting"];
    header_formatting_lines: text(), |t| head(t, "Big\nsale") => ["warning header.text header_formatting"];
    header_location: samples::location(), |t| t.category = Category::Other("SERVICE".into()) => ["warning category category_unknown", "error header header_location"];
    header_gif: samples::product(), |t| header(t).kind = HeaderKind::Media(Media { kind: MediaKind::Gif, samples: vec![Sample::Handle("4::a".into())] }) => ["warning header header_gif"];
    header_product: plain(), |t| header(t).kind = HeaderKind::Product => ["error header header_product"];
    sample_missing: plain(), |t| samples_of(t, Vec::new()) => ["error header.example sample_missing"];
    sample_address: plain(), |t| samples_of(t, vec![Sample::Address("https://example.com/a.png".into())]) => ["error header.example sample_address"];

    body_missing: plain(), |t| t.content.components.retain(|part| !matches!(part, Component::Body(_))) => ["error body.text body_missing"];
    body_missing_text: plain(), |t| body(t).text = None => ["error body.text body_missing"];
    body_missing_words: plain(), |t| say(t, " \n") => ["error body.text body_missing"];
    body_too_long: plain(), |t| say(t, &long(1025)) => ["error body.text body_too_long"];
    body_of_1024_characters: plain(), |t| say(t, &long(1024)) => [];
    body_too_long_beside_an_offer: samples::offer(), |t| { say(t, &long(601)); body(t).examples = Examples::default() } => ["error body.text body_too_long"];
    body_too_long_of_a_call_permission: call_permission(), |t| { say(t, &long(4097)); body(t).examples = Examples::default() } => ["error body.text body_too_long"];
    body_too_long_for_one_page: call_permission(), |t| { say(t, &long(1025)); body(t).examples = Examples::default() } => ["warning body.text body_too_long"];
    body_spacing: plain(), |t| say(t, "Four    spaces") => ["warning body.text body_spacing"];
    body_spacing_tabs: plain(), |t| say(t, "A\ttab") => ["warning body.text body_spacing"];
    body_spacing_lines: plain(), |t| say(t, "Two\n\n\nempty lines") => ["warning body.text body_spacing"];
    body_with_lines: plain(), |t| say(t, "One\n\nempty line") => [];
    too_many_emoji: plain(), |t| say(t, &"👍".repeat(11)) => ["warning body.text too_many_emoji"];
    joined_emoji_count_once: plain(), |t| say(t, &"👨‍👩‍👧👍🏽".repeat(5)) => [];

    footer_empty: text(), |t| footer(t).text = None => ["error footer.text footer_empty"];
    footer_too_long: text(), |t| footer(t).text = Some(long(61)) => ["error footer.text footer_too_long"];
    footer_parameters: text(), |t| footer(t).text = Some("From {{1}} here".into()) => ["error footer.text footer_parameters"];
    footer_formatting: text(), |t| footer(t).text = Some("Bye 👋".into()) => ["warning footer.text footer_formatting"];
}
