//! Buttons that show products.

use super::{Findings, Rule};
use crate::templates::{Button, ButtonKind};

/// In all that Meta publishes such a button stands alone (Meta, catalog, multi- and single-product templates). How many
/// products a message may have is a question of sending it.
pub(super) fn check_alone(buttons: &[Button], findings: &mut Findings) {
    let shows = |button: &Button| matches!(button.kind, ButtonKind::Catalog | ButtonKind::Mpm | ButtonKind::Spm);
    let others = buttons.iter().any(|button| !shows(button) && !matches!(button.kind, ButtonKind::Other(_)));
    if others && let Some(index) = buttons.iter().position(shows) {
        let message = "Remove the other buttons: one that shows products stands alone in all of Meta's examples.";
        findings.add(format!("buttons[{index}]"), Rule::ProductButtonAlone, message);
    }
}
