//! Copying a template to other accounts of the organisation, one after the other, with a result for each.

use domain::account::Actor;
use domain::ids::{TemplateId, WabaId};
use domain::templates::validate::{Finding, Severity, validate};
use domain::templates::{TemplateFacts, authentication};
use store::templates;
use store::templates::history::{HistoryEntry, TemplateChange};
use store::wabas::{self, Waba};

use super::save::{self, Tell};
use super::{Refusal, account, renew, submit, surroundings};
use crate::accounts::audit::{self, Action, Entry};
use crate::{Hub, HubError};

/// The accounts that a template can be copied to: those of the organisation but its own, by name.
///
/// # Errors
/// [`HubError::NotFound`] for a template of somebody else.
pub async fn targets(hub: &Hub, actor: &Actor, id: &TemplateId) -> Result<Vec<Waba>, HubError> {
    let mut conn = hub.store.read().await?;
    let stored = templates::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    let client = actor.organisation.client();
    let mut all = wabas::of_partner(&mut conn, actor.organisation.partner()).await?;
    all.retain(|waba| waba.key != stored.waba && client.is_none_or(|client| client == waba.client));
    all.sort_by(|a, b| (&a.facts.name, a.key).cmp(&(&b.facts.name, b.key)));
    Ok(all)
}

/// Copies a template to one account under the same name and language.
///
/// # Errors
/// [`HubError::NotFound`] for what is somebody else's; [`HubError::Conflict`] where the account has such a template;
/// [`HubError::Upstream`] with Meta's words.
pub async fn copy_to(hub: &Hub, actor: &Actor, id: &TemplateId, to: &WabaId) -> Result<TemplateId, HubError> {
    account::may_write(actor)?;
    let mut conn = hub.store.read().await?;
    let stored = templates::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    let found = wabas::find_by_id(&mut conn, actor.organisation.partner(), to).await?.ok_or(HubError::NotFound)?;
    let waba = account::of_key(&mut conn, actor, found.key).await?;
    let words = &stored.facts.template;
    if templates::find_by_name(&mut conn, waba.key, &words.name, &words.language).await?.is_some() {
        return Err(HubError::Conflict(format!(
            "{} already has {} in {}.",
            waba.facts.name,
            words.name,
            words.language.label()
        )));
    }
    let author = account::author(&mut conn, actor).await?;
    let template = authentication::editable(words);
    let around = surroundings::of_new(&mut conn, waba.key, &template, hub.clock.now()).await?;
    drop(conn);
    // A warning too: nobody sees one between choosing the accounts and sending.
    let of_account = |finding: &Finding| finding.rule.is_about_the_account();
    refuse(validate(&template, &around).into_iter().find(of_account))?;
    let token = account::token_of(hub, &waba)?;
    let template = renew::samples(hub, &waba, template).await;
    let is_error = |finding: &Finding| finding.severity == Severity::Error;
    refuse(validate(&template, &around).into_iter().find(is_error))?;
    let created =
        hub.graph.create_template(&waba.external_id, &template, submit::CATEGORY_STAYS, &token).await.map_err(
            |error| {
                let Refusal { title, message, .. } = submit::refusal(&error);
                HubError::Upstream { message: format!("{title}: {message}") }
            },
        )?;
    let facts = TemplateFacts {
        meta_id: created.id,
        status: created.status.unwrap_or(domain::templates::TemplateStatus::Pending),
        template,
        quality: None,
        rejection: None,
        previous_category: None,
        changed_at: None,
    };
    let (actor, worker, from) = (*actor, hub.clone(), stored.waba_name);
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let now = worker.clock.now();
                if let Some(known) = templates::find_by_meta_id(tx, waba.key, &facts.meta_id).await? {
                    return Ok(known.id);
                }
                let entry = HistoryEntry {
                    change: TemplateChange::Submitted,
                    actor: author,
                    detail: format!("Copied from {from}"),
                    before: None,
                    at: now,
                };
                let id = save::add(&worker, tx, &waba, &facts, entry, Tell::Everyone).await?;
                let subject = format!("{} ({})", facts.template.name, facts.template.language.label());
                let entry = Entry::new((&actor).into(), save::log_of(&waba), Action::TemplateCopied, subject);
                audit::record(tx, entry.detail(format!("{from} → {}", waba.facts.name)), now).await?;
                Ok::<_, HubError>(id)
            })
        })
        .await
}

fn refuse(finding: Option<Finding>) -> Result<(), HubError> {
    finding.map_or(Ok(()), |finding| Err(HubError::Conflict(finding.message)))
}
