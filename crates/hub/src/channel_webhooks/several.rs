//! Further destinations of a channel's webhooks.

use domain::text::Name;
use domain::webhook_address::{Headers, WebhookAddress};
pub use store::channel_webhooks::Several;
use store::channel_webhooks::{self, NamedEndpoint};
use store::channels::Channel;
use store::{StoreError, Tx};

use super::{Webhook, held, open, record, seal, taken};
use crate::accounts::audit::Action;
use crate::api_keys::Caller;
use crate::{Hub, HubError};

/// The most destinations of a channel: each message is sent to each of them.
pub const MOST_DESTINATIONS: usize = 10;

/// A destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedWebhook {
    /// What it is called; names differ within a channel, also by upper and lower case.
    pub name: Name,
    /// Where to, and what goes along.
    pub webhook: Webhook,
}

/// The destinations of a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destinations {
    /// Whether webhooks go to them.
    pub several: Several,
    /// The destinations, the oldest first.
    pub list: Vec<NamedWebhook>,
}

/// What is new about a destination. `None`: nothing.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Another address.
    pub address: Option<WebhookAddress>,
    /// Other headers, in the place of all that there were.
    pub headers: Option<Headers>,
}

/// The channel's destinations.
///
/// # Errors
/// The database refuses, or headers were sealed with another key.
pub async fn several(hub: &Hub, caller: &Caller) -> Result<Destinations, HubError> {
    let mut conn = hub.store.read().await?;
    let (several, stored) = channel_webhooks::several_of(&mut conn, caller.channel).await?;
    let named = |one: NamedEndpoint| Ok(NamedWebhook { name: one.name, webhook: open(hub, one.endpoint)? });
    Ok(Destinations { several, list: stored.into_iter().map(named).collect::<Result<_, HubError>>()? })
}

/// Switches the destinations on or off, and takes more of them along. One that is there already under the same name
/// is replaced, so that the same request may come twice.
///
/// # Errors
/// [`HubError::Conflict`] where there would be too many.
pub async fn switch(hub: &Hub, caller: &Caller, to: Several, more: Vec<NamedWebhook>) -> Result<(), HubError> {
    let sealed = seal_all(hub, more)?;
    write(hub, caller, move |tx, channel| {
        Box::pin(async move {
            let mut new = Vec::new();
            for one in sealed {
                if !channel_webhooks::update(tx, channel.key, &one).await? {
                    new.push(one);
                }
            }
            insert(tx, channel, &new).await?;
            channel_webhooks::switch(tx, channel.key, to).await?;
            Ok(match to {
                Several::On => "switched on".to_owned(),
                Several::Off => "switched off".to_owned(),
            })
        })
    })
    .await
}

/// Adds destinations.
///
/// # Errors
/// [`HubError::Conflict`] where a name is taken, or where there would be too many.
pub async fn add(hub: &Hub, caller: &Caller, more: Vec<NamedWebhook>) -> Result<(), HubError> {
    let sealed = seal_all(hub, more)?;
    write(hub, caller, move |tx, channel| {
        Box::pin(async move {
            insert(tx, channel, &sealed).await?;
            Ok(format!("added {}", names(&sealed)))
        })
    })
    .await
}

/// Changes destinations, all of them or none.
///
/// # Errors
/// [`HubError::NotFound`] where there is none of a name.
pub async fn change(hub: &Hub, caller: &Caller, changes: Vec<(Name, Change)>) -> Result<(), HubError> {
    let worker = hub.clone();
    write(hub, caller, move |tx, channel| {
        Box::pin(async move {
            let mut done = Vec::new();
            for (name, change) in changes {
                let (_, stored) = channel_webhooks::several_of(tx, channel.key).await?;
                let found = stored.into_iter().find(|one| one.name == name).ok_or(HubError::NotFound)?;
                let before = open(&worker, found.endpoint)?;
                let after = Webhook {
                    address: change.address.unwrap_or(before.address),
                    headers: change.headers.unwrap_or(before.headers),
                };
                let changed = NamedEndpoint { name, endpoint: seal(&worker, &after)? };
                channel_webhooks::update(tx, channel.key, &changed).await?;
                done.push(format!("changed {}: {}", changed.name, after.address.place()));
            }
            Ok(done.join(", "))
        })
    })
    .await
}

/// Takes a destination away.
///
/// # Errors
/// [`HubError::NotFound`] where there is none of this name.
pub async fn remove(hub: &Hub, caller: &Caller, name: Name) -> Result<(), HubError> {
    write(hub, caller, move |tx, channel| {
        Box::pin(async move {
            if !channel_webhooks::remove(tx, channel.key, &name).await? {
                return Err(HubError::NotFound);
            }
            Ok(format!("removed {name}"))
        })
    })
    .await
}

/// Changes the destinations of the caller's channel; `work` answers what the log says of it.
async fn write<F>(hub: &Hub, caller: &Caller, work: F) -> Result<(), HubError>
where
    F: for<'c> FnOnce(&'c mut Tx, &'c Channel) -> futures::future::BoxFuture<'c, Result<String, HubError>>
        + Send
        + 'static,
{
    let (worker, caller) = (hub.clone(), caller.clone());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let channel = held(tx, &caller).await?;
                let detail = work(tx, &channel).await?;
                record(&worker, tx, &caller, &channel, Action::WebhookDestinationsChanged, detail).await
            })
        })
        .await
}

async fn insert(tx: &mut Tx, channel: &Channel, new: &[NamedEndpoint]) -> Result<(), HubError> {
    let (_, there) = channel_webhooks::several_of(tx, channel.key).await?;
    // A name that is taken is said first: it is what the caller can see.
    let repeated =
        |(at, one): (usize, &NamedEndpoint)| there.iter().chain(&new[..at]).any(|other| other.name == one.name);
    if new.iter().enumerate().any(repeated) {
        return Err(taken(StoreError::Duplicate));
    }
    if MOST_DESTINATIONS < there.len() + new.len() {
        let sentence = format!("A number has at most {MOST_DESTINATIONS} destinations. Remove one first.");
        return Err(HubError::Conflict(sentence));
    }
    for one in new {
        channel_webhooks::add(tx, channel.key, one).await.map_err(taken)?;
    }
    Ok(())
}

fn seal_all(hub: &Hub, webhooks: Vec<NamedWebhook>) -> Result<Vec<NamedEndpoint>, HubError> {
    let sealed = |one: NamedWebhook| Ok(NamedEndpoint { endpoint: seal(hub, &one.webhook)?, name: one.name });
    webhooks.into_iter().map(sealed).collect()
}

fn names(destinations: &[NamedEndpoint]) -> String {
    destinations.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")
}
