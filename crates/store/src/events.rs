//! The outbox: events are written in the transaction that makes the change.

use domain::Timestamp;
use domain::event::{Event, EventData, EventKind, NewEvent};
use domain::ids::{ChannelId, ChannelKey, ClientId, ClientKey, EventId, PartnerKey, WabaId, WabaKey};

use crate::changes::{self, Topic};
use crate::conn::fetch_one;
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
}

/// Writes an event and tells open pages; answers its place in the order of events.
///
/// # Errors
/// The database refuses.
pub async fn append(
    tx: &mut Tx,
    scope: EventScope,
    event: &NewEvent,
    id: &EventId,
    at: Timestamp,
) -> Result<i64, StoreError> {
    let data = serde_json::to_string(&event.data).unwrap_or_default();
    let (n,) = fetch_one!(
        tx,
        (i64,),
        "insert into events (id, partner_n, client_n, waba_n, channel_n, kind, data, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning n",
        id.as_str(),
        scope.partner.0,
        scope.client.map(|client| client.0),
        scope.waba.map(|waba| waba.0),
        scope.channel.map(|channel| channel.0),
        event.kind.code(),
        data.as_str(),
        at.millis(),
    )?;
    changes::record(tx, scope.partner, scope.client, None, Topic::Notifications, at).await?;
    Ok(n)
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
    data: String,
}

/// The columns of [`EventRow`], to stand between `select` and `from events e`.
macro_rules! event_columns {
    () => {
        "e.n, e.id, e.kind, e.at, e.data,
         (select c.id from clients c where c.n = e.client_n) as client_id,
         (select c.name from clients c where c.n = e.client_n) as client_name,
         (select w.id from wabas w where w.n = e.waba_n) as waba_id,
         (select h.id from channels h where h.n = e.channel_n) as channel_id"
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
    limit: i64,
) -> Result<Vec<Event>, StoreError> {
    crate::conn::fetch_all!(
        conn,
        EventRow,
        concat!(
            "select ",
            event_columns!(),
            " from events e where e.channel_n = $1 and e.partner_n = $2 order by e.n desc limit $3"
        ),
        channel.0,
        partner.0,
        limit,
    )?
    .into_iter()
    .map(Event::try_from)
    .collect()
}

/// The newest events of an account itself, without those of its numbers, newest first.
///
/// # Errors
/// The database refuses.
pub async fn of_account(
    conn: &mut crate::Conn,
    partner: PartnerKey,
    waba: WabaKey,
    limit: i64,
) -> Result<Vec<Event>, StoreError> {
    crate::conn::fetch_all!(
        conn,
        EventRow,
        concat!(
            "select ",
            event_columns!(),
            " from events e where e.waba_n = $1 and e.channel_n is null and e.partner_n = $2 order by e.n desc limit $3"
        ),
        waba.0,
        partner.0,
        limit,
    )?
    .into_iter()
    .map(Event::try_from)
    .collect()
}
