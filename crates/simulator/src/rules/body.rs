//! Bodies: up to 1024 characters, parameters with examples (Components, Body; Template review).

use serde_json::Value;

use super::Draft;
use super::parameters::{self, Format};
use super::refusal::{Refusal, only, text};

/// The limit of the body beside what else is in the template.
pub(super) fn longest(draft: &Draft<'_>) -> usize {
    if draft.has("LIMITED_TIME_OFFER") {
        600
    } else if draft.has("CALL_PERMISSION_REQUEST") {
        4_096
    } else {
        1_024
    }
}

pub(super) fn check(draft: &Draft<'_>, body: &Value, longest: usize) -> Result<(), Refusal> {
    only(body, &["type", "text", "example"])?;
    let text = text(body, "text", longest)?;
    let names = parameters::read(text, draft.format).map_err(|what| Refusal::body(&what))?;
    if names.is_empty() {
        return Ok(());
    }
    if text.starts_with("{{") || text.ends_with("}}") {
        return Err(Refusal::edge_parameter());
    }
    // Meta publishes no formula; this is the one that is reported: three words for each parameter, the
    // parameters counted as words.
    if words(text) < 2 * names.len() {
        return Err(Refusal::ratio());
    }
    let example = &body["example"];
    let there = match draft.format {
        Format::Positional => positional(&example["body_text"], names.len()),
        Format::Named => names.iter().all(|name| names_example(&example["body_text_named_params"], name)),
    };
    if there { Ok(()) } else { Err(Refusal::missing("components", "example of BODY")) }
}

/// `[["a", "b"]]`; a flat list is taken for one parameter only, as is reported.
fn positional(example: &Value, count: usize) -> bool {
    match example[0].as_array() {
        Some(values) => {
            values.len() == count && values.iter().all(|value| value.as_str().is_some_and(|t| !t.is_empty()))
        }
        None => count == 1 && example[0].as_str().is_some_and(|text| !text.is_empty()),
    }
}

/// `[{param_name, example}]` has an example for the parameter.
pub(super) fn names_example(list: &Value, name: &str) -> bool {
    list.as_array()
        .into_iter()
        .flatten()
        .any(|item| item["param_name"] == name && item["example"].as_str().is_some_and(|example| !example.is_empty()))
}

/// The words beside the parameters. In scripts without blanks every letter counts for one.
fn words(text: &str) -> usize {
    let plain = parameters::fill(text, |_| Some(" ".to_owned()));
    let counted = |word: &&str| word.chars().any(char::is_alphanumeric);
    let blank = plain.split_whitespace().filter(counted).count();
    let ideographs = plain.chars().filter(|letter| ('\u{0E00}'..='\u{0E7F}').contains(letter) || *letter >= '\u{3040}');
    blank + ideographs.count()
}
