//! What open pages have to look at again: a short-lived log that every process reads, so that a page can
//! resume where it was cut off.

use domain::Timestamp;
use domain::closed_enum;
use domain::ids::{ChannelId, ChannelKey, ClientKey, PartnerKey};

use crate::conn::{execute, fetch_all, fetch_one};
use crate::{Conn, StoreError, Tx};

closed_enum! {
    /// What changed.
    pub enum Topic {
        Channel = "channel" => "A channel",
        Notifications = "notifications" => "Notifications",
        Sync = "sync" => "Progress of a sync",
    }
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its place in the order.
    pub n: i64,
    /// Whose it is.
    pub partner: PartnerKey,
    /// The client, where it belongs to one.
    pub client: Option<ClientKey>,
    /// The channel, where it belongs to one.
    pub channel: Option<ChannelId>,
    /// What changed.
    pub topic: Topic,
}

/// Records a change; readers hear of it after the commit.
///
/// # Errors
/// The database refuses.
pub async fn record(
    tx: &mut Tx,
    partner: PartnerKey,
    client: Option<ClientKey>,
    channel: Option<ChannelKey>,
    topic: Topic,
    at: Timestamp,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "insert into changes (partner_n, client_n, channel_n, topic, at) values ($1, $2, $3, $4, $5)",
        partner.0,
        client.map(|client| client.0),
        channel.map(|channel| channel.0),
        topic.code(),
        at.millis(),
    )?;
    tx.mark_changes();
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    partner_n: i64,
    client_n: Option<i64>,
    topic: String,
    channel_id: Option<String>,
}

/// The entries after a place, oldest first, of all tenants: each process reads them once and hands them to
/// the pages of the tenant they belong to.
///
/// # Errors
/// The database refuses.
pub async fn after(conn: &mut Conn, n: i64, limit: i64) -> Result<Vec<Change>, StoreError> {
    let rows = fetch_all!(
        conn,
        Row,
        "select g.n, g.partner_n, g.client_n, g.topic, (select h.id from channels h where h.n = g.channel_n) as channel_id
         from changes g where g.n > $1 order by g.n limit $2",
        n,
        limit,
    )?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Change {
                n: row.n,
                partner: PartnerKey(row.partner_n),
                client: row.client_n.map(ClientKey),
                channel: row.channel_id.as_deref().and_then(|id| ChannelId::parse(id).ok()),
                topic: Topic::from_code(&row.topic)?,
            })
        })
        .collect())
}

/// The place of the newest entry; 0 when there is none.
///
/// # Errors
/// The database refuses.
pub async fn latest(conn: &mut Conn) -> Result<i64, StoreError> {
    Ok(fetch_one!(conn, (i64,), "select coalesce(max(n), 0) from changes")?.0)
}

/// Deletes entries that are older than any page waits.
///
/// # Errors
/// The database refuses.
pub async fn prune(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, "delete from changes where at < $1 and n < (select max(n) from changes)", before.millis())
}
