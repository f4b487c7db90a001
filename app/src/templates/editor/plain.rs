//! The form of the editor as a browser without a script sends it.
#![cfg(feature = "ssr")]

use domain::account::Actor;
use domain::ids::DraftId;
use hub::templates::Submitted;
use hub::{Hub, HubError};

use super::load::compose::locks;
use super::model::{EditorForm, Wish};

/// Keeps what was written and does what was asked for. Answers the address that the browser is sent to.
///
/// # Errors
/// Those of [`hub::templates::save_draft`] and [`hub::templates::submit`].
pub async fn take_form(
    hub: &Hub,
    actor: &Actor,
    id: &DraftId,
    pairs: Vec<(String, String)>,
) -> Result<String, HubError> {
    let view = hub::templates::draft(hub, actor, id).await?;
    if let Some(template) = view.draft.sent_as {
        return Ok(format!("/templates/{template}?notice=sent"));
    }
    let form = EditorForm::read(pairs);
    let template = form.apply(&view.draft.template, &locks(&view));
    hub::templates::save_draft(hub, actor, id, template).await?;
    let back = format!("/templates/drafts/{id}?show=all#left");
    match form.wish() {
        Wish::Show => Ok(back),
        Wish::Send => Ok(match hub::templates::submit(hub, actor, id).await? {
            Submitted::Done(template) => format!("/templates/{template}?notice=sent"),
            Submitted::Findings(_) | Submitted::Refused(_) => back,
        }),
    }
}
