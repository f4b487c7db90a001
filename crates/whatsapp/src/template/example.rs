//! The examples of a text's parameters (Meta, template components, `example`).

use domain::templates::{Examples, NamedExample};
use serde_json::Value;

use super::fields::{Fields, Object, scalar};

/// Where the examples of a text stand.
pub(super) struct Place {
    positional: &'static str,
    named: &'static str,
    /// `[["a","b"]]`: Meta's reference shows the body's examples flat, its live examples nest them, and it has
    /// refused flat ones.
    nested: bool,
}

pub(super) const HEADER: Place = Place { positional: "header_text", named: "header_text_named_params", nested: false };
pub(super) const BODY: Place = Place { positional: "body_text", named: "body_text_named_params", nested: true };

/// Takes the examples out of an `example`. Of several sets of examples the first is read; the others stay.
pub(super) fn read(example: &mut Fields, place: &Place) -> Examples {
    let named = example.filled(place.named, named);
    if !named.is_empty() {
        return Examples::Named(named);
    }
    let mut items = match example.take(place.positional) {
        Some(Value::Array(items)) => items,
        Some(other) => {
            example.put_back(place.positional, other);
            return Examples::default();
        }
        None => return Examples::default(),
    };
    if let Some(row) = row(&items) {
        return Examples::Positional(row);
    }
    let first = items.first().and_then(Value::as_array).and_then(|items| row(items));
    if let Some(first) = first.filter(|_| items.iter().all(Value::is_array)) {
        items.remove(0);
        if !items.is_empty() {
            example.put_back(place.positional, Value::Array(items));
        }
        return Examples::Positional(first);
    }
    example.put_back(place.positional, Value::Array(items));
    Examples::default()
}

/// Values that say something: some, and all of them scalars.
fn row(items: &[Value]) -> Option<Vec<String>> {
    let values: Option<Vec<String>> = items.iter().map(scalar).collect();
    values.filter(|values| !values.is_empty())
}

fn named(item: &Value) -> Option<NamedExample> {
    let mut fields = Fields::of(item)?;
    let example = NamedExample { name: fields.text("param_name")?, value: fields.scalar("example")? };
    fields.rest().is_empty().then_some(example)
}

/// Writes the examples into the `example` of a part.
pub(super) fn write(object: Object, examples: &Examples, place: &Place) -> Object {
    if examples.is_empty() {
        return object;
    }
    object.within("example", |example| match examples {
        Examples::Named(values) => {
            let values = values
                .iter()
                .map(|NamedExample { name, value }| serde_json::json!({ "param_name": name, "example": value }));
            example.insert(place.named.to_owned(), values.collect());
        }
        Examples::Positional(values) => {
            let row: Value = values.iter().map(String::as_str).collect();
            let rows = if place.nested {
                let others = match example.remove(place.positional) {
                    Some(Value::Array(rows)) if rows.iter().all(Value::is_array) => rows,
                    _ => Vec::new(),
                };
                Value::Array([vec![row], others].concat())
            } else {
                row
            };
            example.insert(place.positional.to_owned(), rows);
        }
    })
}
