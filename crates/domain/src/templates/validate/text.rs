//! What a text looks like, and the footer.

use super::{Findings, Frame, Rule, limits};
use crate::templates::Footer;
use crate::templates::parameters::{length, parse};

/// Meta, template components: one footer of at most 60 characters without parameters.
pub(super) fn check_footer(footer: &Footer, frame: &Frame<'_>, findings: &mut Findings) {
    let path = frame.path("footer.text");
    let text = footer.text.as_deref().unwrap_or_default();
    if text.trim().is_empty() {
        findings.add(path, Rule::FooterEmpty, "Write the footer, or remove it.");
        return;
    }
    let count = length(text);
    if limits::FOOTER < count {
        let message = format!("Shorten the footer: it has {count} characters and may have {}.", limits::FOOTER);
        findings.add(path.clone(), Rule::FooterTooLong, message);
    }
    let parsed = parse(text);
    if !parsed.parameters.is_empty() || !parsed.stray.is_empty() {
        let message = "Remove the parameter: a footer always says the same.";
        findings.add(path.clone(), Rule::FooterParameters, message);
    }
    if text.contains('\n') || has_emoji(text) {
        let message = "Remove line breaks and emoji from the footer: Meta may reject them there.";
        findings.add(path, Rule::FooterFormatting, message);
    }
}

pub(super) fn has_emoji(text: &str) -> bool {
    text.chars().any(is_emoji)
}

/// How many emoji a reader sees: those that are joined to one, and their skin tones, are not counted apart.
pub(super) fn count_emoji(text: &str) -> usize {
    let mut count = 0;
    let mut joined = false;
    for c in text.chars() {
        let tone = ('\u{1F3FB}'..='\u{1F3FF}').contains(&c);
        if is_emoji(c) && !joined && !tone {
            count += 1;
        }
        joined = c == '\u{200D}';
    }
    count
}

/// Roughly: the blocks of pictographs, dingbats and signs. It only leads to warnings.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B05}'..='\u{2B55}' | '\u{231A}'..='\u{231B}' | '\u{23E9}'..='\u{23FA}')
}
