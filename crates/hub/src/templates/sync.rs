//! Reading all templates of an account from Meta: with each sync of the account, and when a person asks for it.

use std::collections::HashSet;

use domain::account::Actor;
use domain::ids::{ChannelId, WabaKey};
use domain::templates::{TemplateFacts, TemplateStatus};
use store::templates::history::{self, HistoryEntry, TemplateChange};
use store::wabas::{self, Waba};
use store::{StoreError, Tx, templates};
use whatsapp::{AccessToken, GraphErrorKind};

use super::save::{self, META, Tell};
use super::{account, received};
use crate::accounts::audit::{self, Action, Entry};
use crate::wabas::Failure;
use crate::{Hub, HubError};

/// What a sync has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// How many templates the account has.
    pub templates: usize,
    /// How many were not known before.
    pub added: usize,
    /// How many have changed.
    pub changed: usize,
    /// How many are gone.
    pub gone: usize,
}

impl Changed {
    /// In a few words: `2 new, 1 changed`.
    pub fn words(self) -> String {
        let parts = [(self.added, "new"), (self.changed, "changed"), (self.gone, "gone")];
        let said: Vec<String> =
            parts.iter().filter(|(count, _)| 0 < *count).map(|(count, word)| format!("{count} {word}")).collect();
        if said.is_empty() { "nothing had changed".to_owned() } else { said.join(", ") }
    }
}

/// Reads the templates of a number's account now.
///
/// # Errors
/// [`HubError::NotFound`] for a number of somebody else; what Meta answers.
pub async fn sync_now(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<Changed, HubError> {
    account::may_write(actor)?;
    let mut conn = hub.store.read().await?;
    let waba = account::of_channel(&mut conn, actor, id).await?;
    drop(conn);
    let token = account::token_of(hub, &waba)?;
    let changed = match read(hub, &waba, &token).await {
        Ok(changed) => changed,
        Err(Failure::Graph(error)) => return Err(account::refused(&error)),
        Err(Failure::Store(error)) => return Err(error.into()),
    };
    let (actor, worker) = (*actor, hub.clone());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let by = (&actor).into();
                let entry = Entry::new(by, save::log_of(&waba), Action::TemplatesSynced, waba.facts.name.as_str());
                save::touched(&worker, tx, &waba).await?;
                audit::record(tx, entry, worker.clock.now()).await
            })
        })
        .await?;
    Ok(changed)
}

/// Reads the templates as part of the account's sync. Only a refused token fails that: an account whose templates Meta
/// does not show has numbers all the same, and the list says why it is not up to date.
///
/// # Errors
/// Meta refuses the token; the database refuses.
pub(crate) async fn read_all(hub: &Hub, waba: &Waba, token: &AccessToken) -> Result<(), Failure> {
    match read(hub, waba, token).await {
        Ok(_) => Ok(()),
        Err(Failure::Graph(error)) if error.kind == GraphErrorKind::TokenRefused => Err(error.into()),
        Err(Failure::Graph(error)) => {
            tracing::warn!(waba.id = %waba.id, %error, "The templates of an account could not be read");
            let (key, reason) = (waba.key, error.to_string());
            let noted: Result<(), StoreError> = hub
                .store
                .write(move |tx| Box::pin(async move { templates::sync_failed(tx, key, &reason).await }))
                .await;
            Ok(noted?)
        }
        Err(Failure::Store(error)) => Err(error.into()),
    }
}

async fn read(hub: &Hub, waba: &Waba, token: &AccessToken) -> Result<Changed, Failure> {
    let mut conn = hub.store.read().await?;
    let first = templates::last_sync(&mut conn, waba.key).await?.at.is_none();
    drop(conn);
    let tell = if first { Tell::Nobody } else { Tell::Everyone };
    let mut changed = Changed::default();
    let mut seen = HashSet::new();
    let mut cursor = None;
    loop {
        let page = hub.graph.templates(&waba.external_id, cursor.as_ref(), token).await?;
        for unreadable in &page.unreadable {
            tracing::warn!(waba.id = %waba.id, ?unreadable, "A template of Meta's answer could not be read and was left as it is");
            seen.extend(unreadable.id.clone());
        }
        seen.extend(page.items.iter().map(|facts| facts.meta_id.clone()));
        let (added, updated) = write_page(hub, waba.key, page.items, tell).await?;
        changed.added += added;
        changed.changed += updated;
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    changed.templates = seen.len();
    changed.gone = finish(hub, waba.key, seen, changed).await?;
    Ok(changed)
}

async fn write_page(
    hub: &Hub,
    key: WabaKey,
    page: Vec<TemplateFacts>,
    tell: Tell,
) -> Result<(usize, usize), StoreError> {
    let worker = hub.clone();
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let (mut added, mut changed) = (0, 0);
                let Some(waba) = wabas::find(tx, key).await? else { return Ok::<_, StoreError>((0, 0)) };
                for facts in page {
                    match templates::find_by_meta_id(tx, key, &facts.meta_id).await? {
                        Some(stored) => {
                            changed += usize::from(received::answer(&worker, tx, &waba, &stored, facts).await?);
                        }
                        None if is_deleted_here(tx, key, &facts).await? => {}
                        None => {
                            let entry = HistoryEntry {
                                change: TemplateChange::Found,
                                actor: META.to_owned(),
                                detail: facts.status.label().to_owned(),
                                before: None,
                                at: worker.clock.now(),
                            };
                            save::add(&worker, tx, &waba, &facts, entry, tell).await?;
                            added += 1;
                        }
                    }
                }
                Ok((added, changed))
            })
        })
        .await
}

/// Whether a person has deleted it here: Meta lists it for as long as messages of it are on their way, but for whoever
/// deleted it, it is gone.
async fn is_deleted_here(tx: &mut Tx, key: WabaKey, facts: &TemplateFacts) -> Result<bool, StoreError> {
    if facts.status != TemplateStatus::PendingDeletion {
        return Ok(false);
    }
    let (name, language) = (&facts.template.name, &facts.template.language);
    let last = history::of(tx, key, name, language, 1).await?;
    Ok(last.first().is_some_and(|entry| entry.change == TemplateChange::Deleted))
}

/// Takes what Meta no longer lists, and notes the sync.
async fn finish(hub: &Hub, key: WabaKey, seen: HashSet<String>, mut changed: Changed) -> Result<usize, StoreError> {
    let worker = hub.clone();
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let now = worker.clock.now();
                let Some(waba) = wabas::find(tx, key).await? else { return Ok::<_, StoreError>(0) };
                for (_, meta_id) in templates::meta_ids(tx, key).await? {
                    if seen.contains(&meta_id) {
                        continue;
                    }
                    let Some(stored) = templates::find_by_meta_id(tx, key, &meta_id).await? else { continue };
                    let entry = HistoryEntry {
                        change: TemplateChange::Gone,
                        actor: META.to_owned(),
                        detail: String::new(),
                        before: Some(stored.facts.template.clone()),
                        at: now,
                    };
                    save::remove(&worker, tx, &waba, &stored, entry).await?;
                    changed.gone += 1;
                }
                templates::synced(tx, key, now, &changed.words()).await?;
                Ok(changed.gone)
            })
        })
        .await
}
