//! From a body to updates.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Delivery, change};
use crate::wire::{Int, List, Nested, Text};

/// The only bodies that are refused. Everything else that is JSON gives updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// Not JSON.
    #[error("the body is not JSON")]
    NotJson,
    /// JSON, but not an object.
    #[error("the body is JSON, but not an object")]
    NotAnObject,
}

pub(super) const OBJECT: &str = "whatsapp_business_account";

#[derive(Deserialize, Default)]
#[serde(default)]
struct Envelope<'a> {
    #[serde(borrow)]
    object: Text<'a>,
    #[serde(borrow)]
    entry: Option<List<Nested<Entry<'a>>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Entry<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    time: Int,
    #[serde(borrow)]
    changes: List<Nested<Change<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Change<'a> {
    #[serde(borrow)]
    field: Text<'a>,
    #[serde(borrow)]
    value: Option<&'a RawValue>,
}

/// Reads the body of a webhook whose signature has been checked.
///
/// # Errors
/// [`WebhookError`], for what Meta cannot have sent.
pub fn parse(raw_body: &[u8]) -> Result<Delivery, WebhookError> {
    let mut delivery = Delivery { updates: Vec::new(), unknown_fields: BTreeMap::new() };
    let starts_as_object = raw_body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    match serde_json::from_slice::<Envelope<'_>>(raw_body) {
        Ok(Envelope { object, entry: Some(entries) }) if starts_as_object => {
            let known_object = object.get().is_none_or(|object| object == OBJECT);
            for entry in entries.objects() {
                let origin = change::Origin::new(entry.id.get().unwrap_or_default(), entry.time);
                for change in entry.changes.objects() {
                    let field = change.field.get().unwrap_or_default();
                    let value = change.value.map_or("null", RawValue::get);
                    if known_object {
                        change::read(&mut delivery, &origin, field, value);
                    } else {
                        change::keep(&mut delivery, &origin, field, value);
                    }
                }
            }
        }
        _ => {
            let raw: &RawValue = serde_json::from_slice(raw_body).map_err(|_| WebhookError::NotJson)?;
            if !starts_as_object {
                return Err(WebhookError::NotAnObject);
            }
            change::keep(&mut delivery, &change::Origin::default(), "", raw.get());
        }
    }
    Ok(delivery)
}
