//! The address of a button.

use super::{Findings, Rule, limits};
use crate::templates::parameters::{length, parse};
use crate::web_address::host;

/// Meta, template components, URL buttons: at most 2000 characters, one parameter, at the end only.
pub(super) fn check(url: &str, examples: &[String], path: &str, findings: &mut Findings) {
    let field = format!("{path}.url");
    let host = host(url);
    if host.is_empty() || url.contains(char::is_whitespace) {
        let message = "Enter a whole address with a fixed domain, such as https://example.com/orders/{{1}}.";
        findings.add(field.clone(), Rule::UrlInvalid, message);
    }
    let count = length(url);
    if limits::URL < count {
        let message = format!("Shorten the link: it has {count} characters and may have {}.", limits::URL);
        findings.add(field.clone(), Rule::UrlTooLong, message);
    }
    if leads_to_whatsapp(host) {
        let message = "Use another address or a button that calls: Meta refuses links to WhatsApp itself.";
        findings.add(field.clone(), Rule::UrlToWhatsApp, message);
    }
    let parsed = parse(url);
    if 1 < parsed.parameters.len() {
        let message = format!("Keep one parameter: the link has {} and may have 1.", parsed.parameters.len());
        findings.add(field.clone(), Rule::UrlParameters, message);
    }
    if !parsed.stray.is_empty() {
        let message = "Check the braces of the link: a parameter has two on each side, such as {{1}}.";
        findings.add(field.clone(), Rule::BracesUnbalanced, message);
    }
    let Some(last) = parsed.parameters.last() else { return };
    if last.end != url.len() {
        let message = "Move the parameter to the end of the link: nothing may follow it.";
        findings.add(field, Rule::UrlParameterPlace, message);
    }
    if examples.first().is_none_or(|example| example.trim().is_empty()) {
        let message = "Write an example of the whole link: reviewers at Meta have to open one.";
        findings.add(format!("{path}.example"), Rule::ExampleMissing, message);
    }
}

/// Subcode 2388081.
fn leads_to_whatsapp(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    ["wa.me", "whatsapp.com"]
        .iter()
        .any(|own| host.strip_suffix(own).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}
