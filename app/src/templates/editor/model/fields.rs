//! Reads and writes one field of a template by its path.

use domain::templates::header::Sample;
use domain::templates::{
    Category, Component, Header, HeaderKind, Language, Media, MediaKind, ParameterFormat, Template,
};

use super::path::{Place, indexed, place};
use super::{button, examples, parts};

/// What a field holds; `None` where the template has no such field.
pub(in super::super) fn get(template: &Template, path: &str) -> Option<String> {
    Some(match path {
        "name" => template.name.clone(),
        "language" => template.language.code().to_owned(),
        "category" => template.category.code().to_owned(),
        "format" => {
            let format = template.content.parameter_format.as_ref().unwrap_or(&ParameterFormat::Positional);
            format.code().to_owned()
        }
        "ttl" => number(template.content.ttl_seconds),
        "carousel.header.kind" => header_kind(parts::parts(template, Place::Card(0))),
        _ => {
            let (place, field) = place(path);
            return get_part(parts::parts(template, place), field);
        }
    })
}

fn get_part(parts: &[Component], field: &str) -> Option<String> {
    if let Some((index, field)) = indexed(field, "buttons") {
        return button::get(parts::buttons(parts).get(index)?, field);
    }
    if let Some(key) = field.strip_prefix("body.example.") {
        return Some(parts::body(parts)?.examples.get(key).unwrap_or_default().to_owned());
    }
    Some(match field {
        "header.kind" => header_kind(parts),
        "header.text" => match &parts::header(parts)?.kind {
            HeaderKind::Text { text, .. } => text.clone(),
            _ => return None,
        },
        "header.example" => match &parts::header(parts)?.kind {
            HeaderKind::Text { text, examples } => examples.get(&header_key(text)).unwrap_or_default().to_owned(),
            HeaderKind::Media(media) => media.samples.first().map(Sample::as_str).unwrap_or_default().to_owned(),
            _ => return None,
        },
        "body.text" => parts::body(parts).and_then(|body| body.text.clone()).unwrap_or_default(),
        "body.security_recommendation" => flag(parts::body(parts)?.security_recommendation == Some(true)),
        "footer.text" => parts::footer(parts).and_then(|footer| footer.text.clone()).unwrap_or_default(),
        "footer.code_expiration_minutes" => {
            number(parts::footer(parts).and_then(|footer| footer.code_expiration_minutes))
        }
        "offer.text" => offer(parts)?.text.clone(),
        "offer.has_expiration" => flag(offer(parts)?.has_expiration == Some(true)),
        _ => return None,
    })
}

/// Writes a field. What the field cannot hold, and what no field is, changes nothing; neither does what it holds
/// already, so a form that is sent back as it came leaves the template as it was.
pub(in super::super) fn set(template: &mut Template, path: &str, value: &str) {
    let value = value.replace("\r\n", "\n");
    if get(template, path).is_some_and(|present| present.replace("\r\n", "\n") == value) {
        return;
    }
    let content = &mut template.content;
    match path {
        "name" => template.name = value,
        "language" => template.language = Language::from_wire(&value),
        "category" => template.category = Category::from(value.as_str()),
        "format" => set_format(template, ParameterFormat::from(value.as_str())),
        "ttl" if value.is_empty() => content.ttl_seconds = None,
        "ttl" => content.ttl_seconds = value.trim().parse().ok().or(content.ttl_seconds),
        "carousel.header.kind" => {
            for card in parts::cards_mut(template).into_iter().flatten() {
                set_header_kind(&mut card.components, &value);
            }
        }
        _ => {
            let (place, field) = place(path);
            let named = content.is_named();
            if let Some(parts) = parts::parts_mut(template, place) {
                set_part(parts, place, field, named, value);
            }
        }
    }
}

fn set_part(parts: &mut Vec<Component>, place: Place, field: &str, named: bool, value: String) {
    if let Some((index, field)) = indexed(field, "buttons") {
        if let Some(button) = parts::buttons_mut(parts).and_then(|buttons| buttons.get_mut(index)) {
            button::set(button, field, &value);
        }
        return;
    }
    if let Some(key) = field.strip_prefix("body.example.") {
        if let Some(body) = parts::body_made(parts) {
            examples::set(&mut body.examples, named, key, &value);
        }
        return;
    }
    match field {
        "header.kind" => set_header_kind(parts, &value),
        "header.text" | "header.example" => {
            if let Some(header) = parts::header_mut(parts) {
                set_header(header, field, named, value);
            }
        }
        // A card may have no text at all.
        "body.text" if value.is_empty() && place != Place::Message => remove_plain_body(parts),
        "body.text" => {
            if let Some(body) = parts::body_made(parts) {
                body.text = Some(value);
            }
        }
        "body.security_recommendation" => {
            if let Some(body) = parts::body_made(parts) {
                body.security_recommendation = Some(value == "true");
            }
        }
        "footer.text" | "footer.code_expiration_minutes" => set_footer(parts, field, value),
        "offer.text" | "offer.has_expiration" => {
            for part in parts {
                match part {
                    Component::Offer(offer) if field == "offer.text" => offer.text.clone_from(&value),
                    Component::Offer(offer) => offer.has_expiration = Some(value == "true"),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn set_format(template: &mut Template, format: ParameterFormat) {
    if !ParameterFormat::KNOWN.contains(&format) {
        return;
    }
    let named = format == ParameterFormat::Named;
    template.content.parameter_format = Some(format);
    let cards = template.content.cards().len();
    for place in (0..cards).map(Place::Card).chain([Place::Message]) {
        for part in parts::parts_mut(template, place).into_iter().flatten() {
            match part {
                Component::Body(body) => examples::convert(&mut body.examples, named),
                Component::Header(Header { kind: HeaderKind::Text { examples, .. }, .. }) => {
                    examples::convert(examples, named);
                }
                _ => {}
            }
        }
    }
}

fn header_kind(parts: &[Component]) -> String {
    match parts::header(parts).map(|header| &header.kind) {
        None => "none",
        Some(HeaderKind::Text { .. }) => "text",
        Some(HeaderKind::Media(media)) => media.kind.code(),
        Some(HeaderKind::Location) => "location",
        Some(HeaderKind::Product) => "product",
        Some(HeaderKind::Other(format)) => format,
    }
    .to_owned()
}

fn set_header_kind(parts: &mut Vec<Component>, kind: &str) {
    if header_kind(parts) == kind {
        return;
    }
    let kind = match kind {
        "none" => return parts.retain(|part| !matches!(part, Component::Header(_))),
        "text" => HeaderKind::Text { text: String::new(), examples: Default::default() },
        "location" => HeaderKind::Location,
        "product" => HeaderKind::Product,
        medium => match MediaKind::from_code(medium) {
            Some(kind) => HeaderKind::Media(Media { kind, samples: Vec::new() }),
            None => return,
        },
    };
    match parts::header_mut(parts) {
        Some(header) => header.kind = kind,
        None => parts::insert(parts, Component::Header(Header::new(kind))),
    }
}

fn set_header(header: &mut Header, field: &str, named: bool, value: String) {
    match (&mut header.kind, field) {
        (HeaderKind::Text { text, .. }, "header.text") => *text = value,
        (HeaderKind::Text { text, examples }, _) => {
            let key = header_key(text);
            examples::set(examples, named, &key, &value);
        }
        (HeaderKind::Media(media), "header.example") => {
            media.samples = if value.is_empty() { Vec::new() } else { vec![Sample::from_wire(value)] };
        }
        _ => {}
    }
}

/// A header has one parameter at most.
fn header_key(text: &str) -> String {
    examples::keys(text).into_iter().next().unwrap_or_else(|| "1".to_owned())
}

fn set_footer(parts: &mut Vec<Component>, field: &str, value: String) {
    let Some(footer) = parts::footer_made(parts) else { return };
    if field == "footer.text" {
        footer.text = Some(value).filter(|text| !text.is_empty());
    } else if value.is_empty() {
        footer.code_expiration_minutes = None;
    } else {
        footer.code_expiration_minutes = value.trim().parse().ok().or(footer.code_expiration_minutes);
    }
    let says_nothing = footer.text.is_none() && footer.code_expiration_minutes.is_none() && footer.extra.is_empty();
    if says_nothing {
        parts.retain(|part| !matches!(part, Component::Footer(_)));
    }
}

fn remove_plain_body(parts: &mut Vec<Component>) {
    parts.retain(|part| !matches!(part, Component::Body(body) if body.extra.is_empty()));
}

fn offer(parts: &[Component]) -> Option<&domain::templates::Offer> {
    parts.iter().find_map(|part| if let Component::Offer(offer) = part { Some(offer) } else { None })
}

fn number(value: Option<i64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn flag(is_set: bool) -> String {
    if is_set { "true" } else { "" }.to_owned()
}
