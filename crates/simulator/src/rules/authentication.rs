//! Authentication templates: fixed words, one button (Authentication templates).

use serde_json::Value;

use super::Draft;
use super::refusal::{Refusal, at_most, only};

pub(super) fn check(draft: &Draft<'_>) -> Result<(), Refusal> {
    for component in draft.components {
        match component["type"].as_str() {
            // 2388042 is what is reported for a body with a text of its own.
            Some("BODY") => only(component, &["type", "add_security_recommendation"])?,
            Some("FOOTER") => {
                only(component, &["type", "code_expiration_minutes"])?;
                let minutes = component["code_expiration_minutes"].as_i64();
                if !minutes.is_some_and(|minutes| (1..=90).contains(&minutes)) {
                    return Err(invalid("A code expires after 1 to 90 minutes."));
                }
            }
            Some("BUTTONS") => {}
            other => {
                let kind = other.unwrap_or_default();
                return Err(Refusal::unexpected(
                    "components",
                    &format!("{kind} in a template of category AUTHENTICATION"),
                ));
            }
        }
    }
    let buttons = draft.of_type("BUTTONS").next().and_then(|component| component["buttons"].as_array());
    match buttons.map(Vec::as_slice) {
        Some([button]) if button["type"] == "OTP" => check_button(button),
        _ => Err(Refusal::missing("components", "one button of type OTP")),
    }
}

fn check_button(button: &Value) -> Result<(), Refusal> {
    for field in ["text", "autofill_text"] {
        at_most(button[field].as_str().unwrap_or_default(), 25, field)?;
    }
    let kind = button["otp_type"].as_str().unwrap_or_default();
    match kind {
        "COPY_CODE" => Ok(()),
        "ONE_TAP" | "ZERO_TAP" => {
            if kind == "ZERO_TAP" && button["zero_tap_terms_accepted"] != true {
                return Err(invalid("The zero-tap terms have to be accepted: zero_tap_terms_accepted."));
            }
            // Older templates name one app beside the type, newer ones a list.
            match button["supported_apps"].as_array() {
                Some(apps) if (1..=5).contains(&apps.len()) => apps.iter().try_for_each(check_app),
                Some(_) => Err(invalid("A button has 1 to 5 supported_apps.")),
                None => check_app(button),
            }
        }
        other => Err(invalid(&format!("There is no otp_type {other}."))),
    }
}

fn check_app(app: &Value) -> Result<(), Refusal> {
    let package = app["package_name"].as_str().ok_or_else(|| Refusal::missing("components", "package_name"))?;
    let hash = app["signature_hash"].as_str().ok_or_else(|| Refusal::missing("components", "signature_hash"))?;
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.');
    if package.chars().count() > 224 || !package.contains('.') || !package.chars().all(fits) {
        return Err(invalid("The package_name is not one of an Android app."));
    }
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '/' | '=');
    if hash.chars().count() != 11 || !hash.chars().all(fits) {
        return Err(invalid("The signature_hash has exactly 11 characters."));
    }
    Ok(())
}

fn invalid(message: &str) -> Refusal {
    Refusal::plain("Invalid authentication template", message, "components")
}
