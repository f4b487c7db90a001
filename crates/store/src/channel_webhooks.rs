//! Where the inbound webhooks of channels go.

mod several;

pub use several::{NamedEndpoint, Several, add, of_channel as several_of, remove, switch, update};

use domain::delivery::Target;
use domain::ids::{ChannelKey, DestinationKey, WabaKey};
use domain::text::Name;
use domain::webhook_address::WebhookAddress;

use crate::conn::{execute, fetch_all, fetch_optional};
use crate::rows::inconsistent;
use crate::{Conn, StoreError, Tx};

/// An address and its headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEndpoint {
    /// Where to.
    pub address: WebhookAddress,
    /// The sealed headers; none where there are no headers.
    pub headers: Option<Vec<u8>>,
}

/// Why an inbound webhook goes to an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// It is the channel's own.
    Channel,
    /// It is that of the channel's account, and the channel has none of its own.
    Account,
    /// It is one of several, by this name.
    Destination(Name),
}

/// An address to which a channel's webhooks go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Why they go there.
    pub source: Source,
    /// By which deliveries find it.
    pub target: Target,
    /// Address and headers.
    pub endpoint: StoredEndpoint,
}

fn endpoint(table: &'static str, row: i64, url: &str, headers: Option<Vec<u8>>) -> Result<StoredEndpoint, StoreError> {
    Ok(StoredEndpoint { address: WebhookAddress::parse(url).map_err(inconsistent(table, row))?, headers })
}

/// Every address to which a channel's webhooks go: its own or its account's first, then the others by age.
///
/// # Errors
/// The database refuses.
pub async fn reached(conn: &mut Conn, channel: ChannelKey) -> Result<Vec<Reached>, StoreError> {
    let rows = fetch_all!(
        conn,
        (i64, i64, String, String, Option<Vec<u8>>),
        "select cast(0 as bigint) as place, channel_n as n, '' as name, url, headers from channel_webhooks
           where channel_n = $1 and url is not null
         union all
         select 1, a.waba_n, '', a.url, a.headers from channels c join account_webhooks a on a.waba_n = c.waba_n
           where c.n = $1 and not exists (select 1 from channel_webhooks o where o.channel_n = $1 and o.url is not null)
         union all
         select 2, d.n, d.name, d.url, d.headers from channel_webhooks o
           join webhook_destinations d on d.channel_n = o.channel_n where o.channel_n = $1 and o.several
         order by 1, 2",
        channel.0,
    )?;
    rows.into_iter()
        .map(|(place, n, name, url, headers)| {
            let (source, target, table) = match place {
                0 => (Source::Channel, Target::Channel(channel), "channel_webhooks"),
                1 => (Source::Account, Target::Account(WabaKey(n)), "account_webhooks"),
                _ => {
                    let name = Name::parse(&name).map_err(inconsistent(several::TABLE, n))?;
                    (Source::Destination(name), Target::Destination(DestinationKey(n)), several::TABLE)
                }
            };
            Ok(Reached { source, target, endpoint: endpoint(table, n, &url, headers)? })
        })
        .collect()
}

/// The address of a target as it is now; none where it was taken away, and for the target of a partner.
///
/// # Errors
/// The database refuses.
pub async fn at(conn: &mut Conn, target: Target) -> Result<Option<StoredEndpoint>, StoreError> {
    match target {
        Target::Channel(channel) => of_channel(conn, channel).await,
        Target::Account(waba) => of_account(conn, waba).await,
        Target::Destination(key) => several::at(conn, key).await,
        Target::Partner(_) => Ok(None),
    }
}

/// The channel's own address.
///
/// # Errors
/// The database refuses.
pub async fn of_channel(conn: &mut Conn, channel: ChannelKey) -> Result<Option<StoredEndpoint>, StoreError> {
    let found = fetch_optional!(
        conn,
        (String, Option<Vec<u8>>),
        "select url, headers from channel_webhooks where channel_n = $1 and url is not null",
        channel.0,
    )?;
    found.map(|(url, headers)| endpoint("channel_webhooks", channel.0, &url, headers)).transpose()
}

/// Gives a channel its own address, or takes it away.
///
/// # Errors
/// The database refuses.
pub async fn set_of_channel(
    tx: &mut Tx,
    channel: ChannelKey,
    endpoint: Option<&StoredEndpoint>,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "insert into channel_webhooks (channel_n, url, headers) values ($1, $2, $3)
         on conflict (channel_n) do update set url = excluded.url, headers = excluded.headers",
        channel.0,
        endpoint.map(|endpoint| endpoint.address.as_str()),
        endpoint.and_then(|endpoint| endpoint.headers.as_deref()),
    )?;
    Ok(())
}

/// The address of an account.
///
/// # Errors
/// The database refuses.
pub async fn of_account(conn: &mut Conn, waba: WabaKey) -> Result<Option<StoredEndpoint>, StoreError> {
    let found = fetch_optional!(
        conn,
        (String, Option<Vec<u8>>),
        "select url, headers from account_webhooks where waba_n = $1",
        waba.0,
    )?;
    found.map(|(url, headers)| endpoint("account_webhooks", waba.0, &url, headers)).transpose()
}

/// Gives an account its address, or takes it away.
///
/// # Errors
/// The database refuses.
pub async fn set_of_account(tx: &mut Tx, waba: WabaKey, endpoint: Option<&StoredEndpoint>) -> Result<(), StoreError> {
    let Some(endpoint) = endpoint else {
        execute!(tx, "delete from account_webhooks where waba_n = $1", waba.0)?;
        return Ok(());
    };
    execute!(
        tx,
        "insert into account_webhooks (waba_n, url, headers) values ($1, $2, $3)
         on conflict (waba_n) do update set url = excluded.url, headers = excluded.headers",
        waba.0,
        endpoint.address.as_str(),
        endpoint.headers.as_deref(),
    )?;
    Ok(())
}

/// Takes their own addresses away from all channels of an account. Answers how many had one.
///
/// # Errors
/// The database refuses.
pub async fn forget_of_channels(tx: &mut Tx, waba: WabaKey) -> Result<u64, StoreError> {
    execute!(
        tx,
        "update channel_webhooks set url = null, headers = null
         where url is not null and channel_n in (select n from channels where waba_n = $1)",
        waba.0,
    )
}
