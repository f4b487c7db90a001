//! Where the inbound webhooks of a channel go, and who has said so.

mod account;
mod channel;
mod several;

pub use account::{AccountWebhook, Overridden, Override, of_account, set_of_account};
pub use channel::{of_channel, set_of_channel};
pub use several::{
    Change, Destinations, MOST_DESTINATIONS, NamedWebhook, Several, add, change, remove, several, switch,
};

use domain::account::Organisation;
use domain::delivery::Target;
use domain::ids::ChannelKey;
use domain::webhook_address::{Headers, WebhookAddress};
use store::channel_webhooks::{self, Reached, Source, StoredEndpoint};
use store::channels::{self, Channel};
use store::{Conn, StoreError, Tx};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::api_keys::Caller;
use crate::{Hub, HubError};

/// What sealed headers are sealed for.
const HEADERS_PURPOSE: &str = "webhook headers";

/// An address with the headers that go along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Where to.
    pub address: WebhookAddress,
    /// What goes along.
    pub headers: Headers,
}

/// One of the addresses to which an inbound webhook goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Why it goes there.
    pub source: Source,
    /// By which deliveries find it.
    pub target: Target,
    /// Where to.
    pub address: WebhookAddress,
    /// What goes along. Secrets: to be read anew for each delivery and kept nowhere.
    pub headers: Headers,
}

/// Where an inbound webhook of a channel goes now: to the channel's own address, else to that of its account; and to
/// its further destinations where they are switched on. An address that stands there twice is there once. Empty where
/// nobody has given an address.
///
/// # Errors
/// The database refuses, or headers were sealed with another key.
pub async fn destinations(hub: &Hub, conn: &mut Conn, channel: ChannelKey) -> Result<Vec<Destination>, HubError> {
    let mut destinations: Vec<Destination> = Vec::new();
    for Reached { source, target, endpoint } in channel_webhooks::reached(conn, channel).await? {
        let Webhook { address, headers } = open(hub, endpoint)?;
        if destinations.iter().all(|there| there.address != address) {
            destinations.push(Destination { source, target, address, headers });
        }
    }
    Ok(destinations)
}

/// The caller's channel, as it is until the end of the transaction.
async fn held(tx: &mut Tx, caller: &Caller) -> Result<Channel, HubError> {
    channels::hold(tx, caller.channel).await?.ok_or(HubError::NotFound)
}

/// Writes who has changed the webhooks of a channel.
async fn record(
    hub: &Hub,
    tx: &mut Tx,
    caller: &Caller,
    channel: &Channel,
    action: Action,
    detail: String,
) -> Result<(), HubError> {
    let log = Organisation::Client(channel.partner, channel.client);
    let entry = Entry::new(By::ApiKey(caller.key), log, action, channel.facts.number.display());
    audit::record(tx, entry.channel(channel.key).detail(detail), hub.clock.now()).await
}

/// What the log says of an address: neither its path nor its headers, which may hold secrets.
fn place(webhook: Option<&Webhook>) -> String {
    webhook.map_or_else(|| "no address".to_owned(), |webhook| webhook.address.place().to_owned())
}

fn seal(hub: &Hub, webhook: &Webhook) -> Result<StoredEndpoint, HubError> {
    let headers = if webhook.headers.is_empty() {
        None
    } else {
        let list: Vec<(&str, &str)> = webhook.headers.iter().collect();
        let json = serde_json::to_vec(&list).map_err(HubError::internal)?;
        Some(hub.sealer.seal(&hub.random, HEADERS_PURPOSE, &json).map_err(HubError::internal)?)
    };
    Ok(StoredEndpoint { address: webhook.address.clone(), headers })
}

fn open(hub: &Hub, endpoint: StoredEndpoint) -> Result<Webhook, HubError> {
    let headers = match endpoint.headers {
        None => Headers::default(),
        Some(sealed) => {
            let json = hub.sealer.open(HEADERS_PURPOSE, &sealed).map_err(HubError::internal)?;
            let list: Vec<(String, String)> = serde_json::from_slice(&json).map_err(HubError::internal)?;
            Headers::parse(list).map_err(HubError::internal)?
        }
    };
    Ok(Webhook { address: endpoint.address, headers })
}

/// A name that is there already is the caller's to change.
fn taken(error: StoreError) -> HubError {
    match error {
        StoreError::Duplicate => HubError::Conflict("A destination of this name is there already.".to_owned()),
        other => other.into(),
    }
}
