//! Letting a paused template be sent again before Meta does so by itself (Meta, template pausing).

use domain::account::Actor;
use domain::ids::TemplateId;
use domain::templates::TemplateFacts;
use domain::templates::actions::Action as TemplateAction;
use store::templates::history::{HistoryEntry, TemplateChange};
use store::templates::{self, StoredTemplate};
use store::wabas::Waba;

use super::possible::possible;
use super::{account, received, save};
use crate::accounts::audit::{self, Action, Entry};
use crate::{Hub, HubError};

/// Ends the pause of a template. Its status is what Meta says then; where Meta does not say it, the webhook brings it.
///
/// # Errors
/// [`HubError::Conflict`] when it is not paused; [`HubError::NotFound`]; [`HubError::Upstream`] with Meta's words.
pub async fn unpause(hub: &Hub, actor: &Actor, id: &TemplateId) -> Result<(), HubError> {
    account::may_write(actor)?;
    let mut conn = hub.store.read().await?;
    let stored = templates::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    possible(TemplateAction::Unpause, &stored, &[], hub.clock.now())?;
    let waba = account::of_key(&mut conn, actor, stored.waba).await?;
    let author = account::author(&mut conn, actor).await?;
    drop(conn);
    let token = account::token_of(hub, &waba)?;
    let meta_id = &stored.facts.meta_id;
    hub.graph.unpause_template(meta_id, &token).await.map_err(|error| account::refused(&error))?;
    let now_is = hub.graph.template(meta_id, &token).await.ok();
    keep(hub, actor, waba, stored, now_is, author).await
}

async fn keep(
    hub: &Hub,
    actor: &Actor,
    waba: Waba,
    stored: StoredTemplate,
    now_is: Option<TemplateFacts>,
    author: String,
) -> Result<(), HubError> {
    let (actor, worker) = (*actor, hub.clone());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let (now, template) = (worker.clock.now(), &stored.facts.template);
                let change = TemplateChange::Unpaused;
                let entry = HistoryEntry { change, actor: author, detail: String::new(), before: None, at: now };
                save::note(tx, &waba, &stored.facts, entry).await?;
                save::touched(&worker, tx, &waba).await?;
                let subject = format!("{} ({})", template.name, template.language.label());
                let entry = Entry::new((&actor).into(), save::log_of(&waba), Action::TemplateUnpaused, subject);
                audit::record(tx, entry.detail(waba.facts.name.clone()), now).await?;
                if let Some(facts) = now_is {
                    received::late_answer(&worker, tx, &waba, facts).await?;
                }
                Ok(())
            })
        })
        .await
}
