//! Authentication templates: Meta writes their texts.

use super::buttons::label_text;
use super::text::has_emoji;
use super::{Findings, Rule, limits};
use crate::templates::button::{Otp, OtpKind, SupportedApp};
use crate::templates::parameters::length;
use crate::templates::{Button, ButtonKind, Component, Content};

/// Meta, authentication templates; subcode 2388042 (a text where there may be none).
pub(super) fn check(content: &Content, findings: &mut Findings) {
    for part in &content.components {
        let (name, words) = match part {
            Component::Body(body) => {
                if body.text.as_deref().is_some_and(|text| !text.is_empty()) {
                    let message = "Remove the text: Meta writes it, \"{{1}} is your verification code.\"";
                    findings.add("body.text", Rule::AuthenticationText, message);
                }
                continue;
            }
            Component::Footer(footer) => {
                if footer.text.as_deref().is_some_and(|text| !text.is_empty()) {
                    let message = "Remove the text: Meta writes it, \"This code expires in 10 minutes.\"";
                    findings.add("footer.text", Rule::AuthenticationText, message);
                }
                if let Some(minutes) = footer.code_expiration_minutes
                    && !(1..=limits::CODE_MINUTES).contains(&minutes)
                {
                    let message = format!("Choose 1 to {} minutes: it is {minutes}.", limits::CODE_MINUTES);
                    findings.add("footer.code_expiration_minutes", Rule::CodeMinutes, message);
                }
                continue;
            }
            Component::Buttons { .. } | Component::Other(_) => continue,
            Component::Header(_) => ("header", "the header"),
            Component::Carousel { .. } => ("carousel", "the cards"),
            Component::Offer(_) => ("offer", "the offer"),
            Component::CallPermissionRequest { .. } => ("call_permission_request", "the request to call"),
        };
        let message = format!("Remove {words}: an authentication template has a body, a footer and one button.");
        findings.add(name, Rule::AuthenticationParts, message);
    }
    if content.body().is_none() {
        findings.add("body", Rule::BodyMissing, "Add the body: Meta writes its text.");
    }
    buttons(content.buttons(), findings);
}

/// What only authentication templates have.
pub(super) fn check_absent(content: &Content, findings: &mut Findings) {
    if content.body().is_some_and(|body| body.security_recommendation == Some(true)) {
        let message = "Remove the security recommendation: Meta adds it to authentication templates only.";
        findings.add("body.security_recommendation", Rule::AuthenticationOnly, message);
    }
    if content.footer().is_some_and(|footer| footer.code_expiration_minutes.is_some()) {
        let message = "Remove the minutes: only a code of an authentication template ends.";
        findings.add("footer.code_expiration_minutes", Rule::AuthenticationOnly, message);
    }
}

fn buttons(buttons: &[Button], findings: &mut Findings) {
    let mut passwords = 0;
    for (index, button) in buttons.iter().enumerate() {
        let path = format!("buttons[{index}]");
        match &button.kind {
            ButtonKind::Otp(otp) => {
                passwords += 1;
                if 1 < passwords {
                    let message = "Remove this button: an authentication template has one for the code.";
                    findings.add(path.clone(), Rule::AuthenticationButton, message);
                }
                one_time_password(button, otp, &path, findings);
            }
            ButtonKind::Other(_) => {}
            _ => {
                let message = "Remove this button: an authentication template only has one for the code.";
                findings.add(path, Rule::AuthenticationButton, message);
            }
        }
    }
    if passwords == 0 {
        let message = "Add a button for the code: copy code, one tap or zero tap.";
        findings.add("buttons", Rule::AuthenticationButton, message);
    }
}

fn one_time_password(button: &Button, otp: &Otp, path: &str, findings: &mut Findings) {
    for (text, field) in [(&button.text, "text"), (&otp.autofill_text, "autofill_text")] {
        let Some(text) = text.as_deref().filter(|text| !text.is_empty()) else { continue };
        let path = format!("{path}.{field}");
        label_text(text, &path, findings);
        if text.contains("://") || has_emoji(text) {
            let message = "Remove links and emoji: authentication templates have none.";
            findings.add(path, Rule::AuthenticationText, message);
        }
    }
    if !matches!(otp.kind, OtpKind::OneTap | OtpKind::ZeroTap) {
        return;
    }
    if otp.apps.is_empty() {
        let message = format!("Name the Android app: {} hands the code to it.", otp.kind.label().to_ascii_lowercase());
        findings.add(format!("{path}.apps"), Rule::AppsMissing, message);
    }
    for (index, app) in otp.apps.iter().enumerate() {
        check_app(app, &format!("{path}.apps[{index}]"), findings);
    }
    if otp.kind == OtpKind::ZeroTap && otp.zero_tap_terms_accepted != Some(true) {
        let message = "Accept the terms of zero tap, or choose one tap.";
        findings.add(format!("{path}.zero_tap_terms_accepted"), Rule::ZeroTapTerms, message);
    }
}

/// Meta's page leaves the dot out of the characters of a package name, but its examples have it.
fn check_app(app: &SupportedApp, path: &str, findings: &mut Findings) {
    let name = &app.package_name;
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    if name.is_empty() || !name.chars().all(fits) || limits::PACKAGE_NAME < name.len() {
        let message = format!(
            "Enter the package name as it stands in the app, such as com.example.app: letters, digits, _ and dots, at most {}.",
            limits::PACKAGE_NAME
        );
        findings.add(format!("{path}.package_name"), Rule::PackageName, message);
    }
    let hash = &app.signature_hash;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    if length(hash) != limits::SIGNATURE_HASH || !hash.chars().all(fits) {
        let message = format!(
            "Enter the signature hash of the app: exactly {} letters, digits and + / =, but this one has {}.",
            limits::SIGNATURE_HASH,
            length(hash)
        );
        findings.add(format!("{path}.signature_hash"), Rule::SignatureHash, message);
    }
}
