//! Footers: 60 characters without parameters (Components, Footer).

use serde_json::Value;

use super::refusal::{Refusal, only, text};

pub(super) fn check(footer: &Value) -> Result<(), Refusal> {
    only(footer, &["type", "text"])?;
    let text = text(footer, "text", 60)?;
    if text.contains("{{") || text.contains("}}") {
        return Err(Refusal::footer("The footer can't have variables."));
    }
    if text.contains('\n') {
        return Err(Refusal::footer("The footer can't have new lines."));
    }
    Ok(())
}
