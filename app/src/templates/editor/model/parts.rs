//! The parts of a message or of a card.

use domain::templates::{Body, Button, Card, Component, Footer, Header, Template};

use super::path::Place;

/// The parts of a place; none where there is no such card.
pub(in super::super) fn parts(template: &Template, place: Place) -> &[Component] {
    match place {
        Place::Message => &template.content.components,
        Place::Card(index) => {
            template.content.cards().get(index).map(|card| card.components.as_slice()).unwrap_or_default()
        }
    }
}

/// The parts of a place, to be changed.
pub(super) fn parts_mut(template: &mut Template, place: Place) -> Option<&mut Vec<Component>> {
    match place {
        Place::Message => Some(&mut template.content.components),
        Place::Card(index) => cards_mut(template)?.get_mut(index).map(|card| &mut card.components),
    }
}

/// The cards, where there are any.
pub(super) fn cards_mut(template: &mut Template) -> Option<&mut Vec<Card>> {
    template.content.components.iter_mut().find_map(|part| match part {
        Component::Carousel { cards, .. } => Some(cards),
        _ => None,
    })
}

pub(super) fn header(parts: &[Component]) -> Option<&Header> {
    parts.iter().find_map(|part| if let Component::Header(header) = part { Some(header) } else { None })
}

pub(super) fn header_mut(parts: &mut [Component]) -> Option<&mut Header> {
    parts.iter_mut().find_map(|part| if let Component::Header(header) = part { Some(header) } else { None })
}

pub(super) fn body(parts: &[Component]) -> Option<&Body> {
    parts.iter().find_map(|part| if let Component::Body(body) = part { Some(body) } else { None })
}

pub(super) fn footer(parts: &[Component]) -> Option<&Footer> {
    parts.iter().find_map(|part| if let Component::Footer(footer) = part { Some(footer) } else { None })
}

pub(super) fn buttons(parts: &[Component]) -> &[Button] {
    let found =
        parts.iter().find_map(|part| if let Component::Buttons { buttons, .. } = part { Some(buttons) } else { None });
    found.map(Vec::as_slice).unwrap_or_default()
}

pub(super) fn buttons_mut(parts: &mut [Component]) -> Option<&mut Vec<Button>> {
    parts.iter_mut().find_map(|part| if let Component::Buttons { buttons, .. } = part { Some(buttons) } else { None })
}

/// The body, made where there is none.
pub(super) fn body_made(parts: &mut Vec<Component>) -> Option<&mut Body> {
    if body(parts).is_none() {
        insert(parts, Component::Body(Body::default()));
    }
    parts.iter_mut().find_map(|part| if let Component::Body(body) = part { Some(body) } else { None })
}

/// The footer, made where there is none.
pub(super) fn footer_made(parts: &mut Vec<Component>) -> Option<&mut Footer> {
    if footer(parts).is_none() {
        insert(parts, Component::Footer(Footer::default()));
    }
    parts.iter_mut().find_map(|part| if let Component::Footer(footer) = part { Some(footer) } else { None })
}

/// Puts a part where Meta's examples have it; the others stay in their order.
pub(super) fn insert(parts: &mut Vec<Component>, part: Component) {
    let place = parts.iter().position(|other| rank(&part) < rank(other)).unwrap_or(parts.len());
    parts.insert(place, part);
}

fn rank(part: &Component) -> u8 {
    match part {
        Component::Header(_) => 0,
        Component::Offer(_) => 1,
        Component::Body(_) => 2,
        Component::Footer(_) => 3,
        Component::Buttons { .. } => 4,
        Component::Carousel { .. } | Component::CallPermissionRequest { .. } | Component::Other(_) => 5,
    }
}
