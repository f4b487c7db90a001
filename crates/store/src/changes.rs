//! What open pages have to look at again: a short-lived log that every process reads, so that a page can
//! resume where it was cut off.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::closed_enum;
use domain::ids::{ChannelId, ChannelKey, ClientKey, PartnerKey};
use sqlx::PgConnection;

use crate::conn::{Engine, execute, fetch_one};
use crate::deliveries::queues;
use crate::events::{self, RowOfEvent};
use crate::sql::Sql;
use crate::{Conn, StoreError, Tx, WAKE_CHANNEL};

closed_enum! {
    /// What changed.
    pub enum Topic {
        Channel = "channel" => "A channel",
        Notifications = "notifications" => "Notifications",
        Sync = "sync" => "Progress of a sync",
        Templates = "templates" => "Templates of an account",
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

/// An entry that is about to be written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewChange {
    partner: i64,
    client: Option<i64>,
    channel: Option<i64>,
    topic: &'static str,
    at: i64,
}

/// What a transaction on PostgreSQL writes last.
#[derive(Default)]
pub(crate) struct HeldBack {
    /// Events of the outbox.
    pub(crate) events: Vec<RowOfEvent>,
    changes: Vec<NewChange>,
    /// Queues of deliveries that are due, and since when.
    pub(crate) queues: BTreeMap<String, i64>,
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
    let change = NewChange {
        partner: partner.0,
        client: client.map(|client| client.0),
        channel: channel.map(|channel| channel.0),
        topic: topic.code(),
        at: at.millis(),
    };
    let Engine::Sqlite(connection) = tx.engine() else {
        tx.held_back().changes.push(change);
        return Ok(());
    };
    sqlx::query("insert into changes (partner_n, client_n, channel_n, topic, at) values ($1, $2, $3, $4, $5)")
        .bind(change.partner)
        .bind(change.client)
        .bind(change.channel)
        .bind(change.topic)
        .bind(change.at)
        .execute(connection)
        .await?;
    tx.mark_changes();
    Ok(())
}

/// Held by whoever writes events and entries on PostgreSQL, from the first of them to the commit. Readers go on from
/// the newest that they have seen, so none may appear below one that is visible already. The lock is the last that a
/// transaction takes but for the queues of deliveries, so that nobody waits in a circle.
const IN_ORDER: i64 = 0x0068_7562_5f6c_6f67;

/// Writes what a transaction on PostgreSQL has held back, and wakes the readers of every process; to be called right
/// before the commit.
pub(crate) async fn write_held_back(tx: &mut Tx) -> Result<(), StoreError> {
    let HeldBack { events, changes, queues } = std::mem::take(tx.held_back());
    let Engine::Postgres(connection) = tx.engine() else { return Ok(()) };
    if !(events.is_empty() && changes.is_empty()) {
        write_in_order(connection, &events, &changes).await?;
    }
    queues::write_held_back(connection, queues).await
}

async fn write_in_order(
    connection: &mut PgConnection,
    events: &[RowOfEvent],
    changes: &[NewChange],
) -> Result<(), StoreError> {
    sqlx::query("select pg_advisory_xact_lock($1), pg_notify($2, '')")
        .bind(IN_ORDER)
        .bind(WAKE_CHANNEL)
        .execute(&mut *connection)
        .await?;
    events::insert_all(connection, events).await?;
    let column = |value: fn(&NewChange) -> Option<i64>| changes.iter().map(value).collect::<Vec<_>>();
    sqlx::query(
        "insert into changes (partner_n, client_n, channel_n, topic, at)
         select partner_n, client_n, channel_n, topic, at
         from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[])
           with ordinality as entry (partner_n, client_n, channel_n, topic, at, place)
         order by place",
    )
    .bind(column(|change| Some(change.partner)))
    .bind(column(|change| change.client))
    .bind(column(|change| change.channel))
    .bind(changes.iter().map(|change| change.topic).collect::<Vec<_>>())
    .bind(column(|change| Some(change.at)))
    .execute(connection)
    .await?;
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
pub async fn after(conn: &mut Conn, n: i64, limit: usize) -> Result<Vec<Change>, StoreError> {
    let mut sql = Sql::new(
        "select g.n, g.partner_n, g.client_n, g.topic, (select h.id from channels h where h.n = g.channel_n) as channel_id
         from changes g where ",
    );
    sql.bind("g.n > ? order by g.n", [n.into()]).limit(limit);
    let rows = sql.all::<Row>(conn).await?;
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

/// The place of the oldest entry that is kept; `None` when there is none.
///
/// # Errors
/// The database refuses.
pub async fn oldest(conn: &mut Conn) -> Result<Option<i64>, StoreError> {
    Ok(fetch_one!(conn, (Option<i64>,), "select min(n) from changes")?.0)
}

/// Deletes entries that are older than any page waits.
///
/// # Errors
/// The database refuses.
pub async fn prune(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, "delete from changes where at < $1 and n < (select max(n) from changes)", before.millis())
}
