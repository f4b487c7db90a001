//! Further destinations of a channel's webhooks, each with a name.

use domain::ids::{ChannelKey, DestinationKey};
use domain::text::Name;

use super::{StoredEndpoint, endpoint};
use crate::conn::{execute, fetch_all, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::inconsistent;
use crate::{Conn, StoreError, Tx};

pub(super) const TABLE: &str = "webhook_destinations";

/// Whether a channel's webhooks go to its further destinations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Several {
    /// They do.
    On,
    /// They go to the one address alone.
    Off,
}

impl From<bool> for Several {
    fn from(on: bool) -> Self {
        if on { Self::On } else { Self::Off }
    }
}

/// A destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedEndpoint {
    /// What it is called; names differ within a channel.
    pub name: Name,
    /// Address and headers.
    pub endpoint: StoredEndpoint,
}

/// Whether there are several, and the destinations, the oldest first.
///
/// # Errors
/// The database refuses.
pub async fn of_channel(conn: &mut Conn, channel: ChannelKey) -> Result<(Several, Vec<NamedEndpoint>), StoreError> {
    let switched =
        fetch_optional!(conn, (bool,), "select several from channel_webhooks where channel_n = $1", channel.0)?;
    let rows = fetch_all!(
        conn,
        (i64, String, String, Option<Vec<u8>>),
        "select n, name, url, headers from webhook_destinations where channel_n = $1 order by n",
        channel.0,
    )?;
    let destinations = rows
        .into_iter()
        .map(|(n, name, url, headers)| {
            let name = Name::parse(&name).map_err(inconsistent(TABLE, n))?;
            Ok(NamedEndpoint { name, endpoint: endpoint(TABLE, n, &url, headers)? })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok((switched.is_some_and(|(on,)| on).into(), destinations))
}

/// A destination by its row number, while the channel has them switched on.
///
/// # Errors
/// The database refuses.
pub(super) async fn at(conn: &mut Conn, key: DestinationKey) -> Result<Option<StoredEndpoint>, StoreError> {
    let found = fetch_optional!(
        conn,
        (String, Option<Vec<u8>>),
        "select d.url, d.headers from webhook_destinations d join channel_webhooks o on o.channel_n = d.channel_n
         where d.n = $1 and o.several",
        key.0,
    )?;
    found.map(|(url, headers)| endpoint(TABLE, key.0, &url, headers)).transpose()
}

/// Switches the destinations on or off.
///
/// # Errors
/// The database refuses.
pub async fn switch(tx: &mut Tx, channel: ChannelKey, several: Several) -> Result<(), StoreError> {
    execute!(
        tx,
        "insert into channel_webhooks (channel_n, several) values ($1, $2)
         on conflict (channel_n) do update set several = excluded.several",
        channel.0,
        several == Several::On,
    )?;
    Ok(())
}

/// Adds a destination.
///
/// # Errors
/// [`StoreError::Duplicate`] where the channel has one of this name.
pub async fn add(tx: &mut Tx, channel: ChannelKey, destination: &NamedEndpoint) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "insert into webhook_destinations (channel_n, name, url, headers) values ($1, $2, $3, $4)",
        channel.0,
        destination.name.as_str(),
        destination.endpoint.address.as_str(),
        destination.endpoint.headers.as_deref(),
    )?;
    ensure_affected("add a destination", 1, changed)
}

/// Replaces address and headers of a destination. Answers whether there is one of this name.
///
/// # Errors
/// The database refuses.
pub async fn update(tx: &mut Tx, channel: ChannelKey, destination: &NamedEndpoint) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update webhook_destinations set url = $3, headers = $4 where channel_n = $1 and name = $2",
        channel.0,
        destination.name.as_str(),
        destination.endpoint.address.as_str(),
        destination.endpoint.headers.as_deref(),
    )?;
    Ok(changed == 1)
}

/// Forgets a destination. Answers whether there was one of this name.
///
/// # Errors
/// The database refuses.
pub async fn remove(tx: &mut Tx, channel: ChannelKey, name: &Name) -> Result<bool, StoreError> {
    let sql = "delete from webhook_destinations where channel_n = $1 and name = $2";
    Ok(execute!(tx, sql, channel.0, name.as_str())? == 1)
}
