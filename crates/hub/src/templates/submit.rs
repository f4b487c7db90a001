//! Sending a draft to Meta: once, however often it is asked for.

use domain::account::Actor;
use domain::ids::{DraftId, TemplateId};
use domain::templates::actions::Action as TemplateAction;
use domain::templates::validate::{Finding, Severity, validate};
use domain::templates::{Template, TemplateFacts, TemplateStatus};
use serde::{Deserialize, Serialize};
use store::templates::drafts::{self, Draft, Purpose};
use store::templates::history::{HistoryEntry, TemplateChange};
use store::templates::{self, StoredTemplate};
use store::wabas::Waba;
use whatsapp::graph::{self, Created};
use whatsapp::{AccessToken, GraphError, GraphErrorKind};

use super::possible::possible;
use super::save::{self, Tell};
use super::{account, draft, show, surroundings};
use crate::accounts::audit::{self, Action, Entry};
use crate::{Hub, HubError};

/// A try to send counts as under way for this long; Meta answers within the client's time limit or not at all.
const TRY_SECONDS: i64 = 120;

/// Meta refuses rather than give another category than the one that was chosen: the category decides the price.
pub(super) const CATEGORY_STAYS: bool = false;

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// Meta has it.
    Done(TemplateId),
    /// Meta would refuse it; it was not sent.
    Findings(Vec<Finding>),
    /// Meta refused it.
    Refused(Refusal),
}

/// Meta's refusal, in its own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The field that it speaks of, as findings name fields; empty where that is not known.
    pub field: String,
    /// Meta's title, or the hub's where Meta sent none.
    pub title: String,
    /// Meta's sentence.
    pub message: String,
}

/// Sends a draft for review: as a new template, or as the new text of one that is there.
///
/// # Errors
/// [`HubError::NotFound`] for a draft of another person; [`HubError::Conflict`] while it is being sent, or when its
/// template cannot be edited now; Meta does not answer.
pub async fn submit(hub: &Hub, actor: &Actor, id: &DraftId) -> Result<Submitted, HubError> {
    account::may_write(actor)?;
    let mut conn = hub.store.read().await?;
    let owner = (actor.user, actor.organisation);
    let draft = drafts::find(&mut conn, owner, id).await?.ok_or(HubError::NotFound)?;
    if let Some(sent) = draft.sent_as {
        return Ok(Submitted::Done(sent));
    }
    let waba = account::of_key(&mut conn, actor, draft.waba).await?;
    let surroundings = surroundings::of_draft(&mut conn, &draft, hub.clock.now()).await?;
    let findings = validate(&draft.template, &surroundings);
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Ok(Submitted::Findings(findings));
    }
    let edited = edited(hub, &mut conn, actor, &draft).await?;
    let author = account::author(&mut conn, actor).await?;
    drop(conn);
    let token = account::token_of(hub, &waba)?;
    claim(hub, id).await?;
    match send(hub, &waba, &draft, edited.as_ref(), &token).await {
        Ok(facts) => {
            let sent = Sent { draft, facts, edited, author };
            Ok(Submitted::Done(keep(hub, actor, waba, sent).await?))
        }
        Err(error) => refuse(hub, id, &error).await.map(Submitted::Refused),
    }
}

/// The template that the draft is a new text of, when it can be edited now.
async fn edited(
    hub: &Hub,
    conn: &mut store::Conn,
    actor: &Actor,
    draft: &Draft,
) -> Result<Option<StoredTemplate>, HubError> {
    if !matches!(draft.purpose, Purpose::Edit(_)) {
        return Ok(None);
    }
    let stored = draft::source(conn, actor, &draft.purpose).await?.ok_or(HubError::NotFound)?;
    let now = hub.clock.now();
    let edits = show::edits(conn, &stored, now).await?;
    possible(TemplateAction::Edit, &stored, &edits, now)?;
    Ok(Some(stored))
}

async fn claim(hub: &Hub, id: &DraftId) -> Result<(), HubError> {
    let (now, id) = (hub.clock.now(), id.clone());
    let taken: bool = hub
        .store
        .write(move |tx| Box::pin(async move { drafts::claim(tx, &id, now, now.plus_seconds(TRY_SECONDS)).await }))
        .await?;
    if taken { Ok(()) } else { Err(HubError::Conflict("This template is being sent already.".to_owned())) }
}

/// Calls Meta, and asks it for the template as it has it then.
async fn send(
    hub: &Hub,
    waba: &Waba,
    draft: &Draft,
    edited: Option<&StoredTemplate>,
    token: &AccessToken,
) -> Result<TemplateFacts, GraphError> {
    let template = &draft.template;
    let mut facts = match edited {
        Some(stored) => {
            let before = &stored.facts.template;
            let category = Some(&template.category).filter(|category| **category != before.category);
            hub.graph.edit_template(&stored.facts.meta_id, &template.content, category, token).await?;
            TemplateFacts { template: template.clone(), status: TemplateStatus::Pending, ..stored.facts.clone() }
        }
        None => {
            let created = create(hub, waba, template, token).await?;
            let mut template = template.clone();
            template.category = created.category.unwrap_or(template.category);
            TemplateFacts {
                meta_id: created.id,
                template,
                status: created.status.unwrap_or(TemplateStatus::Pending),
                quality: None,
                rejection: None,
                previous_category: None,
                changed_at: None,
            }
        }
    };
    // What was sent counts even where this call fails: the next sync brings the rest.
    if let Ok(known) = hub.graph.template(&facts.meta_id, token).await {
        facts = known;
    }
    Ok(facts)
}

/// Creates it. Where no answer came, Meta is asked whether it has it: a second try would be refused as a duplicate.
async fn create(hub: &Hub, waba: &Waba, template: &Template, token: &AccessToken) -> Result<Created, GraphError> {
    let error = match hub.graph.create_template(&waba.external_id, template, CATEGORY_STAYS, token).await {
        Ok(created) => return Ok(created),
        Err(error) => error,
    };
    if error.http_status.is_some() {
        return Err(error);
    }
    let named = hub.graph.templates_named(&waba.external_id, &template.name, token).await.unwrap_or_default();
    match named.into_iter().find(|facts| facts.template.language == template.language) {
        Some(facts) => {
            let (status, category) = (Some(facts.status), Some(facts.template.category));
            Ok(Created { id: facts.meta_id, status, category })
        }
        None => Err(error),
    }
}

struct Sent {
    draft: Draft,
    facts: TemplateFacts,
    edited: Option<StoredTemplate>,
    author: String,
}

async fn keep(hub: &Hub, actor: &Actor, waba: Waba, sent: Sent) -> Result<TemplateId, HubError> {
    let (actor, worker) = (*actor, hub.clone());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let Sent { draft, facts, edited, author } = sent;
                let now = worker.clock.now();
                let entry = |change, before| HistoryEntry {
                    change,
                    actor: author.clone(),
                    detail: facts.status.label().to_owned(),
                    before,
                    at: now,
                };
                // A webhook or a sync may have brought it while Meta was answering.
                let known = match &edited {
                    Some(stored) => Some(stored.clone()),
                    None => templates::find_by_meta_id(tx, waba.key, &facts.meta_id).await?,
                };
                let action = if edited.is_some() { Action::TemplateEdited } else { Action::TemplateCreated };
                let id = match known {
                    Some(stored) => {
                        let change = if edited.is_some() { TemplateChange::Edited } else { TemplateChange::Submitted };
                        let before = edited.as_ref().map(|stored| stored.facts.template.clone());
                        save::note(tx, &waba, &facts, entry(change, before)).await?;
                        save::change(&worker, tx, &waba, &stored, &facts, &stored.notes, &author).await?;
                        stored.id
                    }
                    None => {
                        let entry = entry(TemplateChange::Submitted, None);
                        save::add(&worker, tx, &waba, &facts, entry, Tell::Everyone).await?
                    }
                };
                drafts::sent(tx, &draft.id, &id).await?;
                let subject = format!("{} ({})", facts.template.name, facts.template.language.label());
                let entry = Entry::new((&actor).into(), save::log_of(&waba), action, subject);
                audit::record(tx, entry.detail(waba.facts.name.clone()), now).await?;
                Ok::<_, HubError>(id)
            })
        })
        .await
}

/// Keeps Meta's refusal with the draft; what Meta did not answer is an error of the call.
async fn refuse(hub: &Hub, id: &DraftId, error: &GraphError) -> Result<Refusal, HubError> {
    tracing::warn!(%error, draft.id = %id, "Meta refused a template");
    let refusal = refusal(error);
    let (kept, id) = (serde_json::to_string(&refusal).unwrap_or_default(), id.clone());
    let noted: Result<(), store::StoreError> =
        hub.store.write(move |tx| Box::pin(async move { drafts::refused(tx, &id, &kept).await })).await;
    noted?;
    match error.kind {
        GraphErrorKind::TokenRefused => Err(account::refused(error)),
        _ => Ok(refusal),
    }
}

/// Meta's refusal, in its own words.
pub(super) fn refusal(error: &GraphError) -> Refusal {
    Refusal {
        field: graph::field_of(error).unwrap_or_default().to_owned(),
        title: error.user_title.clone().unwrap_or_else(|| "Meta did not take the template".to_owned()),
        message: account::words(error),
    }
}
