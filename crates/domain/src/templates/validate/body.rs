//! The body.

use super::parameters::{self, Edges};
use super::text::count_emoji;
use super::{Findings, Frame, Rule, Severity, limits};
use crate::templates::Body;
use crate::templates::parameters::length;

/// Meta, template components, body; subcode 2388040 (length).
pub(super) fn check(body: &Body, frame: &Frame<'_>, findings: &mut Findings) {
    let path = frame.path("body.text");
    let text = body.text.as_deref().unwrap_or_default();
    if text.trim().is_empty() {
        findings.add(path, Rule::BodyMissing, "Write the text of the message.");
        return;
    }
    let count = length(text);
    let (most, whose) = frame.body;
    if most < count {
        let message = format!("Shorten the body: it has {count} characters, and the body {whose} may have {most}.");
        findings.add(path.clone(), Rule::BodyTooLong, message);
    } else if limits::BODY < count {
        // Only call permissions come here: Meta's marketing page says 4096, its utility page 1024.
        let message = format!(
            "Shorten the body to {} characters to be sure: it has {count}, and Meta's pages disagree.",
            limits::BODY
        );
        findings.add_as(Severity::Warning, path.clone(), Rule::BodyTooLong, message);
    }
    if text.contains("    ") || text.contains('\t') || text.contains("\n\n\n") {
        let message = "Remove tabs, four spaces in a row and repeated empty lines: Meta may reject them.";
        findings.add(path.clone(), Rule::BodySpacing, message);
    }
    let emoji = count_emoji(text);
    if limits::EMOJI < emoji {
        let message = format!("Use fewer emoji: the body has {emoji}, and Meta may limit them.");
        findings.add(path, Rule::TooManyEmoji, message);
    }
    parameters::check(text, &body.examples, "body", Edges::Matter, frame, findings);
}
