//! The cards of a carousel (Meta, media card and product card carousel templates).

use domain::templates::Card;
use serde_json::Value;

use super::component;
use super::fields::{Fields, Object};

pub(super) fn read(card: &Value) -> Option<Card> {
    let mut fields = Fields::of(card)?;
    let components = fields.objects("components", component::read)?;
    Some(Card { components, extra: fields.rest() })
}

pub(super) fn write(card: &Card) -> Value {
    Object::with(&card.extra).put("components", component::write_all(&card.components)).finish()
}
