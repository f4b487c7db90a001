//! Changes of the structure: what the buttons of the form do, with a script and without one.
//!
//! A wish is text, because it is the value of a button: `add:buttons:URL`, `up:carousel[2]`, `remove:offer`,
//! `parameter:body.text`, `start:carousel`.

use domain::templates::button::{Flow, SupportedApp};
use domain::templates::header::Sample;
use domain::templates::parameters::next_number;
use domain::templates::starters::Starter;
use domain::templates::validate::limits;
use domain::templates::{Body, Button, ButtonKind, Card, Component, Extra, HeaderKind, Template};

use super::path::{Place, indexed, place};
use super::{get, parts, set};

/// The kinds of buttons that can be added to a message.
pub(in super::super) const BUTTON_KINDS: [&str; 6] =
    ["QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE", "FLOW", "VOICE_CALL"];
/// The kinds of buttons that can be added to cards.
pub(in super::super) const CARD_BUTTON_KINDS: [&str; 3] = ["QUICK_REPLY", "URL", "PHONE_NUMBER"];

/// Does what is wished. Answers the path of what it made or moved, where the focus goes. Cards have the same buttons, so
/// what happens to those of one happens to all.
pub(in super::super) fn act(template: &mut Template, wish: &str) -> Option<String> {
    let (verb, target) = wish.split_once(':')?;
    match verb {
        "start" => start(template, Starter::from_code(target)?),
        "parameter" => add_parameter(template, target),
        "add" => add(template, target),
        "remove" => remove(template, target),
        "up" => swap(template, target, Towards::Start),
        "down" => swap(template, target, Towards::End),
        _ => None,
    }
}

/// Replaces what it says; name and language stay.
fn start(template: &mut Template, starter: Starter) -> Option<String> {
    let name = std::mem::take(&mut template.name);
    *template = Template { name, ..starter.template(template.language.clone()) };
    Some("body.text".to_owned())
}

/// Without a script a new parameter comes last.
fn add_parameter(template: &mut Template, path: &str) -> Option<String> {
    let mut text = get(template, path)?;
    let key = new_key(template, &text);
    let gap = if text.is_empty() || text.ends_with(char::is_whitespace) { "" } else { " " };
    text.extend([gap, "{{", &key, "}}"]);
    set(template, path, &text);
    Some(path.to_owned())
}

/// What the next parameter of a text is called.
pub(in super::super) fn new_key(template: &Template, text: &str) -> String {
    if !template.content.is_named() {
        return next_number(text).to_string();
    }
    let taken = super::examples::keys(text);
    let name = |letter: char| format!("parameter_{letter}");
    ('a'..='z').map(name).find(|name| !taken.contains(name)).unwrap_or_else(|| name('z'))
}

fn add(template: &mut Template, target: &str) -> Option<String> {
    if target == "carousel" {
        return add_card(template);
    }
    if let Some(button) = target.strip_suffix(".apps") {
        let index = indexed(button, "buttons")?.0;
        let ButtonKind::Otp(otp) = &mut button_at(template, Place::Message, index)?.kind else { return None };
        otp.apps.push(SupportedApp::default());
        return Some(format!("{target}[{}].package_name", otp.apps.len() - 1));
    }
    let (path, kind) = target.split_once(':')?;
    let (place, "buttons") = place(path) else { return None };
    let mut made = None;
    for place in everywhere_like(template, place) {
        let parts = parts::parts_mut(template, place)?;
        if parts::buttons_mut(parts).is_none() {
            parts::insert(parts, Component::Buttons { buttons: Vec::new(), extra: Extra::new() });
        }
        let buttons = parts::buttons_mut(parts)?;
        let most = if place == Place::Message { limits::BUTTONS } else { limits::BUTTONS_OF_CARD };
        if buttons.len() < most {
            buttons.push(Button { kind: empty(kind)?, text: None, extra: Extra::new() });
            made = made.or_else(|| Some(format!("{path}[{}].text", buttons.len() - 1)));
        }
    }
    made
}

fn empty(kind: &str) -> Option<ButtonKind> {
    Some(match kind {
        "QUICK_REPLY" => ButtonKind::QuickReply,
        "URL" => ButtonKind::Url { url: String::new(), examples: Vec::new() },
        "PHONE_NUMBER" => ButtonKind::PhoneNumber { number: String::new() },
        "COPY_CODE" => ButtonKind::CopyCode { examples: Vec::new() },
        "FLOW" => ButtonKind::Flow(Flow::default()),
        "VOICE_CALL" => ButtonKind::VoiceCall,
        _ => return None,
    })
}

/// A card like the last one, with nothing in it yet but its buttons.
fn add_card(template: &mut Template) -> Option<String> {
    let cards = parts::cards_mut(template)?;
    if limits::CARDS_MOST <= cards.len() {
        return None;
    }
    let mut card = cards
        .last()
        .cloned()
        .unwrap_or_else(|| Card { components: vec![Component::Body(Body::default())], extra: Extra::new() });
    for part in &mut card.components {
        match part {
            Component::Header(header) => {
                if let HeaderKind::Media(media) = &mut header.kind {
                    media.samples = Vec::<Sample>::new();
                }
            }
            Component::Body(body) => *body = Body { text: Some(String::new()), ..Body::default() },
            _ => {}
        }
    }
    cards.push(card);
    Some(format!("carousel[{}]", cards.len() - 1))
}

fn remove(template: &mut Template, target: &str) -> Option<String> {
    let components = &mut template.content.components;
    match target {
        "offer" => components.retain(|part| !matches!(part, Component::Offer(_))),
        "call_permission_request" => components.retain(|part| !matches!(part, Component::CallPermissionRequest { .. })),
        "carousel" => components.retain(|part| !matches!(part, Component::Carousel { .. })),
        "footer" => components.retain(|part| !matches!(part, Component::Footer(_))),
        _ => return remove_at(template, target),
    }
    Some("body.text".to_owned())
}

fn remove_at(template: &mut Template, target: &str) -> Option<String> {
    match Spot::read(target)? {
        Spot::Card(index) => {
            take(parts::cards_mut(template)?, index);
            Some("carousel".to_owned())
        }
        Spot::App(button, index) => {
            let ButtonKind::Otp(otp) = &mut button_at(template, Place::Message, button)?.kind else { return None };
            take(&mut otp.apps, index);
            Some(format!("buttons[{button}].apps"))
        }
        Spot::Button(place, index) => {
            for place in everywhere_like(template, place) {
                let parts = parts::parts_mut(template, place)?;
                if let Some(buttons) = parts::buttons_mut(parts) {
                    take(buttons, index);
                }
                parts.retain(|part| {
                    !matches!(part, Component::Buttons { buttons, extra } if buttons.is_empty() && extra.is_empty())
                });
            }
            Some(place.path("buttons"))
        }
    }
}

#[derive(Clone, Copy)]
enum Towards {
    Start,
    End,
}

fn swap(template: &mut Template, target: &str, towards: Towards) -> Option<String> {
    let neighbour = |index: usize| match towards {
        Towards::Start => index.checked_sub(1),
        Towards::End => index.checked_add(1),
    };
    match Spot::read(target)? {
        Spot::Card(index) => {
            let other = neighbour(index)?;
            exchange(parts::cards_mut(template)?, index, other);
            Some(format!("carousel[{other}]"))
        }
        Spot::Button(place, index) => {
            let other = neighbour(index)?;
            for place in everywhere_like(template, place) {
                if let Some(buttons) = parts::parts_mut(template, place).and_then(|parts| parts::buttons_mut(parts)) {
                    exchange(buttons, index, other);
                }
            }
            Some(place.path(&format!("buttons[{other}]")))
        }
        Spot::App(..) => None,
    }
}

/// What stands in a list.
enum Spot {
    Card(usize),
    Button(Place, usize),
    App(usize, usize),
}

impl Spot {
    fn read(target: &str) -> Option<Self> {
        let (place, rest) = place(target);
        if let Some((index, "")) = indexed(rest, "carousel") {
            return Some(Self::Card(index));
        }
        match indexed(rest, "buttons")? {
            (index, "") => Some(Self::Button(place, index)),
            (index, rest) => {
                indexed(rest, "apps").filter(|(_, rest)| rest.is_empty()).map(|(app, _)| Self::App(index, app))
            }
        }
    }
}

/// The place itself, or all cards where it is one.
fn everywhere_like(template: &Template, place: Place) -> Vec<Place> {
    match place {
        Place::Message => vec![place],
        Place::Card(_) => (0..template.content.cards().len()).map(Place::Card).collect(),
    }
}

fn button_at(template: &mut Template, place: Place, index: usize) -> Option<&mut Button> {
    parts::buttons_mut(parts::parts_mut(template, place)?)?.get_mut(index)
}

fn take<T>(list: &mut Vec<T>, index: usize) {
    if index < list.len() {
        list.remove(index);
    }
}

fn exchange<T>(list: &mut [T], one: usize, other: usize) {
    if one < list.len() && other < list.len() {
        list.swap(one, other);
    }
}
