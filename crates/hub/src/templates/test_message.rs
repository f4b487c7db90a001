//! Sending an approved template to one's own phone.

mod places;

pub use places::{Place, places};

use domain::account::Actor;
use domain::ids::{ChannelId, TemplateId};
use domain::phone::PhoneNumber;
use domain::templates::TemplateStatus;
use store::templates::StoredTemplate;
use store::templates::history::{HistoryEntry, TemplateChange};
use store::{channels, templates};
use whatsapp::graph::TakenMessage;

use super::{account, save};
use crate::accounts::audit::{self, Action, Entry};
use crate::{Hub, HubError};

/// What is sent to whom.
#[derive(Clone, Debug)]
pub struct TestMessage {
    /// The number that sends it.
    pub from: ChannelId,
    /// The template.
    pub template: TemplateId,
    /// Whose phone, as typed.
    pub to: String,
    /// What stands in its places, by their names.
    pub values: Vec<(String, String)>,
}

/// A template with the numbers of its account that can send it: id and number.
///
/// # Errors
/// [`HubError::NotFound`] for a template of somebody else.
pub async fn senders(
    hub: &Hub,
    actor: &Actor,
    id: &TemplateId,
) -> Result<(StoredTemplate, Vec<(String, String)>), HubError> {
    let mut conn = hub.store.read().await?;
    let stored = templates::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    let all = channels::of_waba(&mut conn, stored.waba).await?;
    let numbers = all.into_iter().map(|it| (it.id.to_string(), it.facts.number.display().to_owned())).collect();
    Ok((stored, numbers))
}

/// Sends it; Meta's answer stands in the history of the template as well.
///
/// # Errors
/// [`HubError::Invalid`] for a number that is none, or a place without a value; [`HubError::Conflict`] for a template
/// that is not approved; [`HubError::NotFound`]; [`HubError::Upstream`] with Meta's answer.
pub async fn send_test(hub: &Hub, actor: &Actor, message: &TestMessage) -> Result<TakenMessage, HubError> {
    account::may_write(actor)?;
    let mut conn = hub.store.read().await?;
    let stored = templates::find(&mut conn, actor.organisation, &message.template).await?.ok_or(HubError::NotFound)?;
    let to = PhoneNumber::parse(&message.to).map_err(|error| HubError::invalid("to", error))?;
    let channel = channels::find(&mut conn, actor.organisation, &message.from).await?.ok_or(HubError::NotFound)?;
    if stored.waba != channel.waba {
        return Err(HubError::NotFound);
    }
    let words = &stored.facts.template;
    if stored.facts.status != TemplateStatus::Approved {
        return Err(HubError::Conflict("Only an active template can be sent.".to_owned()));
    }
    let components = places::filled(words, &message.values, hub.clock.now())?;
    let waba = account::of_key(&mut conn, actor, stored.waba).await?;
    let author = account::author(&mut conn, actor).await?;
    drop(conn);
    let token = account::token_of(hub, &waba)?;
    let from = &channel.facts.external_id;
    let sent = hub
        .graph
        .send_template(from, &to.digits(), &words.name, &words.language, &components, &token)
        .await
        .map_err(|error| account::refused(&error))?;
    let (actor, worker, answer) = (*actor, hub.clone(), answer_of(&sent));
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let now = worker.clock.now();
                let entry = HistoryEntry {
                    change: TemplateChange::Tested,
                    actor: author,
                    detail: format!("From {}. {answer}", channel.facts.number.display()),
                    before: None,
                    at: now,
                };
                save::note(tx, &waba, &stored.facts, entry).await?;
                let subject = stored.facts.template.name.clone();
                let entry = Entry::new((&actor).into(), save::log_of(&waba), Action::TestMessageSent, subject);
                audit::record(tx, entry.channel(channel.key), now).await
            })
        })
        .await?;
    Ok(sent)
}

fn answer_of(taken: &TakenMessage) -> String {
    let status = taken.status.as_ref().map_or("accepted", |status| status.label());
    format!("Meta has answered: {status}, {}", taken.id)
}
