//! The parts of a template (Meta, template components).

use domain::templates::{Body, Component, Extra, Footer, Offer};
use serde_json::{Map, Value};

use super::example::{self, BODY};
use super::fields::{Fields, Object};
use super::{button, carousel, header};

/// Reads a part. One that is not known, or that lacks what its kind needs, is kept as it came.
pub(super) fn read(part: &Map<String, Value>) -> Component {
    known(part).unwrap_or_else(|| Component::Other(part.clone()))
}

fn known(part: &Map<String, Value>) -> Option<Component> {
    let mut fields = Fields::from(part);
    match fields.code("type")?.as_str() {
        "HEADER" => header::read(fields).map(Component::Header),
        "BODY" => Some(Component::Body(body(fields))),
        "FOOTER" => Some(Component::Footer(footer(fields))),
        "BUTTONS" => {
            let buttons = fields.list("buttons", button::read)?;
            Some(Component::Buttons { buttons, extra: fields.rest() })
        }
        "CAROUSEL" => {
            let cards = fields.list("cards", carousel::read)?;
            Some(Component::Carousel { cards, extra: fields.rest() })
        }
        "LIMITED_TIME_OFFER" => offer(fields).map(Component::Offer),
        "CALL_PERMISSION_REQUEST" => Some(Component::CallPermissionRequest { extra: fields.rest() }),
        _ => None,
    }
}

fn body(mut fields: Fields) -> Body {
    Body {
        text: fields.text("text"),
        examples: fields.within("example", |example| example::read(example, &BODY)),
        security_recommendation: fields.flag("add_security_recommendation"),
        extra: fields.rest(),
    }
}

fn footer(mut fields: Fields) -> Footer {
    Footer {
        text: fields.text("text"),
        code_expiration_minutes: fields.int("code_expiration_minutes"),
        extra: fields.rest(),
    }
}

fn offer(mut fields: Fields) -> Option<Offer> {
    let (text, has_expiration) =
        fields.within("limited_time_offer", |offer| (offer.text("text"), offer.flag("has_expiration")));
    Some(Offer { text: text?, has_expiration, extra: fields.rest() })
}

pub(super) fn write_all(parts: &[Component]) -> Value {
    parts.iter().map(write).collect()
}

fn write(part: &Component) -> Value {
    let typed = |extra: &Extra, kind: &str| Object::with(extra).put("type", kind);
    match part {
        Component::Header(header) => header::write(header),
        Component::Body(Body { text, examples, security_recommendation, extra }) => {
            let object = typed(extra, "BODY")
                .put_some("text", text.as_deref())
                .put_some("add_security_recommendation", *security_recommendation);
            example::write(object, examples, &BODY).finish()
        }
        Component::Footer(Footer { text, code_expiration_minutes, extra }) => typed(extra, "FOOTER")
            .put_some("text", text.as_deref())
            .put_some("code_expiration_minutes", *code_expiration_minutes)
            .finish(),
        Component::Buttons { buttons, extra } => {
            let buttons: Vec<Value> = buttons.iter().map(button::write).collect();
            typed(extra, "BUTTONS").put("buttons", buttons).finish()
        }
        Component::Carousel { cards, extra } => {
            let cards: Vec<Value> = cards.iter().map(carousel::write).collect();
            typed(extra, "CAROUSEL").put("cards", cards).finish()
        }
        Component::Offer(Offer { text, has_expiration, extra }) => typed(extra, "LIMITED_TIME_OFFER")
            .within("limited_time_offer", |offer| {
                offer.insert("text".to_owned(), text.as_str().into());
                if let Some(has_expiration) = has_expiration {
                    offer.insert("has_expiration".to_owned(), (*has_expiration).into());
                }
            })
            .finish(),
        Component::CallPermissionRequest { extra } => typed(extra, "CALL_PERMISSION_REQUEST").finish(),
        Component::Other(part) => Value::Object(part.clone()),
    }
}
