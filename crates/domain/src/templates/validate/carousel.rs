//! Carousels and their cards.

use super::{Findings, Frame, Rule, limits, part_of_message, parts_twice};
use crate::templates::{Button, ButtonKind, Card, Category, Component, Header, HeaderKind, MediaKind};

/// Meta, media card and product card carousel templates.
pub(super) fn check(cards: &[Card], frame: &Frame<'_>, findings: &mut Findings) {
    if frame.template.category != Category::Marketing {
        findings.add(
            "carousel",
            Rule::CarouselCategory,
            "Choose the category marketing: carousels are for marketing only.",
        );
    }
    let count = cards.len();
    if !(limits::CARDS_LEAST..=limits::CARDS_MOST).contains(&count) {
        let message = format!(
            "Have {} to {} cards: there {} {count}.",
            limits::CARDS_LEAST,
            limits::CARDS_MOST,
            if count == 1 { "is" } else { "are" }
        );
        findings.add("carousel", Rule::CarouselCards, message);
    }
    for part in &frame.template.content.components {
        let name = match part {
            Component::Header(_) => "header",
            Component::Footer(_) => "footer",
            Component::Buttons { .. } => "buttons",
            _ => continue,
        };
        let message =
            format!("Move the {name} to the cards: in Meta's examples a carousel has only the body above it.");
        findings.add(name, Rule::CarouselParts, message);
    }
    for (index, card) in cards.iter().enumerate() {
        let prefix = format!("carousel[{index}].");
        let frame = Frame { template: frame.template, prefix: &prefix, body: (limits::BODY_OF_CARD, "of a card") };
        check_card(card, &frame, findings);
        if cards.first().is_some_and(|first| shape(first) != shape(card)) {
            let message = format!(
                "Give card {} the same parts as the first: the same kind of header, a body or none, and the same buttons in the same order.",
                index + 1
            );
            findings.add(format!("carousel[{index}]"), Rule::CardsDiffer, message);
        }
    }
}

fn check_card(card: &Card, frame: &Frame<'_>, findings: &mut Findings) {
    let header =
        card.components.iter().find_map(|part| if let Component::Header(header) = part { Some(header) } else { None });
    if !header.is_some_and(may_head_a_card) {
        let message = "Choose an image or a video (or a product) as the header of the card.";
        findings.add(frame.path("header"), Rule::CardHeader, message);
    }
    let product = header.is_some_and(|header| header.kind == HeaderKind::Product);
    parts_twice(&card.components, frame.prefix, findings);
    for part in &card.components {
        let name = match part {
            Component::Header(_) | Component::Body(_) | Component::Other(_) => "",
            Component::Buttons { buttons, .. } => {
                check_buttons(buttons, product, frame, findings);
                ""
            }
            Component::Footer(_) => "footer",
            Component::Carousel { .. } => "carousel",
            Component::Offer(_) => "offer",
            Component::CallPermissionRequest { .. } => "call_permission_request",
        };
        if name.is_empty() {
            part_of_message(part, frame, findings);
        } else {
            let message = "Remove this part: cards have a header, a body and buttons.";
            findings.add(frame.path(name), Rule::CardParts, message);
        }
    }
}

fn may_head_a_card(header: &Header) -> bool {
    match &header.kind {
        HeaderKind::Media(media) => matches!(media.kind, MediaKind::Image | MediaKind::Video),
        HeaderKind::Product | HeaderKind::Other(_) => true,
        HeaderKind::Text { .. } | HeaderKind::Location => false,
    }
}

fn check_buttons(buttons: &[Button], product: bool, frame: &Frame<'_>, findings: &mut Findings) {
    if limits::BUTTONS_OF_CARD < buttons.len() {
        let message = format!("Keep {} buttons: the card has {}.", limits::BUTTONS_OF_CARD, buttons.len());
        findings.add(frame.path("buttons"), Rule::CardButtons, message);
    }
    for (index, button) in buttons.iter().enumerate() {
        let fits = match button.kind {
            ButtonKind::QuickReply | ButtonKind::Url { .. } | ButtonKind::PhoneNumber { .. } | ButtonKind::Other(_) => {
                true
            }
            ButtonKind::Spm => product,
            _ => false,
        };
        if !fits {
            let message = "Choose a quick reply, a link or a call: other buttons do not stand on cards.";
            findings.add(frame.path(&format!("buttons[{index}]")), Rule::CardButtons, message);
        }
    }
}

/// What has to be the same on each card.
fn shape(card: &Card) -> Vec<&str> {
    let mut shape = Vec::new();
    for part in &card.components {
        match part {
            Component::Header(header) => shape.push(match &header.kind {
                HeaderKind::Text { .. } => "text",
                HeaderKind::Media(media) => media.kind.code(),
                HeaderKind::Location => "location",
                HeaderKind::Product => "product",
                HeaderKind::Other(format) => format,
            }),
            Component::Body(_) => shape.push("body"),
            Component::Buttons { buttons, .. } => shape.extend(buttons.iter().map(|button| button.kind.code())),
            _ => {}
        }
    }
    shape
}
