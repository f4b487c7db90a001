//! The parameters of a text and their examples.

use super::text::is_emoji;
use super::{Findings, Frame, Rule, Severity};
use crate::templates::parameters::{Parameter, ParameterKind, Piece, StrayKind, parse, pieces};
use crate::templates::{Examples, ParameterFormat};
use crate::text::is_of_a_word;

/// Whether a parameter may stand at the start and the end of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edges {
    /// It may not, as in a body.
    Matter,
    /// It may, as in a header.
    Free,
}

/// Meta, template review (common rejection reasons) and templates overview (parameter formats); subcodes 2388299
/// (start or end) and 2388293 (too many).
pub(super) fn check(
    text: &str,
    examples: &Examples,
    field: &str,
    edges: Edges,
    frame: &Frame<'_>,
    findings: &mut Findings,
) {
    let path = frame.path(&format!("{field}.text"));
    let parsed = parse(text);
    if let Some(stray) = parsed.stray.iter().find(|stray| stray.kind != StrayKind::Single) {
        let at = stray.start_char + 1;
        let message =
            format!("Check the braces at character {at}: a parameter has two on each side, such as {{{{1}}}}.");
        findings.add(path.clone(), Rule::BracesUnbalanced, message);
    }
    if let Some(stray) = parsed.stray.iter().find(|stray| stray.kind == StrayKind::Single) {
        let at = stray.start_char + 1;
        let message =
            format!("Check the single braces at character {at}: if a parameter is meant, write {{{{1}}}} with two.");
        findings.add(path.clone(), Rule::BracesSingle, message);
    }
    // No body of a length that Meta accepts holds more: what is far too long is not worth more time.
    let parameters = parsed.parameters.get(..MOST).unwrap_or(&parsed.parameters);
    if !parameters.is_empty() {
        keys(parameters, &path, frame, findings);
        if edges == Edges::Matter {
            places(text, &parsed.parameters, &path, findings);
            ratio(text, parsed.parameters.len(), &path, findings);
        }
    }
    check_examples(parameters, examples, field, frame, findings);
}

const MOST: usize = 1000;

fn keys(parameters: &[Parameter<'_>], path: &str, frame: &Frame<'_>, findings: &mut Findings) {
    let format = frame.template.content.parameter_format.as_ref().unwrap_or(&ParameterFormat::Positional);
    let mut numbers = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for Parameter { key, kind, .. } in parameters {
        match kind {
            ParameterKind::Malformed if key.contains(['#', '$', '%']) => {
                let message = format!("Remove #, $ and % from the parameter {{{{{key}}}}}.");
                findings.add(path, Rule::ParameterCharacters, message);
            }
            ParameterKind::Malformed => {
                let message = format!(
                    "Write a number or a name in small letters and _ between the braces, without spaces, instead of {{{{{key}}}}}."
                );
                findings.add(path, Rule::ParameterCharacters, message);
            }
            ParameterKind::Number(number) => {
                numbers.push(*number);
                if *format == ParameterFormat::Named {
                    let message = format!("Give {{{{{key}}}}} a name, or let this template use numbers.");
                    findings.add(path, Rule::ParameterFormat, message);
                }
            }
            ParameterKind::Name => {
                if *format == ParameterFormat::Positional {
                    let message = format!("Give {{{{{key}}}}} a number, or let this template use names.");
                    findings.add(path, Rule::ParameterFormat, message);
                } else if names.contains(key) {
                    let message = format!("Give the second {{{{{key}}}}} another name: each name stands once.");
                    findings.add(path, Rule::ParameterTwice, message);
                } else if key.bytes().any(|b| b.is_ascii_digit()) {
                    let message = format!("Remove the digits from {{{{{key}}}}}: Meta names small letters and _ only.");
                    findings.add(path, Rule::ParameterDigits, message);
                }
                names.push(key);
            }
        }
    }
    let most = numbers.iter().max().copied().unwrap_or(0);
    if let Some(missing) = (1..=most).find(|number| !numbers.contains(number)) {
        let message = format!("Number the parameters from {{{{1}}}} without gaps: {{{{{missing}}}}} is missing.");
        findings.add(path, Rule::ParameterSequence, message);
    } else if numbers.contains(&0) {
        findings.add(path, Rule::ParameterSequence, "Number the parameters from {{1}}: there is no {{0}}.");
    }
}

fn places(text: &str, parameters: &[Parameter<'_>], path: &str, findings: &mut Findings) {
    let (Some(first), Some(last)) = (parameters.first(), parameters.last()) else { return };
    let (before, after) = (text.get(..first.start).unwrap_or_default(), text.get(last.end..).unwrap_or_default());
    for (words, place) in [(before, "before the first parameter"), (after, "after the last parameter")] {
        if words.is_empty() {
            let message = format!("Write some words {place}: Meta refuses one at the start or end of the body.");
            findings.add(path, Rule::ParameterAtEdge, message);
        } else if !words.chars().any(|c| is_of_a_word(c) || is_emoji(c)) {
            // Meta's own examples end so, but it has refused others that do.
            let message = format!("Write some words {place}: Meta may refuse one that only has a sign beside it.");
            findings.add(path, Rule::ParameterNearEdge, message);
        }
    }
    for pair in parameters.windows(2) {
        let [left, right] = pair else { continue };
        let between = text.get(left.end..right.start).unwrap_or_default();
        if between.trim().is_empty() {
            let severity = if between.is_empty() { Severity::Error } else { Severity::Warning };
            let message = format!(
                "Write some words between {{{{{}}}}} and {{{{{}}}}}: they may not stand side by side.",
                left.key, right.key
            );
            findings.add_as(severity, path, Rule::ParametersAdjacent, message);
        }
    }
}

/// Meta publishes no formula. Others have found that a text needs three words per parameter, the parameter counted
/// as one of them.
fn ratio(text: &str, parameters: usize, path: &str, findings: &mut Findings) {
    let words: usize =
        pieces(text).iter().map(|piece| if let Piece::Text(text) = piece { words(text) } else { 0 }).sum();
    let needed = parameters.saturating_mul(2);
    if words < needed {
        let message = format!(
            "Write more words or use fewer parameters: the body has {words} words for {parameters}, and about {needed} are needed."
        );
        findings.add(path, Rule::ParameterRatio, message);
    }
}

/// Words between spaces; scripts without spaces count two characters as a word.
fn words(text: &str) -> usize {
    let spaced = text.split_whitespace().filter(|word| word.chars().any(is_of_a_word)).count();
    let unspaced = text.chars().filter(|c| matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{3040}'..='\u{9FFF}')).count();
    spaced.max(unspaced.div_ceil(2))
}

fn check_examples(
    parameters: &[Parameter<'_>],
    examples: &Examples,
    field: &str,
    frame: &Frame<'_>,
    findings: &mut Findings,
) {
    let path = |key: &str| match field {
        "header" => frame.path("header.example"),
        _ => frame.path(&format!("{field}.example.{key}")),
    };
    let mut seen: Vec<&str> = Vec::new();
    for Parameter { key, .. } in parameters {
        if seen.contains(key) {
            continue;
        }
        seen.push(key);
        if examples.get(key).is_none_or(|example| example.trim().is_empty()) {
            let message = format!("Write an example for {{{{{key}}}}}: reviewers at Meta have to see one.");
            findings.add(path(key), Rule::ExampleMissing, message);
        }
    }
    let unused: Vec<String> = match examples {
        Examples::Positional(values) => (1..=values.len())
            .map(|number| number.to_string())
            .filter(|key| examples.get(key).is_some() && !seen.contains(&key.as_str()))
            .collect(),
        Examples::Named(values) => {
            values.iter().map(|example| example.name.clone()).filter(|name| !seen.contains(&name.as_str())).collect()
        }
    };
    for key in unused {
        let message = format!("Remove the example for {{{{{key}}}}}: the text has no such parameter.");
        findings.add(path(&key), Rule::ExampleUnused, message);
    }
}
