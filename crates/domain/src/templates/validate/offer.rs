//! Limited-time offers and call permissions.

use super::{Findings, Frame, Rule, limits};
use crate::templates::parameters::length;
use crate::templates::{ButtonKind, Category, Component, HeaderKind, MediaKind, Offer};

/// Meta, limited-time offer templates.
pub(super) fn check(offer: &Offer, frame: &Frame<'_>, findings: &mut Findings) {
    let content = &frame.template.content;
    if frame.template.category != Category::Marketing {
        let message = "Choose the category marketing: limited-time offers are for marketing only.";
        findings.add("offer", Rule::OfferCategory, message);
    }
    let count = length(&offer.text);
    if offer.text.trim().is_empty() {
        findings.add("offer.text", Rule::OfferText, "Write what is offered.");
    } else if limits::OFFER < count {
        let message = format!("Shorten the offer: it has {count} characters and may have {}.", limits::OFFER);
        findings.add("offer.text", Rule::OfferText, message);
    }
    let fits = content.header().is_none_or(|header| match &header.kind {
        HeaderKind::Media(media) => matches!(media.kind, MediaKind::Image | MediaKind::Video),
        HeaderKind::Other(_) => true,
        _ => false,
    });
    if !fits {
        findings.add("header", Rule::OfferHeader, "Choose an image, a video or no header beside an offer.");
    }
    if content.footer().is_some() {
        findings.add("footer.text", Rule::OfferFooter, "Remove the footer: there is none beside an offer.");
    }
    check_buttons(offer, frame, findings);
}

/// As providers retell Meta's page: a link always, a code if the offer ends, and the code first.
fn check_buttons(offer: &Offer, frame: &Frame<'_>, findings: &mut Findings) {
    let buttons = frame.template.content.buttons();
    let code = buttons.iter().position(|button| matches!(button.kind, ButtonKind::CopyCode { .. }));
    let link = buttons.iter().any(|button| matches!(button.kind, ButtonKind::Url { .. }));
    if !link {
        findings.add("buttons", Rule::OfferButtons, "Add a link: Meta may refuse an offer without one.");
    }
    match code {
        None if offer.has_expiration == Some(true) => {
            let message = "Add a code to copy: Meta may refuse an offer that ends without one.";
            findings.add("buttons", Rule::OfferButtons, message);
        }
        Some(index) if index != 0 => {
            findings.add(format!("buttons[{index}]"), Rule::OfferButtons, "Put the code before the other buttons.");
        }
        _ => {}
    }
}

/// Meta, call permission request templates: marketing or utility, and nothing else to tap.
pub(super) fn check_call_permission(frame: &Frame<'_>, findings: &mut Findings) {
    if matches!(frame.template.category, Category::Other(_)) {
        let message = "Choose marketing or utility: only their templates may ask for the permission to call.";
        findings.add("call_permission_request", Rule::CallPermissionCategory, message);
    }
    for part in &frame.template.content.components {
        let (name, words) = match part {
            Component::Buttons { .. } => ("buttons", "the buttons"),
            Component::Carousel { .. } => ("carousel", "the cards"),
            Component::Offer(_) => ("offer", "the offer"),
            _ => continue,
        };
        let message = format!("Remove {words}: beside the request to call there is nothing else to tap.");
        findings.add(name, Rule::CallPermissionParts, message);
    }
}
