//! Buttons: how many of which, in which order, with which fields (Components, Buttons).

use serde_json::Value;
use url::Url;

use super::Draft;
use super::parameters::{self, Format};
use super::refusal::{Refusal, at_most, only, text};

const LONGEST_TEXT: usize = 25;

/// The most of each type.
const LIMITS: &[(&str, usize)] = &[("QUICK_REPLY", 10), ("URL", 2), ("PHONE_NUMBER", 1), ("COPY_CODE", 1)];

pub(super) fn check(draft: &Draft<'_>, component: &Value) -> Result<(), Refusal> {
    only(component, &["type", "buttons"])?;
    let buttons = component["buttons"].as_array().filter(|buttons| !buttons.is_empty());
    let buttons = buttons.ok_or_else(|| Refusal::missing("components", "buttons of BUTTONS"))?;
    if buttons.len() > 10 {
        return Err(too_many("buttons", 10));
    }
    for (kind, most) in LIMITS {
        if buttons.iter().filter(|button| button["type"] == *kind).count() > *most {
            return Err(too_many(kind, *most));
        }
    }
    for button in buttons {
        check_one(draft, button)?;
    }
    // Quick replies stand together, before or after the others.
    let replies: Vec<bool> = buttons.iter().map(|button| button["type"] == "QUICK_REPLY").collect();
    if replies.windows(2).filter(|pair| pair[0] != pair[1]).count() > 1 {
        return Err(Refusal::plain(
            "Invalid combination of buttons",
            "Quick reply buttons have to stand together, before or after all other buttons.",
            "components",
        ));
    }
    Ok(())
}

fn too_many(what: &str, most: usize) -> Refusal {
    Refusal::plain("Too many buttons", &format!("A template can have at most {most} {what}."), "components")
}

fn check_one(draft: &Draft<'_>, button: &Value) -> Result<(), Refusal> {
    match button["type"].as_str().unwrap_or_default() {
        "" => Err(Refusal::missing("components", "type of a button")),
        "QUICK_REPLY" => {
            only(button, &["type", "text"])?;
            text(button, "text", LONGEST_TEXT).map(drop)
        }
        "URL" => check_url(button),
        "PHONE_NUMBER" => {
            only(button, &["type", "text", "phone_number"])?;
            text(button, "text", LONGEST_TEXT)?;
            text(button, "phone_number", 20).map(drop)
        }
        "COPY_CODE" => {
            only(button, &["type", "text", "example"])?;
            let example = button["example"].as_str().or_else(|| button["example"][0].as_str());
            let example = example.ok_or_else(|| Refusal::missing("components", "example of COPY_CODE"))?;
            at_most(example, 20, "example of COPY_CODE")
        }
        "FLOW" => {
            let flow = ["flow_id", "flow_name", "flow_json"];
            if !flow.iter().any(|field| !button[*field].is_null()) {
                return Err(Refusal::missing("components", "flow_id, flow_name or flow_json of FLOW"));
            }
            text(button, "text", LONGEST_TEXT).map(drop)
        }
        "OTP" if draft.category == "AUTHENTICATION" => Ok(()),
        "CATALOG" | "MPM" | "SPM" | "VOICE_CALL" | "ORDER_DETAILS" => text(button, "text", LONGEST_TEXT).map(drop),
        other => Err(Refusal::plain(
            "Invalid button",
            &format!("A template of category {} has no button of type {other}.", draft.category),
            "components",
        )),
    }
}

/// One parameter at most, at the very end, with an example; no link to WhatsApp itself.
fn check_url(button: &Value) -> Result<(), Refusal> {
    only(button, &["type", "text", "url", "example", "app_deep_link"])?;
    text(button, "text", LONGEST_TEXT)?;
    let url = text(button, "url", 2_000)?;
    let names = parameters::read(url, Format::Positional).map_err(|what| invalid_url(&what))?;
    if !names.is_empty() {
        if names.len() > 1 || !url.ends_with("}}") {
            return Err(invalid_url("A URL can have one variable, at its end."));
        }
        let example = button["example"].as_str().or_else(|| button["example"][0].as_str());
        if example.is_none_or(str::is_empty) {
            return Err(Refusal::missing("components", "example of URL"));
        }
    }
    let plain = parameters::fill(url, |_| Some("x".to_owned()));
    let parsed = Url::parse(&plain).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let parsed = parsed.ok_or_else(|| invalid_url("A URL starts with https:// or http://."))?;
    let host = parsed.host_str().unwrap_or_default();
    if host == "wa.me" || host == "whatsapp.com" || host.ends_with(".whatsapp.com") {
        return Err(Refusal::whatsapp_link());
    }
    Ok(())
}

fn invalid_url(message: &str) -> Refusal {
    Refusal::plain("Invalid URL", message, "components")
}
