//! Where the inbound webhooks of a channel go, and who has said so.

mod account;
mod channel;
mod form;
mod person;
mod several;

pub use account::{AccountWebhook, Overridden, Override, of_account, set_of_account};
pub use channel::{of_channel, set_of_channel};
pub use form::WebhookForm;
pub use person::{Shown, save, show, take_away, test};
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
    let open = |Reached { source, target, endpoint }| {
        let Webhook { address, headers } = open(hub, endpoint)?;
        Ok(Destination { source, target, address, headers })
    };
    reached(conn, channel).await?.into_iter().map(open).collect()
}

/// As [`destinations`], for who only has to know that something goes there.
pub(crate) async fn targets(conn: &mut Conn, channel: ChannelKey) -> Result<Vec<Target>, StoreError> {
    Ok(reached(conn, channel).await?.into_iter().map(|reached| reached.target).collect())
}

async fn reached(conn: &mut Conn, channel: ChannelKey) -> Result<Vec<Reached>, StoreError> {
    let mut distinct: Vec<Reached> = Vec::new();
    for one in channel_webhooks::reached(conn, channel).await? {
        if distinct.iter().all(|there| there.endpoint.address != one.endpoint.address) {
            distinct.push(one);
        }
    }
    Ok(distinct)
}

/// Where a target is now; nothing where it was taken away.
pub(crate) async fn at(hub: &Hub, conn: &mut Conn, target: Target) -> Result<Option<Webhook>, HubError> {
    channel_webhooks::at(conn, target).await?.map(|endpoint| open(hub, endpoint)).transpose()
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
    let headers = if webhook.headers.is_empty() { None } else { Some(seal_headers(hub, &webhook.headers)?) };
    Ok(StoredEndpoint { address: webhook.address.clone(), headers })
}

/// Headers as they are kept.
pub(crate) fn seal_headers(hub: &Hub, headers: &Headers) -> Result<Vec<u8>, HubError> {
    let list: Vec<(&str, &str)> = headers.iter().collect();
    let json = serde_json::to_vec(&list).map_err(HubError::internal)?;
    hub.sealer.seal(&hub.random, HEADERS_PURPOSE, &json).map_err(HubError::internal)
}

/// What [`seal_headers`] has sealed.
pub(crate) fn open_headers(hub: &Hub, sealed: &[u8]) -> Result<Headers, HubError> {
    let json = hub.sealer.open(HEADERS_PURPOSE, sealed).map_err(HubError::internal)?;
    let list: Vec<(String, String)> = serde_json::from_slice(&json).map_err(HubError::internal)?;
    Headers::parse(list).map_err(HubError::internal)
}

fn open(hub: &Hub, endpoint: StoredEndpoint) -> Result<Webhook, HubError> {
    let headers = endpoint.headers.map(|sealed| open_headers(hub, &sealed)).transpose()?.unwrap_or_default();
    Ok(Webhook { address: endpoint.address, headers })
}

/// A name that is there already is the caller's to change.
fn taken(error: StoreError) -> HubError {
    match error {
        StoreError::Duplicate => HubError::Conflict("A destination of this name is there already.".to_owned()),
        other => other.into(),
    }
}
