//! The header.

use super::parameters::{self, Edges};
use super::text::has_emoji;
use super::{Findings, Frame, Rule, limits};
use crate::templates::parameters::{length, parse};
use crate::templates::{ButtonKind, Category, Examples, Header, HeaderKind, Media, MediaKind, header::Sample};

/// Meta, template components, header.
pub(super) fn check(header: &Header, frame: &Frame<'_>, findings: &mut Findings) {
    let content = &frame.template.content;
    match &header.kind {
        HeaderKind::Text { text, examples } => check_text(text, examples, frame, findings),
        HeaderKind::Media(media) => check_media(media, frame, findings),
        // Locations are for marketing and utility: the header of an authentication template is refused altogether.
        HeaderKind::Location if frame.on_card() => {}
        HeaderKind::Location if matches!(frame.template.category, Category::Other(_)) => {
            let message = "Choose marketing or utility: only their templates may show a location.";
            findings.add(frame.path("header"), Rule::HeaderLocation, message);
        }
        HeaderKind::Product
            if !frame.on_card() && !content.buttons().iter().any(|button| button.kind == ButtonKind::Spm) =>
        {
            let message = "Add a button that shows the product, or choose another header: a product stands above such a button only.";
            findings.add("header", Rule::HeaderProduct, message);
        }
        HeaderKind::Location | HeaderKind::Product | HeaderKind::Other(_) => {}
    }
}

fn check_text(text: &str, examples: &Examples, frame: &Frame<'_>, findings: &mut Findings) {
    let path = frame.path("header.text");
    if text.trim().is_empty() {
        findings.add(path, Rule::HeaderEmpty, "Write the header, or remove it.");
        return;
    }
    let count = length(text);
    if limits::HEADER < count {
        let message = format!("Shorten the header: it has {count} characters and may have {}.", limits::HEADER);
        findings.add(path.clone(), Rule::HeaderTooLong, message);
    }
    let parameters = parse(text).parameters.len();
    if 1 < parameters {
        let message = format!("Keep one parameter: the header has {parameters} and may have 1.");
        findings.add(path.clone(), Rule::HeaderParameters, message);
    }
    let marked = text.contains(['*', '~', '`', '\n', '\r']) || has_emoji(text) || is_italic(text);
    if marked {
        let message = "Remove formatting, line breaks and emoji from the header: Meta may reject them there.";
        findings.add(path, Rule::HeaderFormatting, message);
    }
    parameters::check(text, examples, "header", Edges::Free, frame, findings);
}

/// A word between lines, not the lines within a parameter's name.
fn is_italic(text: &str) -> bool {
    let words = crate::templates::parameters::fill(text, |_| Some(""));
    words.split_whitespace().any(|word| 2 < word.len() && word.starts_with('_') && word.ends_with('_'))
}

/// Reviewers see the sample; an address is what Graph answers, and Meta does not take it back.
pub(super) fn check_media(media: &Media, frame: &Frame<'_>, findings: &mut Findings) {
    let path = frame.path("header.example");
    let what = media.kind.label();
    match media.samples.first() {
        Some(Sample::Handle(handle)) if !handle.is_empty() => {}
        Some(Sample::Address(_)) => {
            let message = format!("Upload the sample again ({what}): Meta takes an uploaded file, not its address.");
            findings.add(path, Rule::SampleAddress, message);
        }
        _ => {
            let message = format!("Upload a sample ({what}): reviewers at Meta have to see one.");
            findings.add(path, Rule::SampleMissing, message);
        }
    }
    if media.kind == MediaKind::Gif {
        let message = "Check that messages go out over the Marketing Messages API: only there a header may be a GIF, as MP4 of at most 3.5 MB.";
        findings.add(frame.path("header"), Rule::HeaderGif, message);
    }
}
