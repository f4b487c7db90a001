//! Deleting a template at Meta: one language of it, or all.

use domain::account::Actor;
use domain::ids::TemplateId;
use domain::templates::TemplateStatus;
use domain::templates::actions::Action as TemplateAction;
use store::templates::history::{HistoryEntry, TemplateChange};
use store::templates::{self, StoredTemplate, locks};
use store::wabas::Waba;

use super::possible::possible;
use super::{account, save};
use crate::accounts::audit::{self, Action, By, Entry};
use crate::{Hub, HubError};

/// For how long Meta does not give the name of an approved template again (Meta, template management).
const NAME_LOCK_SECONDS: i64 = 30 * 86_400;

/// How much of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The language that was named.
    Language,
    /// All languages of the name.
    All,
}

/// Deletes a template at Meta. `typed` is its name, typed by the person; answers how many languages are gone.
///
/// # Errors
/// [`HubError::Invalid`] when the name was not typed; [`HubError::Conflict`] when Meta does not allow it now;
/// [`HubError::NotFound`]; Meta refuses.
pub async fn delete(hub: &Hub, actor: &Actor, id: &TemplateId, extent: Extent, typed: &str) -> Result<usize, HubError> {
    account::may_write(actor)?;
    let mut conn = hub.store.read().await?;
    let stored = templates::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    let name = stored.facts.template.name.clone();
    if typed.trim() != name {
        return Err(HubError::invalid("typed", format!("Type the name of the template: {name}")));
    }
    let waba = account::of_key(&mut conn, actor, stored.waba).await?;
    let going = match extent {
        Extent::Language => vec![stored.clone()],
        Extent::All => templates::of_name(&mut conn, waba.key, &name).await?,
    };
    for one in &going {
        possible(TemplateAction::Delete, one, &[], hub.clock.now())?;
    }
    let author = account::author(&mut conn, actor).await?;
    drop(conn);
    let token = account::token_of(hub, &waba)?;
    let one = (extent == Extent::Language).then_some(stored.facts.meta_id.as_str());
    hub.graph.delete_template(&waba.external_id, &name, one, &token).await.map_err(|error| account::refused(&error))?;
    let count = going.len();
    gone(hub, waba, going, author, actor.into()).await?;
    Ok(count)
}

/// Takes languages of one name that Meta has deleted.
pub(super) async fn gone(
    hub: &Hub,
    waba: Waba,
    going: Vec<StoredTemplate>,
    author: String,
    by: By,
) -> Result<(), HubError> {
    let Some(name) = going.first().map(|one| one.facts.template.name.clone()) else { return Ok(()) };
    let worker = hub.clone();
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let now = worker.clock.now();
                if going.iter().any(|one| one.facts.status == TemplateStatus::Approved) {
                    locks::lock(tx, waba.key, &name, now.plus_seconds(NAME_LOCK_SECONDS)).await?;
                }
                for one in &going {
                    let entry = HistoryEntry {
                        change: TemplateChange::Deleted,
                        actor: author.clone(),
                        detail: String::new(),
                        before: Some(one.facts.template.clone()),
                        at: now,
                    };
                    save::remove(&worker, tx, &waba, one, entry).await?;
                }
                let languages: Vec<_> =
                    going.iter().map(|one| one.facts.template.language.label().to_owned()).collect();
                let subject = format!("{name} ({})", languages.join(", "));
                let entry = Entry::new(by, save::log_of(&waba), Action::TemplateDeleted, subject);
                audit::record(tx, entry.detail(waba.facts.name.clone()), now).await
            })
        })
        .await
}
