//! The outbox: events are written in the transaction that makes the change.

use domain::Timestamp;
use domain::event::{Event, EventData, EventKind, NewEvent};
use domain::ids::{
    ChannelId, ChannelKey, ClientId, ClientKey, EventId, PartnerKey, TemplateId, TemplateKey, WabaId, WabaKey,
};

use sqlx::{PgConnection, SqliteConnection};

use crate::changes::{self, Topic};
use crate::conn::Engine;
use crate::sql::Sql;
use crate::{StoreError, Tx};

/// What an event belongs to.
#[derive(Clone, Copy, Debug)]
pub struct EventScope {
    /// The partner; always.
    pub partner: PartnerKey,
    /// The client.
    pub client: Option<ClientKey>,
    /// The account.
    pub waba: Option<WabaKey>,
    /// The number.
    pub channel: Option<ChannelKey>,
    /// The template.
    pub template: Option<TemplateKey>,
}

/// An event as it is about to be written.
pub(crate) struct RowOfEvent {
    id: String,
    scope: EventScope,
    kind: &'static str,
    data: String,
    at: i64,
}

/// Writes an event and tells open pages. The order of events is the order of their commits.
///
/// # Errors
/// The database refuses; on PostgreSQL at the end of the transaction.
pub async fn append(
    tx: &mut Tx,
    scope: EventScope,
    event: &NewEvent,
    id: &EventId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let row = RowOfEvent {
        id: id.as_str().to_owned(),
        scope,
        kind: event.kind.code(),
        data: serde_json::to_string(&event.data).unwrap_or_default(),
        at: at.millis(),
    };
    match tx.engine() {
        Engine::Sqlite(connection) => insert(connection, &row).await?,
        Engine::Postgres(_) => tx.held_back().events.push(row),
    }
    changes::record(tx, scope.partner, scope.client, None, Topic::Notifications, at).await
}

async fn insert(connection: &mut SqliteConnection, row: &RowOfEvent) -> Result<(), StoreError> {
    sqlx::query(
        "insert into events (id, partner_n, client_n, waba_n, channel_n, template_n, kind, data, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&row.id)
    .bind(row.scope.partner.0)
    .bind(row.scope.client.map(|client| client.0))
    .bind(row.scope.waba.map(|waba| waba.0))
    .bind(row.scope.channel.map(|channel| channel.0))
    .bind(row.scope.template.map(|template| template.0))
    .bind(row.kind)
    .bind(&row.data)
    .bind(row.at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes events in their order.
pub(crate) async fn insert_all(connection: &mut PgConnection, rows: &[RowOfEvent]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let number = |value: fn(&RowOfEvent) -> Option<i64>| rows.iter().map(value).collect::<Vec<_>>();
    let text = |value: fn(&RowOfEvent) -> &str| rows.iter().map(value).collect::<Vec<_>>();
    sqlx::query(
        "insert into events (id, partner_n, client_n, waba_n, channel_n, template_n, kind, data, at)
         select id, partner_n, client_n, waba_n, channel_n, template_n, kind, data, at
         from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[], $8::text[],
             $9::bigint[])
           with ordinality as event (id, partner_n, client_n, waba_n, channel_n, template_n, kind, data, at, place)
         order by place",
    )
    .bind(text(|row| &row.id))
    .bind(number(|row| Some(row.scope.partner.0)))
    .bind(number(|row| row.scope.client.map(|client| client.0)))
    .bind(number(|row| row.scope.waba.map(|waba| waba.0)))
    .bind(number(|row| row.scope.channel.map(|channel| channel.0)))
    .bind(number(|row| row.scope.template.map(|template| template.0)))
    .bind(text(|row| row.kind))
    .bind(text(|row| &row.data))
    .bind(number(|row| Some(row.at)))
    .execute(connection)
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
pub(crate) struct EventRow {
    pub(crate) n: i64,
    id: String,
    kind: String,
    at: i64,
    client_id: Option<String>,
    client_name: Option<String>,
    waba_id: Option<String>,
    channel_id: Option<String>,
    template_id: Option<String>,
    data: String,
}

/// The columns of [`EventRow`], to stand between `select` and `from events e`.
macro_rules! event_columns {
    () => {
        "e.n, e.id, e.kind, e.at, e.data,
         (select c.id from clients c where c.n = e.client_n) as client_id,
         (select c.name from clients c where c.n = e.client_n) as client_name,
         (select w.id from wabas w where w.n = e.waba_n) as waba_id,
         (select h.id from channels h where h.n = e.channel_n) as channel_id,
         (select t.id from templates t where t.n = e.template_n) as template_id"
    };
}
pub(crate) use event_columns;

impl TryFrom<EventRow> for Event {
    type Error = StoreError;

    fn try_from(row: EventRow) -> Result<Self, StoreError> {
        let inconsistent = |what: &str| StoreError::Inconsistent { table: "events", row: row.n, what: what.to_owned() };
        Ok(Self {
            id: EventId::parse(&row.id).map_err(|_| inconsistent("id"))?,
            kind: EventKind::from_code(&row.kind).ok_or_else(|| inconsistent("kind"))?,
            at: Timestamp(row.at),
            client: row.client_id.as_deref().and_then(|id| ClientId::parse(id).ok()),
            client_name: row.client_name.clone(),
            waba: row.waba_id.as_deref().and_then(|id| WabaId::parse(id).ok()),
            channel: row.channel_id.as_deref().and_then(|id| ChannelId::parse(id).ok()),
            template: row.template_id.as_deref().and_then(|id| TemplateId::parse(id).ok()),
            data: serde_json::from_str::<EventData>(&row.data).map_err(|_| inconsistent("data"))?,
        })
    }
}

/// The newest events of one channel, newest first.
///
/// # Errors
/// The database refuses.
pub async fn of_channel(
    conn: &mut crate::Conn,
    partner: PartnerKey,
    channel: ChannelKey,
    limit: usize,
) -> Result<Vec<Event>, StoreError> {
    let mut sql = Sql::new(concat!("select ", event_columns!(), " from events e where "));
    sql.bind("e.channel_n = ? and e.partner_n = ?", [channel.0.into(), partner.0.into()]);
    newest(sql, limit, conn).await
}

/// The newest events of an account itself, without those of its numbers, newest first.
///
/// # Errors
/// The database refuses.
pub async fn of_account(
    conn: &mut crate::Conn,
    partner: PartnerKey,
    waba: WabaKey,
    limit: usize,
) -> Result<Vec<Event>, StoreError> {
    let mut sql = Sql::new(concat!("select ", event_columns!(), " from events e where "));
    sql.bind("e.waba_n = ? and e.channel_n is null and e.partner_n = ?", [waba.0.into(), partner.0.into()]);
    newest(sql, limit, conn).await
}

/// The condition that leaves out what a channel has come to ([`EventKind::is_a_milestone`]): it follows from the change
/// beside it.
macro_rules! without_milestones {
    () => {
        " and e.kind not in ('channel_ready', 'channel_running', 'channel_live', 'template_messaging_enabled', \
         'template_messaging_disabled')"
    };
}
pub(crate) use without_milestones;

/// The newest events of a client and all that it owns, newest first.
///
/// # Errors
/// The database refuses.
pub async fn of_client(
    conn: &mut crate::Conn,
    partner: PartnerKey,
    client: ClientKey,
    limit: usize,
) -> Result<Vec<Event>, StoreError> {
    let mut sql = Sql::new(concat!("select ", event_columns!(), " from events e where "));
    sql.bind("e.client_n = ? and e.partner_n = ?", [client.0.into(), partner.0.into()]);
    newest(sql, limit, conn).await
}

/// What has changed, without what channels have come to by that.
async fn newest(mut sql: Sql, limit: usize, conn: &mut crate::Conn) -> Result<Vec<Event>, StoreError> {
    sql.push(without_milestones!());
    sql.push(" order by e.n desc").limit(limit);
    sql.all::<EventRow>(conn).await?.into_iter().map(Event::try_from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_condition_names_every_milestone_and_nothing_else() {
        for kind in EventKind::ALL {
            let is_named = without_milestones!().contains(&format!("'{}'", kind.code()));
            assert_eq!(is_named, kind.is_a_milestone(), "{kind}");
        }
    }
}
