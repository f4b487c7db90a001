//! Fields of a button.

use domain::templates::button::{Flow, Otp, OtpKind};
use domain::templates::{Button, ButtonKind};

use super::path::indexed;

/// What a field of a button holds.
pub(super) fn get(button: &Button, field: &str) -> Option<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Some(match (field, &button.kind) {
        ("text", _) => text(&button.text),
        ("url", ButtonKind::Url { url, .. }) => url.clone(),
        ("example", ButtonKind::Url { examples, .. } | ButtonKind::CopyCode { examples }) => {
            examples.first().cloned().unwrap_or_default()
        }
        ("phone_number", ButtonKind::PhoneNumber { number }) => number.clone(),
        (field, ButtonKind::Flow(flow)) => return get_flow(flow, field),
        (field, ButtonKind::Otp(otp)) => return get_otp(otp, field),
        _ => return None,
    })
}

fn get_otp(otp: &Otp, field: &str) -> Option<String> {
    if let Some((index, field)) = indexed(field, "apps") {
        let app = otp.apps.get(index)?;
        return match field {
            "package_name" => Some(app.package_name.clone()),
            "signature_hash" => Some(app.signature_hash.clone()),
            _ => None,
        };
    }
    match field {
        "otp_type" => Some(otp.kind.code().to_owned()),
        "autofill_text" => Some(otp.autofill_text.clone().unwrap_or_default()),
        "zero_tap_terms_accepted" => {
            Some(if otp.zero_tap_terms_accepted == Some(true) { "true" } else { "" }.to_owned())
        }
        _ => None,
    }
}

fn get_flow(flow: &Flow, field: &str) -> Option<String> {
    let value = match field {
        "flow.id" => &flow.id,
        "flow.name" => &flow.name,
        "flow.json" => &flow.json,
        // Meta answers in capitals what is sent in small letters.
        "flow.action" => return Some(flow.action.as_deref().unwrap_or_default().to_ascii_lowercase()),
        "flow.screen" => &flow.screen,
        _ => return None,
    };
    Some(value.clone().unwrap_or_default())
}

/// Writes a field of a button.
pub(super) fn set(button: &mut Button, field: &str, value: &str) {
    let text = || Some(value.to_owned()).filter(|text| !text.is_empty());
    match (field, &mut button.kind) {
        ("text", _) => button.text = text(),
        ("url", ButtonKind::Url { url, .. }) => value.clone_into(url),
        ("example", ButtonKind::Url { examples, .. } | ButtonKind::CopyCode { examples }) => {
            *examples = text().into_iter().collect();
        }
        ("phone_number", ButtonKind::PhoneNumber { number }) => value.clone_into(number),
        ("flow.id", ButtonKind::Flow(flow)) => flow.id = text(),
        ("flow.name", ButtonKind::Flow(flow)) => flow.name = text(),
        ("flow.json", ButtonKind::Flow(flow)) => flow.json = text(),
        ("flow.action", ButtonKind::Flow(flow)) => flow.action = text(),
        ("flow.screen", ButtonKind::Flow(flow)) => flow.screen = text(),
        (field, ButtonKind::Otp(otp)) => set_otp(otp, field, value),
        _ => {}
    }
}

fn set_otp(otp: &mut Otp, field: &str, value: &str) {
    if let Some((index, field)) = indexed(field, "apps") {
        let Some(app) = otp.apps.get_mut(index) else { return };
        match field {
            "package_name" => value.clone_into(&mut app.package_name),
            "signature_hash" => value.clone_into(&mut app.signature_hash),
            _ => {}
        }
        return;
    }
    match field {
        "otp_type" => set_kind(otp, OtpKind::from(value)),
        "autofill_text" => otp.autofill_text = Some(value.to_owned()).filter(|text| !text.is_empty()),
        "zero_tap_terms_accepted" => otp.zero_tap_terms_accepted = Some(value == "true"),
        _ => {}
    }
}

/// A code to copy has neither an app nor terms; the two others need an app.
fn set_kind(otp: &mut Otp, kind: OtpKind) {
    if !OtpKind::KNOWN.contains(&kind) {
        return;
    }
    if kind == OtpKind::CopyCode {
        otp.apps.clear();
        otp.autofill_text = None;
    } else if otp.apps.is_empty() {
        otp.apps.push(Default::default());
    }
    otp.zero_tap_terms_accepted = (kind == OtpKind::ZeroTap).then_some(false);
    otp.kind = kind;
}
