//! The form that a button opens.

use super::{Findings, Rule};
use crate::templates::button::Flow;

/// Meta, sending a Flow: one of `flow_id`, `flow_name` and `flow_json` names it; `flow_action` is `navigate` where it is
/// not said, and `navigate_screen` belongs to that action alone.
pub(super) fn check(flow: &Flow, path: &str, findings: &mut Findings) {
    let path = format!("{path}.flow");
    let said = |field: &Option<String>| field.as_deref().is_some_and(|text| !text.trim().is_empty());
    match [&flow.id, &flow.name, &flow.json].into_iter().filter(|field| said(field)).count() {
        0 => findings.add(path.clone(), Rule::FlowMissing, "Choose the form that the button opens."),
        1 => {}
        _ => {
            let message = "Name the form once: by its ID, its name or its definition.";
            findings.add(path.clone(), Rule::FlowTwice, message);
        }
    }
    let json = flow.json.as_deref().filter(|_| said(&flow.json));
    if json.is_some_and(|json| !serde_json::from_str(json).is_ok_and(|value: serde_json::Value| value.is_object())) {
        let message = "Paste the whole definition: it is JSON between { and }.";
        findings.add(format!("{path}.json"), Rule::FlowJson, message);
    }
    if said(&flow.screen) && said(&flow.action) && !flow.action.as_deref().is_some_and(navigates) {
        let message = "Leave the first screen empty: your server chooses it.";
        findings.add(format!("{path}.screen"), Rule::FlowScreen, message);
    }
}

/// Meta answers in capitals what is sent in small letters.
fn navigates(action: &str) -> bool {
    action.eq_ignore_ascii_case("navigate")
}
