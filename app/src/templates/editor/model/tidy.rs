//! What of a template is sent and kept.

use domain::templates::{Component, Header, HeaderKind, Template};

use super::examples::fit;
use super::parts::{cards_mut, parts_mut};
use super::path::Place;

/// Without examples of parameters that the text does not have any more. The page keeps them, since a parameter is gone
/// for a moment while somebody types in it.
pub(in super::super) fn tidy(template: &Template) -> Template {
    let mut template = template.clone();
    let cards = cards_mut(&mut template).map_or(0, |cards| cards.len());
    for place in (0..cards).map(Place::Card).chain([Place::Message]) {
        for part in parts_mut(&mut template, place).into_iter().flatten() {
            match part {
                Component::Body(body) => fit(&mut body.examples, body.text.as_deref().unwrap_or_default()),
                Component::Header(Header { kind: HeaderKind::Text { text, examples }, .. }) => fit(examples, text),
                _ => {}
            }
        }
    }
    template
}
