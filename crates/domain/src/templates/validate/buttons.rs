//! The buttons of a template or of a card.

use super::text::has_emoji;
use super::{Findings, Frame, Rule, Severity, flow, limits, products, urls};
use crate::templates::parameters::{length, parse};
use crate::templates::{Button, ButtonKind};

/// Meta, template components, buttons.
pub(super) fn check(buttons: &[Button], frame: &Frame<'_>, findings: &mut Findings) {
    let path = frame.path("buttons");
    if !frame.on_card() {
        if limits::BUTTONS < buttons.len() {
            let message =
                format!("Remove buttons: there are {}, and a template may have {}.", buttons.len(), limits::BUTTONS);
            findings.add(path.clone(), Rule::ButtonsTooMany, message);
        }
        products::check_alone(buttons, findings);
    }
    counts(buttons, &path, findings);
    if are_quick_replies_apart(buttons) {
        let message = "Put the quick replies together: all before the other buttons, or all after them.";
        findings.add(path.clone(), Rule::QuickRepliesApart, message);
    }
    for (index, button) in buttons.iter().enumerate() {
        one(button, &format!("{path}[{index}]"), findings);
    }
}

type Is = fn(&ButtonKind) -> bool;

fn counts(buttons: &[Button], path: &str, findings: &mut Findings) {
    let count = |is: Is| buttons.iter().filter(|button| is(&button.kind)).count();
    let links = count(|kind| matches!(kind, ButtonKind::Url { .. }));
    if limits::URL_BUTTONS < links {
        let message = format!("Keep {} links: there are {links}.", limits::URL_BUTTONS);
        findings.add(path, Rule::UrlButtonsTooMany, message);
    }
    let calls = count(|kind| matches!(kind, ButtonKind::PhoneNumber { .. }));
    if 1 < calls {
        findings.add(path, Rule::PhoneButtonsTooMany, format!("Keep 1 button that calls a number: there are {calls}."));
    }
    let codes = count(|kind| matches!(kind, ButtonKind::CopyCode { .. }));
    if 1 < codes {
        findings.add(path, Rule::CopyCodeTooMany, format!("Keep 1 code to copy: there are {codes}."));
    }
    let once: [(Is, &str); 6] = [
        (|kind| matches!(kind, ButtonKind::Flow(_)), "form"),
        (|kind| *kind == ButtonKind::Catalog, "catalog"),
        (|kind| *kind == ButtonKind::Mpm, "list of products"),
        (|kind| *kind == ButtonKind::Spm, "product"),
        (|kind| *kind == ButtonKind::VoiceCall, "WhatsApp call"),
        (|kind| *kind == ButtonKind::OrderDetails, "order"),
    ];
    for (is, word) in once {
        let count = count(is);
        if 1 < count {
            let message =
                format!("Keep 1 button of the kind {word}: there are {count}, and Meta shows one in all its examples.");
            findings.add(path, Rule::ButtonOnlyOnce, message);
        }
    }
}

/// One change between quick replies and others is fine, in either direction. Kinds that the hub does not know may
/// stand anywhere.
fn are_quick_replies_apart(buttons: &[Button]) -> bool {
    let known = buttons.iter().filter(|button| !matches!(button.kind, ButtonKind::Other(_)));
    let quick: Vec<bool> = known.map(|button| button.kind == ButtonKind::QuickReply).collect();
    1 < quick.windows(2).filter(|pair| pair.first() != pair.last()).count()
}

fn one(button: &Button, path: &str, findings: &mut Findings) {
    match &button.kind {
        ButtonKind::Url { url, examples } => urls::check(url, examples, path, findings),
        ButtonKind::PhoneNumber { number } => phone(number, path, findings),
        ButtonKind::CopyCode { examples } => code(examples, path, findings),
        ButtonKind::Flow(it) => flow::check(it, path, findings),
        ButtonKind::Otp(_) => {
            let message = "Remove this button, or choose the category authentication: one-time passwords belong there.";
            findings.add(path, Rule::AuthenticationOnly, message);
        }
        ButtonKind::Other(_) => return,
        _ => {}
    }
    label(button, path, findings);
}

fn label(button: &Button, path: &str, findings: &mut Findings) {
    let path = format!("{path}.text");
    let text = button.text.as_deref().unwrap_or_default();
    let needed = matches!(
        button.kind,
        ButtonKind::QuickReply
            | ButtonKind::Url { .. }
            | ButtonKind::PhoneNumber { .. }
            | ButtonKind::Flow(_)
            | ButtonKind::VoiceCall
    );
    if text.trim().is_empty() {
        if needed {
            findings.add(path, Rule::ButtonTextMissing, "Write the text of the button.");
        }
        return;
    }
    label_text(text, &path, findings);
}

pub(super) fn label_text(text: &str, path: &str, findings: &mut Findings) {
    let count = length(text);
    if limits::BUTTON_TEXT < count {
        let message =
            format!("Shorten the text of the button: it has {count} characters and may have {}.", limits::BUTTON_TEXT);
        findings.add(path, Rule::ButtonTextTooLong, message);
    }
    if !parse(text).parameters.is_empty() {
        findings.add(path, Rule::ButtonTextParameters, "Remove the parameter: a button always says the same.");
    } else if text.contains(['\n', '*', '~', '`', '{', '}']) || has_emoji(text) {
        let message = "Use letters, digits and spaces: Meta may reject emoji, line breaks and formatting in a button.";
        findings.add(path, Rule::ButtonTextCharacters, message);
    }
}

fn phone(number: &str, path: &str, findings: &mut Findings) {
    let path = format!("{path}.phone_number");
    if number.trim().is_empty() {
        findings.add(path, Rule::PhoneMissing, "Enter the number that the button calls.");
        return;
    }
    let count = length(number);
    if limits::PHONE < count {
        let message = format!("Shorten the number: it has {count} characters and may have {}.", limits::PHONE);
        findings.add(path.clone(), Rule::PhoneTooLong, message);
    }
    if !number.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | ' ')) {
        let message = "Write the number with its country code and digits only, such as +49 30 901820.";
        findings.add(path, Rule::PhoneCharacters, message);
    }
}

/// Meta's pages say 15 up to May 2026 and 20 since June 2026; a code that is sent may have 15.
fn code(examples: &[String], path: &str, findings: &mut Findings) {
    let path = format!("{path}.example");
    let Some(example) = examples.first().filter(|example| !example.trim().is_empty()) else {
        findings.add(path, Rule::ExampleMissing, "Write an example of the code: reviewers at Meta have to see one.");
        return;
    };
    let count = length(example);
    if limits::CODE_CONTESTED < count {
        let message = format!("Shorten the code: it has {count} characters and may have {}.", limits::CODE);
        findings.add(path, Rule::CodeTooLong, message);
    } else if limits::CODE < count {
        let message = format!(
            "Shorten the code to {} characters to be sure: it has {count}, Meta's pages disagree, and a longer one cannot be sent.",
            limits::CODE
        );
        findings.add_as(Severity::Warning, path, Rule::CodeTooLong, message);
    }
}
