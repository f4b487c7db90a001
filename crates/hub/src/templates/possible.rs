//! Whether Meta takes an action now: asked of the table right before Meta is.

use domain::Timestamp;
use domain::templates::actions::{Action, Availability, Standing, availability};
use store::templates::StoredTemplate;

use crate::HubError;

/// Refuses what the table says is not possible. `edits` are those of the last 30 days, for whoever wants to edit.
///
/// # Errors
/// [`HubError::Conflict`], saying why.
pub(super) fn possible(
    action: Action,
    stored: &StoredTemplate,
    edits: &[Timestamp],
    now: Timestamp,
) -> Result<(), HubError> {
    let facts = &stored.facts;
    let standing = Standing { status: &facts.status, category: &facts.template.category, edits, now };
    match availability(action, &standing) {
        Availability::Possible => Ok(()),
        Availability::Not { why, .. } => Err(HubError::Conflict(why)),
    }
}
