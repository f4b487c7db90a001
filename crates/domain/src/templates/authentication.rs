//! The texts that Meta writes into authentication templates, and how Graph answers such a template.

use super::button::{Otp, OtpKind, SupportedApp};
use super::{Body, Button, ButtonKind, Category, Component, Content, Examples, Footer, Template};

/// The body, in English; Meta translates it (Meta, authentication templates).
pub const BODY: &str = "{{1}} is your verification code.";
/// What `add_security_recommendation` adds to the body.
pub const SECURITY_RECOMMENDATION: &str = "For your security, do not share this code.";

/// The footer that `code_expiration_minutes` makes.
pub fn expires(minutes: i64) -> String {
    format!("This code expires in {minutes} minutes.")
}

/// An authentication template as it is written: Graph answers it with Meta's texts, and with a link to WhatsApp in the
/// place of the button, and accepts neither. Every other template is left as it is.
pub fn editable(template: &Template) -> Template {
    let mut template = template.clone();
    if template.category == Category::Authentication {
        take_texts(&mut template.content);
    }
    template
}

fn take_texts(content: &mut Content) {
    content.components.retain_mut(|part| match part {
        Component::Body(Body { text, examples, .. }) => {
            *text = None;
            *examples = Examples::default();
            true
        }
        Component::Footer(Footer { text, code_expiration_minutes, extra }) => {
            *text = None;
            code_expiration_minutes.is_some() || !extra.is_empty()
        }
        Component::Buttons { buttons, .. } => {
            buttons.iter_mut().for_each(take_link);
            true
        }
        _ => true,
    });
}

/// `https://www.whatsapp.com/otp/code/?otp_type=ONE_TAP&package_name=…&signature_hash=…&code=otp{{1}}`: so it has been
/// seen; no page of Meta's describes it.
fn take_link(button: &mut Button) {
    let ButtonKind::Url { url, .. } = &button.kind else { return };
    let Some(query) = url.strip_prefix("https://www.whatsapp.com/otp/code/?") else { return };
    let value = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| decode(value))
    };
    let Some(kind) = value("otp_type") else { return };
    let mut otp = Otp::new(OtpKind::from(kind));
    otp.autofill_text = value("cta_display_name");
    if let (Some(package_name), Some(signature_hash)) = (value("package_name"), value("signature_hash")) {
        otp.apps.push(SupportedApp { package_name, signature_hash });
    }
    button.kind = ButtonKind::Otp(otp);
}

/// Percent signs of ASCII characters, which is all that such an address has.
fn decode(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut decoded = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let code = piece.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(u8::is_ascii);
        match (code, piece.get(2..)) {
            (Some(code), Some(rest)) => {
                decoded.push(char::from(code));
                decoded.push_str(rest);
            }
            _ => decoded.extend(["%", piece]),
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::testing::samples;
    use crate::templates::validate::{Surroundings, is_accepted, validate};

    #[test]
    fn what_graph_answers_becomes_what_it_accepts() {
        let url = "https://www.whatsapp.com/otp/code/?otp_type=ONE_TAP&cta_display_name=Autofill&package_name=com.example&signature_hash=K8a%2FAINcGX7&code=otp{{1}}";
        let answer = samples::template(
            Category::Authentication,
            vec![
                samples::body("*{{1}}* is your verification code.", &["123456"]),
                samples::footer("This code expires in 10 minutes."),
                samples::buttons(vec![Button::new(
                    ButtonKind::Url { url: url.into(), examples: vec!["x".into()] },
                    "Autofill",
                )]),
            ],
        );
        assert!(!is_accepted(&validate(&answer, &Surroundings::unknown())));
        let written = editable(&answer);
        assert_eq!(validate(&written, &Surroundings::unknown()), []);
        let ButtonKind::Otp(otp) = &written.content.buttons()[0].kind else { panic!("{written:?}") };
        assert_eq!(otp.apps[0].signature_hash, "K8a/AINcGX7");
        assert_eq!(editable(&written), written);
    }

    #[test]
    fn other_templates_stay_as_they_are() {
        assert_eq!(editable(&samples::text()), samples::text());
    }
}
