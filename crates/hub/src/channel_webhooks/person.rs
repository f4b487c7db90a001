//! The webhook of a channel as people see and set it. Whoever may make the channel's API keys may say where its messages
//! go, since a key is enough for that.

use domain::account::{Actor, Capability, Organisation};
use domain::api_key::may_generate;
use domain::delivery::{DeliveryKind, Target};
use domain::ids::{ChannelId, EventId};
use store::channel_webhooks::{self, Source};
use store::channels::{self, Standing};
use store::deliveries::attempts::Attempt;
use store::deliveries::{NewDelivery, queues};
use store::{Conn, wabas};
use whatsapp::webhook::test_message;

use super::{Webhook, WebhookForm, open, place, seal};
use crate::accounts::audit::{self, Action, Entry};
use crate::accounts::require;
use crate::api_keys::standing;
use crate::deliveries::{Answer, Post, last_attempts, note_test};
use crate::{Hub, HubError};

/// Where the messages of a channel go.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The channel's own address; without the values of its headers for whom it is not theirs to change.
    pub own: Option<Webhook>,
    /// Host and port of the account's address, where that is used.
    pub of_account: Option<String>,
    /// Host and port of each further destination that is used.
    pub further: Vec<String>,
    /// Why the actor cannot change it; empty where that is possible.
    pub why_not: Vec<String>,
    /// The newest attempts at the channel's own address, newest first.
    pub attempts: Vec<Attempt>,
}

/// Where the messages of a channel go.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else.
pub async fn show(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<Shown, HubError> {
    require(actor, Capability::ViewNumbers)?;
    let mut conn = hub.store.read().await?;
    let found = channels::standing(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    let mut shown = Shown {
        own: None,
        of_account: None,
        further: Vec::new(),
        why_not: may_generate(&standing(actor, &found)).err().unwrap_or_default(),
        attempts: Vec::new(),
    };
    for reached in super::reached(&mut conn, found.key).await? {
        let place = reached.endpoint.address.place().to_owned();
        match reached.source {
            Source::Channel => shown.own = Some(open(hub, reached.endpoint)?),
            Source::Account => shown.of_account = Some(place),
            Source::Destination(_) => shown.further.push(place),
        }
    }
    drop(conn);
    shown.attempts = last_attempts(hub, actor, Target::Channel(found.key)).await?;
    Ok(shown)
}

/// Gives the channel an address of its own; what waits goes there as well.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else; [`HubError::Conflict`] where it is for the other side to set;
/// [`HubError::Invalid`] for what cannot be taken.
pub async fn save(hub: &Hub, actor: &Actor, id: &ChannelId, form: &WebhookForm) -> Result<(), HubError> {
    let mut conn = hub.store.read().await?;
    let found = theirs(&mut conn, actor, id).await?;
    let present = channel_webhooks::of_channel(&mut conn, found.key).await?;
    drop(conn);
    let present = present.map(|endpoint| open(hub, endpoint)).transpose()?.map(|webhook| webhook.headers);
    set(hub, actor, id, Some(form.read(&present.unwrap_or_default())?)).await
}

/// Takes the channel's own address away: its messages then go to the account's, where that has one.
///
/// # Errors
/// As [`save`].
pub async fn take_away(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<(), HubError> {
    set(hub, actor, id, None).await
}

async fn set(hub: &Hub, actor: &Actor, id: &ChannelId, webhook: Option<Webhook>) -> Result<(), HubError> {
    require(actor, Capability::ManageNumbers)?;
    let (actor, id, now) = (*actor, id.clone(), hub.clock.now());
    let sealed = webhook.as_ref().map(|webhook| seal(hub, webhook)).transpose()?;
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                channels::hold_standing(tx, actor.organisation, &id).await?;
                let channel = theirs(tx, &actor, &id).await?;
                channel_webhooks::set_of_channel(tx, channel.key, sealed.as_ref()).await?;
                queues::wake(tx, Target::Channel(channel.key), now).await?;
                let log = Organisation::Client(channel.partner, channel.client);
                let entry = Entry::new((&actor).into(), log, Action::ChannelWebhookChanged, channel.number.as_str());
                audit::record(tx, entry.channel(channel.key).detail(place(webhook.as_ref())), now).await
            })
        })
        .await?;
    hub.signals.deliveries.notify_one();
    Ok(())
}

/// Sends a message that nobody has written to the channel's own address, and answers what came back. It is tried once.
///
/// # Errors
/// As [`save`], and [`HubError::NotFound`] where the channel has no address of its own.
pub async fn test(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<Answer, HubError> {
    require(actor, Capability::ManageNumbers)?;
    let mut conn = hub.store.read().await?;
    let found = theirs(&mut conn, actor, id).await?;
    let endpoint = channel_webhooks::of_channel(&mut conn, found.key).await?.ok_or(HubError::NotFound)?;
    let channel = channels::get(&mut conn, found.key).await?.ok_or(HubError::NotFound)?;
    let waba = wabas::find(&mut conn, channel.waba).await?.ok_or(HubError::NotFound)?;
    drop(conn);
    let Webhook { address, headers } = open(hub, endpoint)?;
    let (target, at) = (Target::Channel(found.key), hub.clock.now());
    let delivery = EventId::from_entropy(hub.random.entropy());
    let facts = &channel.facts;
    let body = test_message(&waba.external_id, &facts.external_id, &facts.number.digits(), delivery.as_str(), at);
    let post = Post { address: &address, headers: &headers, signing: None, id: delivery.as_str(), body, at };
    let answer = hub.outbound.post(post).await;
    let sent = NewDelivery {
        id: delivery.as_str().to_owned(),
        partner: found.partner,
        target,
        kind: DeliveryKind::Test,
        name: "test".to_owned(),
        payload: Vec::new(),
        at,
    };
    note_test(hub, sent, answer.clone()).await?;
    Ok(answer)
}

/// The channel, where the actor may say where its messages go.
async fn theirs(conn: &mut Conn, actor: &Actor, id: &ChannelId) -> Result<Standing, HubError> {
    let found = channels::standing(conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    may_generate(&standing(actor, &found)).map_err(|missing| HubError::Conflict(missing.join(" ")))?;
    Ok(found)
}
