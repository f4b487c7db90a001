//! The places that a template leaves open, as fields of a form, and what was typed into them as values for Meta.

use domain::Timestamp;
use domain::templates::{Body, ButtonKind, Component, HeaderKind, MediaKind, Template, parameters};
use whatsapp::template::{
    ButtonValue, HeaderValue, MediaSource, MediaValue, PartValues, SendComponents, SendValues, send_components,
};

use crate::HubError;

/// A place of a template that a message has to fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its name in the form: `header`, `body.1`, `buttons.0`, `cards.0.body.1`.
    pub name: String,
    /// What it is, for a person.
    pub label: String,
    /// What may stand there.
    pub example: String,
}

/// The places of a template, in the order of the message.
pub fn places(template: &Template) -> Vec<Place> {
    let mut found = Vec::new();
    of_parts("", "", &template.content.components, &mut found);
    for (index, card) in template.content.cards().iter().enumerate() {
        of_parts(&format!("cards.{index}."), &format!("Card {}: ", index + 1), &card.components, &mut found);
    }
    found
}

fn of_parts(place: &str, label: &str, parts: &[Component], found: &mut Vec<Place>) {
    for part in parts {
        match part {
            Component::Header(header) => {
                if let Some((what, example)) = header_place(&header.kind) {
                    found.push(Place { name: format!("{place}header"), label: format!("{label}{what}"), example });
                }
            }
            Component::Body(body) => of_body(place, label, body, found),
            Component::Buttons { buttons, .. } => {
                for (index, button) in buttons.iter().enumerate() {
                    let Some((what, example)) = button_place(&button.kind) else { continue };
                    let text = button.text.as_deref().unwrap_or_default();
                    let label = format!("{label}{what} {text}").trim_end().to_owned();
                    found.push(Place { name: format!("{place}buttons.{index}"), label, example });
                }
            }
            _ => {}
        }
    }
}

fn header_place(kind: &HeaderKind) -> Option<(String, String)> {
    match kind {
        HeaderKind::Text { text, examples } => {
            let key = parameters::parse(text).parameters.first()?.key;
            Some((format!("{{{{{key}}}}} in the header"), examples.get(key).unwrap_or_default().to_owned()))
        }
        HeaderKind::Media(media) => {
            let what = match media.kind {
                MediaKind::Image => "image",
                MediaKind::Video | MediaKind::Gif => "video",
                MediaKind::Document => "document",
            };
            Some((format!("Address of the {what} (https)"), String::new()))
        }
        HeaderKind::Location => Some((
            "Place: latitude, longitude, name, address".to_owned(),
            "52.52, 13.405, Café Nord, Berlin".to_owned(),
        )),
        HeaderKind::Product => Some(("Catalog id, product id".to_owned(), String::new())),
        HeaderKind::Other(_) => None,
    }
}

fn of_body(place: &str, label: &str, body: &Body, found: &mut Vec<Place>) {
    let text = body.text.as_deref().unwrap_or_default();
    for parameter in parameters::parse(text).parameters {
        let name = format!("{place}body.{}", parameter.key);
        if found.iter().all(|known| known.name != name) {
            let example = body.examples.get(parameter.key).unwrap_or_default().to_owned();
            found.push(Place { name, label: format!("{label}{{{{{}}}}} in the text", parameter.key), example });
        }
    }
}

fn button_place(kind: &ButtonKind) -> Option<(&'static str, String)> {
    match kind {
        ButtonKind::Url { url, examples } => {
            let open = parameters::parse(url).parameters.first().map(|it| it.start)?;
            let example = examples.first().map(String::as_str).unwrap_or_default();
            let end = url.get(..open).and_then(|fixed| example.strip_prefix(fixed)).unwrap_or(example);
            Some(("End of the address of", end.to_owned()))
        }
        ButtonKind::CopyCode { examples } => Some(("Code to copy", examples.first().cloned().unwrap_or_default())),
        ButtonKind::Otp(_) => Some(("One-time password", "123456".to_owned())),
        _ => None,
    }
}

/// What was typed, as Meta takes it. A limited-time offer ends a day after the test.
pub(super) fn filled(
    template: &Template,
    typed: &[(String, String)],
    now: Timestamp,
) -> Result<SendComponents, HubError> {
    let parts = &template.content.components;
    let mut values = SendValues { message: values_of("", parts, typed), ..SendValues::default() };
    for (index, card) in template.content.cards().iter().enumerate() {
        values.cards.push(values_of(&format!("cards.{index}."), &card.components, typed));
    }
    values.offer_ends = Some(now.plus_seconds(86_400));
    send_components(template, &values).map_err(|missing| {
        match places(template).iter().find(|it| it.name == missing.place) {
            Some(place) => HubError::Invalid { field: "values", message: format!("Fill in: {}", place.label) },
            None => HubError::Conflict(
                "This kind of template needs products or an order, and cannot be sent as a test from here.".to_owned(),
            ),
        }
    })
}

fn values_of(place: &str, parts: &[Component], typed: &[(String, String)]) -> PartValues {
    let value = |name: String| {
        let name = format!("{place}{name}");
        typed.iter().find(|(key, _)| *key == name).map(|(_, value)| value.trim().to_owned()).filter(|it| !it.is_empty())
    };
    let mut values = PartValues::default();
    for part in parts {
        match part {
            Component::Header(header) => {
                values.header = value("header".to_owned()).and_then(|typed| header_value(&header.kind, typed));
            }
            Component::Body(body) => {
                for parameter in parameters::parse(body.text.as_deref().unwrap_or_default()).parameters {
                    if let Some(typed) = value(format!("body.{}", parameter.key)) {
                        values.body.insert(parameter.key.to_owned(), typed);
                    }
                }
            }
            Component::Buttons { buttons, .. } => {
                for (index, button) in buttons.iter().enumerate() {
                    let Some(typed) = value(format!("buttons.{index}")) else { continue };
                    let typed = match button.kind {
                        ButtonKind::Url { .. } => ButtonValue::UrlSuffix(typed),
                        _ => ButtonValue::Code(typed),
                    };
                    values.buttons.insert(index, typed);
                }
            }
            _ => {}
        }
    }
    values
}

fn header_value(kind: &HeaderKind, typed: String) -> Option<HeaderValue> {
    let mut parts = typed.splitn(4, ',').map(|part| part.trim().to_owned());
    match kind {
        HeaderKind::Text { .. } => Some(HeaderValue::Text(typed)),
        HeaderKind::Media(_) => {
            Some(HeaderValue::Media(MediaValue { source: MediaSource::Link(typed), file_name: None }))
        }
        HeaderKind::Location => Some(HeaderValue::Location {
            latitude: parts.next()?,
            longitude: parts.next()?,
            name: parts.next()?,
            address: parts.next().unwrap_or_default(),
        }),
        HeaderKind::Product => Some(HeaderValue::Product { catalog: parts.next()?, product: parts.next()? }),
        HeaderKind::Other(_) => None,
    }
}
