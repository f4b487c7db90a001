//! What Meta's webhooks say about templates.

use domain::Timestamp;
use domain::templates::changes::category_impending;
use domain::templates::rejection::{self, PauseReason};
use domain::templates::{TemplateFacts, TemplateNotes, TemplateStatus};
use store::templates::history::{HistoryEntry, TemplateChange};
use store::templates::{self, StoredTemplate};
use store::wabas::{self, Waba};
use store::{StoreError, Tx};
use whatsapp::webhook::{
    CategoryChange, TemplateCategoryUpdate, TemplateQualityUpdate, TemplateStatusUpdate, UpdateBody, WebhookTemplate,
};

use super::save::{self, META};
use crate::Hub;
use crate::channels::save::{Concerns, tell};

/// Applies an update about a template. One that the hub does not know yet makes the account due for a sync.
pub(crate) async fn apply(
    hub: &Hub,
    tx: &mut Tx,
    waba: &Waba,
    body: &UpdateBody,
    now: Timestamp,
) -> Result<(), StoreError> {
    let named = match body {
        UpdateBody::TemplateStatus(update) => &update.template,
        UpdateBody::TemplateQuality(update) => &update.template,
        UpdateBody::TemplateComponents(update) => &update.template,
        UpdateBody::TemplateCategory(update) => &update.template,
        _ => return Ok(()),
    };
    let Some(stored) = find(tx, waba, named).await? else { return wabas::sync_soon(tx, waba.key, now).await };
    match body {
        UpdateBody::TemplateStatus(update) => status(hub, tx, waba, &stored, update, now).await,
        UpdateBody::TemplateQuality(update) => quality(hub, tx, waba, &stored, update).await,
        UpdateBody::TemplateCategory(update) => category(hub, tx, waba, &stored, update).await,
        // It carries no examples and no media, so the template is read anew.
        _ => wabas::sync_soon(tx, waba.key, now).await,
    }
}

async fn find(tx: &mut Tx, waba: &Waba, named: &WebhookTemplate) -> Result<Option<StoredTemplate>, StoreError> {
    if let Some(found) = templates::find_by_meta_id(tx, waba.key, &named.id).await? {
        return Ok(Some(found));
    }
    match &named.language {
        Some(language) => templates::find_by_name(tx, waba.key, &named.name, language).await,
        None => Ok(None),
    }
}

async fn status(
    hub: &Hub,
    tx: &mut Tx,
    waba: &Waba,
    stored: &StoredTemplate,
    update: &TemplateStatusUpdate,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(status) = update.event.status() else { return wabas::sync_soon(tx, waba.key, now).await };
    if status == TemplateStatus::Deleted {
        let entry = HistoryEntry {
            change: TemplateChange::Gone,
            actor: META.to_owned(),
            detail: update.description.clone().unwrap_or_default(),
            before: Some(stored.facts.template.clone()),
            at: now,
        };
        return save::remove(hub, tx, waba, stored, entry).await;
    }
    let mut facts = stored.facts.clone();
    facts.rejection = if status == TemplateStatus::Rejected { update.reason.clone() } else { None };
    facts.status = status;
    if let Some(category) = &update.category {
        facts.template.category = category.clone();
    }
    let mut notes = still_true(stored, &facts);
    notes.detail = details(update);
    save::change(hub, tx, waba, stored, &facts, &notes, META).await?;
    Ok(())
}

/// Meta's words, each once.
fn details(update: &TemplateStatusUpdate) -> Option<String> {
    let pause = update.title.as_deref().map(|title| rejection::explain_pause(&PauseReason::from(title)));
    let pause = pause.map(|explained| format!("{} {}", explained.what, explained.next));
    let disabled = update.disable_date.as_ref().map(|date| format!("Meta will disable it on {date}."));
    let parts = [pause, update.description.clone(), update.recommendation.clone(), disabled];
    let words: Vec<String> = parts.into_iter().flatten().filter(|words| !words.trim().is_empty()).collect();
    if words.is_empty() { None } else { Some(words.join(" ")) }
}

async fn quality(
    hub: &Hub,
    tx: &mut Tx,
    waba: &Waba,
    stored: &StoredTemplate,
    update: &TemplateQualityUpdate,
) -> Result<(), StoreError> {
    let mut facts = stored.facts.clone();
    facts.quality = Some(update.quality.clone());
    save::change(hub, tx, waba, stored, &facts, &stored.notes, META).await?;
    Ok(())
}

async fn category(
    hub: &Hub,
    tx: &mut Tx,
    waba: &Waba,
    stored: &StoredTemplate,
    update: &TemplateCategoryUpdate,
) -> Result<(), StoreError> {
    let (mut facts, mut notes) = (stored.facts.clone(), stored.notes.clone());
    match &update.change {
        CategoryChange::Impending { next, at, .. } => {
            notes.next_category = Some(next.clone());
            notes.next_category_at = *at;
            if notes != stored.notes {
                tell(hub, tx, waba, Concerns::Template(stored.key), &[category_impending(&facts, next, *at)]).await?;
            }
        }
        CategoryChange::Done { previous, category } => {
            facts.previous_category = previous.clone().or_else(|| Some(facts.template.category.clone()));
            facts.template.category = category.clone();
            notes.next_category = None;
            notes.next_category_at = None;
        }
    }
    save::change(hub, tx, waba, stored, &facts, &notes, META).await?;
    Ok(())
}

/// Writes what Meta answers about a template that the hub knows. Answers whether anything has changed.
pub(super) async fn answer(
    hub: &Hub,
    tx: &mut Tx,
    waba: &Waba,
    stored: &StoredTemplate,
    facts: TemplateFacts,
) -> Result<bool, StoreError> {
    let facts = or_known(facts, &stored.facts);
    let notes = still_true(stored, &facts);
    save::change(hub, tx, waba, stored, &facts, &notes, META).await
}

/// As [`answer`], against what the hub knows by now: a webhook may have come while Meta answered. A template that is
/// gone by then stays gone.
pub(super) async fn late_answer(hub: &Hub, tx: &mut Tx, waba: &Waba, facts: TemplateFacts) -> Result<(), StoreError> {
    if let Some(stored) = templates::find_by_meta_id(tx, waba.key, &facts.meta_id).await? {
        answer(hub, tx, waba, &stored, facts).await?;
    }
    Ok(())
}

/// Facts of an answer, with what that answer does not say taken from what was known.
fn or_known(mut facts: TemplateFacts, known: &TemplateFacts) -> TemplateFacts {
    if facts.quality.is_none() {
        facts.quality.clone_from(&known.quality);
    }
    if facts.previous_category.is_none() {
        facts.previous_category.clone_from(&known.previous_category);
    }
    if facts.changed_at.is_none() {
        facts.changed_at = known.changed_at;
    }
    facts
}

/// What webhooks said, as far as the facts of now leave it true.
fn still_true(stored: &StoredTemplate, facts: &TemplateFacts) -> TemplateNotes {
    let mut notes = stored.notes.clone();
    if facts.status != stored.facts.status || facts.status == TemplateStatus::Approved {
        notes.detail = None;
    }
    if notes.next_category.as_ref() == Some(&facts.template.category) {
        notes.next_category = None;
        notes.next_category_at = None;
    }
    notes
}
