//! The header of a template (Meta, template components, `format`).

use domain::templates::header::Sample;
use domain::templates::{Header, HeaderKind, Media, MediaKind};
use serde_json::Value;

use super::example::{self, HEADER};
use super::fields::{Fields, Object};

/// Reads a header; `None` without a format, or for a line of text without the line.
pub(super) fn read(mut fields: Fields) -> Option<Header> {
    let format = fields.code("format")?;
    let kind = match format.as_str() {
        "TEXT" => HeaderKind::Text {
            text: fields.text("text")?,
            examples: fields.within("example", |example| example::read(example, &HEADER)),
        },
        "LOCATION" => HeaderKind::Location,
        "PRODUCT" => HeaderKind::Product,
        other => match MediaKind::from_code(&other.to_ascii_lowercase()) {
            Some(kind) => HeaderKind::Media(Media { kind, samples: fields.within("example", samples) }),
            None => HeaderKind::Other(other.into()),
        },
    };
    Some(Header { kind, extra: fields.rest() })
}

fn samples(example: &mut Fields) -> Vec<Sample> {
    example.filled("header_handle", |sample| sample.as_str().map(|text| Sample::from_wire(text.to_owned())))
}

pub(super) fn write(header: &Header) -> Value {
    let object = Object::with(&header.extra).put("type", "HEADER");
    match &header.kind {
        HeaderKind::Text { text, examples } => {
            example::write(object.put("format", "TEXT").put("text", text.as_str()), examples, &HEADER).finish()
        }
        HeaderKind::Media(Media { kind, samples }) => {
            let object = object.put("format", kind.code().to_ascii_uppercase());
            if samples.is_empty() {
                return object.finish();
            }
            let samples: Value = samples.iter().map(Sample::as_str).collect();
            object.within("example", |example| drop(example.insert("header_handle".to_owned(), samples))).finish()
        }
        HeaderKind::Location => object.put("format", "LOCATION").finish(),
        HeaderKind::Product => object.put("format", "PRODUCT").finish(),
        HeaderKind::Other(format) => object.put("format", &**format).finish(),
    }
}
