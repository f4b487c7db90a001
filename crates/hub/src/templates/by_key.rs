//! Templates for the holder of a channel's key: what the account has, from the store; what Meta is asked to create or
//! delete, handed on as it came and kept once Meta has done it.

use bytes::Bytes;
use domain::ids::PartnerId;
use domain::sending::can_manage;
use domain::templates::{TemplateFacts, TemplateStatus};
use store::partners;
use store::templates::history::{HistoryEntry, TemplateChange};
use store::templates::listing::{self, Filter, Slice};
use store::templates::{self, StoredTemplate};
use store::wabas::{self, Waba};
use whatsapp::graph::{Method, Relay, RelayBody, Relayed};
use whatsapp::{AccessToken, template};

use super::delete;
use super::save::{self, Tell};
use crate::accounts::audit::{self, Action, By, Entry};
use crate::api_keys::Caller;
use crate::messaging::{NotAsked, Open, open, taken};
use crate::{Hub, HubError};

/// A part of the templates of an account.
#[derive(Clone, Debug)]
pub struct ListedTemplates {
    /// The templates.
    pub templates: Vec<StoredTemplate>,
    /// How many there are in all.
    pub total: usize,
    /// The account.
    pub waba: Waba,
    /// Its partner's public id.
    pub partner: PartnerId,
}

/// What became of a creation.
#[derive(Debug)]
pub enum Made {
    /// Meta has it: the template as it is kept, and Meta's own answer.
    Done(Box<ListedTemplates>, Relayed),
    /// Meta did not take it, or it cannot be read: its answer alone.
    Told(Relayed),
}

/// A part of the templates of the caller's account.
///
/// # Errors
/// The database refuses.
pub async fn list_by_key(
    hub: &Hub,
    caller: &Caller,
    filters: &[Filter],
    slice: Slice,
    limit: usize,
) -> Result<ListedTemplates, HubError> {
    let mut conn = hub.store.read().await?;
    let waba = wabas::of_channel(&mut conn, caller.channel).await?.ok_or(HubError::NotFound)?;
    let partner = partners::get(&mut conn, waba.partner).await?.ok_or(HubError::NotFound)?.id;
    let total = listing::count(&mut conn, waba.key, filters).await?;
    let templates = listing::list(&mut conn, waba.key, filters, slice, limit).await?;
    Ok(ListedTemplates { templates, total, waba, partner })
}

/// Creates a template. What Meta has taken is kept at once; where the hub cannot read it, the next sync brings it.
///
/// # Errors
/// [`NotAsked`].
pub async fn create_by_key(hub: &Hub, caller: &Caller, body: Bytes) -> Result<Made, NotAsked> {
    let Open { line, token } = open(hub, caller, can_manage)?;
    let path = [line.waba_id.as_str(), "message_templates"];
    let call =
        Relay { method: Method::POST, path: &path, query: &[], body: RelayBody::json(body.clone()), token: &token };
    let answer = hub.graph.relay(call).await?;
    taken(hub, line, answer.status).await?;
    if !(200..300).contains(&answer.status) {
        return Ok(Made::Told(answer));
    }
    let Some(facts) = facts(hub, &body, &answer, &token).await else {
        tracing::warn!(waba.id = line.waba_id, "Meta has taken a template that the hub cannot read; a sync brings it");
        return Ok(Made::Told(answer));
    };
    let kept = keep(hub, caller, facts).await?;
    Ok(Made::Done(Box::new(kept), answer))
}

/// The template as Meta has it; where Meta does not say so, as it was sent.
async fn facts(hub: &Hub, body: &[u8], answer: &Relayed, token: &AccessToken) -> Option<TemplateFacts> {
    let answer: serde_json::Value = serde_json::from_slice(&answer.body).ok()?;
    let id = answer.get("id")?.as_str()?;
    if let Ok(facts) = hub.graph.template(id, token).await {
        return Some(facts);
    }
    let mut template = template::read(&serde_json::from_slice(body).ok()?).ok()?;
    let said = |name: &str| answer.get(name).and_then(|value| value.as_str()).map(str::to_owned);
    if let Some(category) = said("category") {
        template.category = category.into();
    }
    Some(TemplateFacts {
        meta_id: id.to_owned(),
        template,
        status: said("status").map_or(TemplateStatus::Pending, TemplateStatus::from),
        quality: None,
        rejection: None,
        previous_category: None,
        changed_at: None,
    })
}

async fn keep(hub: &Hub, caller: &Caller, facts: TemplateFacts) -> Result<ListedTemplates, HubError> {
    let (worker, caller) = (hub.clone(), caller.clone());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let now = worker.clock.now();
                let waba = wabas::of_channel(tx, caller.channel).await?.ok_or(HubError::NotFound)?;
                let author = audit::name_of_key(tx, caller.key).await?;
                let entry = HistoryEntry {
                    change: TemplateChange::Submitted,
                    actor: author.clone(),
                    detail: facts.status.label().to_owned(),
                    before: None,
                    at: now,
                };
                // A webhook or a sync may have brought it while Meta was answering.
                match templates::find_by_meta_id(tx, waba.key, &facts.meta_id).await? {
                    Some(stored) => {
                        save::note(tx, &waba, &facts, entry).await?;
                        save::change(&worker, tx, &waba, &stored, &facts, &stored.notes, &author).await?;
                    }
                    None => {
                        save::add(&worker, tx, &waba, &facts, entry, Tell::Everyone).await?;
                    }
                }
                let subject = format!("{} ({})", facts.template.name, facts.template.language.label());
                let entry = Entry::new(By::ApiKey(caller.key), save::log_of(&waba), Action::TemplateCreated, subject);
                audit::record(tx, entry.channel(caller.channel).detail(waba.facts.name.clone()), now).await?;
                let stored = templates::find_by_meta_id(tx, waba.key, &facts.meta_id).await?;
                let partner = partners::get(tx, waba.partner).await?.ok_or(HubError::NotFound)?.id;
                Ok(ListedTemplates { templates: stored.into_iter().collect(), total: 1, waba, partner })
            })
        })
        .await
}

/// Deletes all languages of a name, or the one that has this id of Meta's.
///
/// # Errors
/// [`NotAsked`].
pub async fn delete_by_key(hub: &Hub, caller: &Caller, name: &str, meta_id: Option<&str>) -> Result<Relayed, NotAsked> {
    let Open { line, token } = open(hub, caller, can_manage)?;
    let mut query = vec![("name", name.to_owned())];
    query.extend(meta_id.map(|id| ("hsm_id", id.to_owned())));
    let path = [line.waba_id.as_str(), "message_templates"];
    let call = Relay { method: Method::DELETE, path: &path, query: &query, body: RelayBody::Empty, token: &token };
    let answer = hub.graph.relay(call).await?;
    taken(hub, line, answer.status).await?;
    if !(200..300).contains(&answer.status) {
        return Ok(answer);
    }
    let mut conn = hub.store.read().await?;
    let waba = wabas::find(&mut conn, line.waba).await?.ok_or(HubError::NotFound)?;
    let mut going = templates::of_name(&mut conn, waba.key, name).await?;
    going.retain(|one| meta_id.is_none_or(|id| id == one.facts.meta_id));
    let author = audit::name_of_key(&mut conn, caller.key).await?;
    drop(conn);
    delete::gone(hub, waba, going, author, By::ApiKey(caller.key)).await?;
    Ok(answer)
}
