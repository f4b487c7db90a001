//! What a message says in the places that its template leaves open (Meta, send message templates; the pages of each
//! kind of template).

mod button;
mod values;

use domain::templates::parameters::{self, ParameterKind};
use domain::templates::{Body, Button, ButtonKind, Component, HeaderKind, Template};
use serde_json::{Value, json};

pub use values::{
    ButtonValue, HeaderValue, MediaSource, MediaValue, MissingValue, PartValues, SendComponents, SendValues,
};

/// Puts values into the places of a template.
///
/// # Errors
/// [`MissingValue`] names the first place that has none.
pub fn send_components(template: &Template, values: &SendValues) -> Result<SendComponents, MissingValue> {
    let mut parts = message("", &template.content.components, &values.message)?;
    for part in &template.content.components {
        match part {
            Component::Offer(offer) if offer.has_expiration == Some(true) => {
                let ends = values.offer_ends.ok_or_else(|| MissingValue::at("offer"))?;
                let offer = json!({ "expiration_time_ms": ends.millis() });
                let parameter = json!({ "type": "limited_time_offer", "limited_time_offer": offer });
                parts.push(json!({ "type": "limited_time_offer", "parameters": [parameter] }));
            }
            Component::Carousel { cards, .. } => {
                let mut filled = Vec::with_capacity(cards.len());
                let nothing = PartValues::default();
                for (index, card) in cards.iter().enumerate() {
                    let values = values.cards.get(index).unwrap_or(&nothing);
                    let components = message(&format!("cards.{index}."), &card.components, values)?;
                    filled.push(json!({ "card_index": index, "components": components }));
                }
                parts.push(json!({ "type": "carousel", "cards": filled }));
            }
            _ => {}
        }
    }
    Ok(SendComponents(parts))
}

/// Header, body and buttons of the message itself or of a card.
fn message(place: &str, parts: &[Component], values: &PartValues) -> Result<Vec<Value>, MissingValue> {
    let mut filled = Vec::new();
    for part in parts {
        match part {
            Component::Header(header) => {
                let parameter = header_parameter(&header.kind, values.header.as_ref())
                    .map_err(|()| MissingValue::at(format!("{place}header")))?;
                filled.extend(parameter.map(|parameter| json!({ "type": "header", "parameters": [parameter] })));
            }
            Component::Body(body) => {
                let parameters = body_parameters(place, body, parts, values)?;
                if !parameters.is_empty() {
                    filled.push(json!({ "type": "body", "parameters": parameters }));
                }
            }
            Component::Buttons { buttons, .. } => {
                for (index, button) in buttons.iter().enumerate() {
                    let (kind, value) = (&button.kind, values.buttons.get(&index));
                    let filled_button = button::component(kind, index, value)
                        .map_err(|()| MissingValue::at(format!("{place}buttons.{index}")))?;
                    filled.extend(filled_button);
                }
            }
            _ => {}
        }
    }
    Ok(filled)
}

fn header_parameter(kind: &HeaderKind, value: Option<&HeaderValue>) -> Result<Option<Value>, ()> {
    match (kind, value) {
        (HeaderKind::Text { text, .. }, value) => match (parameters::parse(text).parameters.first(), value) {
            (None, _) => Ok(None),
            (Some(parameter), Some(HeaderValue::Text(value))) => {
                Ok(Some(text_parameter(parameter.kind, parameter.key, value)))
            }
            (Some(_), _) => Err(()),
        },
        (HeaderKind::Media(media), Some(HeaderValue::Media(value))) => {
            let kind = media.kind.code();
            Ok(Some(json!({ "type": kind, kind: value.object() })))
        }
        (HeaderKind::Location, Some(HeaderValue::Location { latitude, longitude, name, address })) => {
            let place = json!({ "latitude": latitude, "longitude": longitude, "name": name, "address": address });
            Ok(Some(json!({ "type": "location", "location": place })))
        }
        (HeaderKind::Product, Some(HeaderValue::Product { catalog, product })) => {
            let product = json!({ "catalog_id": catalog, "product_retailer_id": product });
            Ok(Some(json!({ "type": "product", "product": product })))
        }
        (HeaderKind::Other(_), Some(HeaderValue::Whole(parameter))) => Ok(Some(parameter.clone())),
        (HeaderKind::Other(_), None) => Ok(None),
        _ => Err(()),
    }
}

/// The text's parameters, each once: numbers in their order, names in the order in which they stand.
fn body_parameters(
    place: &str,
    body: &Body,
    parts: &[Component],
    values: &PartValues,
) -> Result<Vec<Value>, MissingValue> {
    let Some(text) = &body.text else {
        // Meta writes the text of authentication templates, with the code in it (authentication templates).
        return Ok(code(parts, values).map(|code| json!({ "type": "text", "text": code })).into_iter().collect());
    };
    let mut found = Vec::new();
    for parameter in parameters::parse(text).parameters {
        let is_known = found.iter().any(|(_, key)| *key == parameter.key);
        if parameter.kind != ParameterKind::Malformed && !is_known {
            found.push((parameter.kind, parameter.key));
        }
    }
    found.sort_by_key(|(kind, _)| match kind {
        ParameterKind::Number(number) => *number,
        _ => 0,
    });
    let filled = found.into_iter().map(|(kind, key)| {
        let value = values.body.get(key).filter(|value| !value.is_empty());
        let value = value.ok_or_else(|| MissingValue::at(format!("{place}body.{key}")))?;
        Ok(text_parameter(kind, key, value))
    });
    filled.collect()
}

fn text_parameter(kind: ParameterKind, key: &str, value: &str) -> Value {
    match kind {
        ParameterKind::Name => json!({ "type": "text", "parameter_name": key, "text": value }),
        _ => json!({ "type": "text", "text": value }),
    }
}

/// The one-time password.
fn code<'a>(parts: &[Component], values: &'a PartValues) -> Option<&'a str> {
    let buttons =
        parts.iter().find_map(|part| if let Component::Buttons { buttons, .. } = part { Some(buttons) } else { None });
    let is_otp = |button: &Button| matches!(button.kind, ButtonKind::Otp(_));
    let index = buttons?.iter().position(is_otp)?;
    match values.buttons.get(&index)? {
        ButtonValue::Code(code) => Some(code),
        _ => None,
    }
}
