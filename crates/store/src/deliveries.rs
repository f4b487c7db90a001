//! What is to be delivered to systems outside, and what became of it.

pub mod attempts;
pub mod queues;

use domain::Timestamp;
use domain::delivery::{DeliveryKind, DeliveryState, Target};
use domain::ids::PartnerKey;

use crate::conn::{execute, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::not_a;
use crate::sql::Sql;
use crate::{Conn, StoreError, Tx};

/// Something that is about to be delivered.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    /// The same at each attempt, and once for each target.
    pub id: String,
    /// Whose it is.
    pub partner: PartnerKey,
    /// Where it goes.
    pub target: Target,
    /// What it is.
    pub kind: DeliveryKind,
    /// The event, or the field of Meta's webhook.
    pub name: String,
    /// The body.
    pub payload: Vec<u8>,
    /// When it is made; it is due at once.
    pub at: Timestamp,
}

/// A delivery that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Row number.
    pub n: i64,
    /// The same at each attempt.
    pub id: String,
    /// What it is.
    pub kind: DeliveryKind,
    /// The event, or the field of Meta's webhook.
    pub name: String,
    /// The body.
    pub payload: Vec<u8>,
    /// How often it was tried before.
    pub attempts: i64,
    /// When it was made.
    pub made_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct DueRow {
    n: i64,
    id: String,
    kind: String,
    name: String,
    payload: Option<Vec<u8>>,
    attempts: i64,
    created_at: i64,
}

impl TryFrom<DueRow> for Due {
    type Error = StoreError;

    fn try_from(row: DueRow) -> Result<Self, StoreError> {
        Ok(Self {
            n: row.n,
            id: row.id,
            kind: kind(row.n, &row.kind)?,
            name: row.name,
            payload: row.payload.unwrap_or_default(),
            attempts: row.attempts,
            made_at: Timestamp(row.created_at),
        })
    }
}

fn kind(n: i64, code: &str) -> Result<DeliveryKind, StoreError> {
    DeliveryKind::from_code(code).ok_or_else(|| not_a("deliveries", n, "kind", code))
}

fn state(n: i64, code: &str) -> Result<DeliveryState, StoreError> {
    DeliveryState::from_code(code).ok_or_else(|| not_a("deliveries", n, "state", code))
}

/// Writes a delivery with the change that causes it, unless the target has one with this id; says whether it was
/// written.
///
/// # Errors
/// The database refuses; where the queue of the target is concerned, on PostgreSQL at the end of the transaction.
pub async fn enqueue(tx: &mut Tx, new: &NewDelivery) -> Result<bool, StoreError> {
    let target = new.target.code();
    let written = execute!(
        tx,
        "insert into deliveries (id, partner_n, target, kind, name, state, payload, next_at, created_at)
         values ($1, $2, $3, $4, $5, 'waiting', $6, $7, $7) on conflict (target, id) do nothing",
        new.id.as_str(),
        new.partner.0,
        target.as_str(),
        new.kind.code(),
        new.name.as_str(),
        new.payload.as_slice(),
        new.at.millis(),
    )?;
    if written == 0 {
        return Ok(false);
    }
    queues::due(tx, target, new.at).await?;
    Ok(true)
}

/// What of a target is due, the most overdue first.
///
/// # Errors
/// The database refuses.
pub async fn due(conn: &mut Conn, target: Target, now: Timestamp, limit: usize) -> Result<Vec<Due>, StoreError> {
    let mut sql = Sql::new("select n, id, kind, name, payload, attempts, created_at from deliveries where ");
    sql.bind(
        "target = ? and state = 'waiting' and next_at <= ? order by next_at, n",
        [target.code().into(), now.millis().into()],
    )
    .limit(limit);
    sql.all::<DueRow>(conn).await?.into_iter().map(Due::try_from).collect()
}

/// What becomes of a delivery after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It was taken.
    Delivered,
    /// It is tried again then.
    Again(Timestamp),
    /// It is given up.
    GivenUp,
}

/// Notes what became of a delivery that was tried `attempts` times before. Its payload is forgotten unless it is tried
/// again. Answers `false` when somebody else has noted an attempt meanwhile.
///
/// # Errors
/// The database refuses.
pub async fn tried(tx: &mut Tx, n: i64, attempts: i64, next: Next) -> Result<bool, StoreError> {
    let changed = match next {
        Next::Again(at) => execute!(
            tx,
            "update deliveries set attempts = attempts + 1, next_at = $3
             where n = $1 and attempts = $2 and state = 'waiting'",
            n,
            attempts,
            at.millis(),
        )?,
        Next::Delivered | Next::GivenUp => {
            let state = if next == Next::Delivered { DeliveryState::Delivered } else { DeliveryState::GivenUp };
            execute!(
                tx,
                "update deliveries set attempts = attempts + 1, state = $3, payload = null
                 where n = $1 and attempts = $2 and state = 'waiting'",
                n,
                attempts,
                state.code(),
            )?
        }
    };
    Ok(changed == 1)
}

/// Forgets what waits for a target that is gone; answers how much that was.
///
/// # Errors
/// The database refuses.
pub async fn drop_waiting(tx: &mut Tx, target: Target) -> Result<u64, StoreError> {
    let sql = "update deliveries set state = 'dropped', payload = null where target = $1 and state = 'waiting'";
    execute!(tx, sql, target.code())
}

/// Writes what was sent beside the queue, with its end; answers its row number.
///
/// # Errors
/// The database refuses.
pub async fn insert_ended(tx: &mut Tx, sent: &NewDelivery, ended: DeliveryState) -> Result<i64, StoreError> {
    let row = fetch_optional!(
        tx,
        (i64,),
        "insert into deliveries (id, partner_n, target, kind, name, state, attempts, next_at, created_at)
         values ($1, $2, $3, $4, $5, $6, 1, $7, $7) returning n",
        sent.id.as_str(),
        sent.partner.0,
        sent.target.code(),
        sent.kind.code(),
        sent.name.as_str(),
        ended.code(),
        sent.at.millis(),
    )?;
    ensure_affected("a delivery", 1, u64::from(row.is_some()))?;
    Ok(row.map_or(0, |(n,)| n))
}

/// Gives up what was made before and still waits, with its payload.
///
/// # Errors
/// The database refuses.
pub async fn expire(tx: &mut Tx, made_before: Timestamp) -> Result<u64, StoreError> {
    let sql = "update deliveries set state = 'given_up', payload = null where n in
                 (select n from deliveries where kind in ('event', 'inbound', 'test') and created_at < $1
                    and state = 'waiting' order by n limit 2000)";
    execute!(tx, sql, made_before.millis())
}

/// Deletes deliveries of a kind that were made before and no longer wait, with their attempts.
///
/// # Errors
/// The database refuses.
pub async fn prune(tx: &mut Tx, kind: DeliveryKind, made_before: Timestamp) -> Result<u64, StoreError> {
    execute!(
        tx,
        "delete from deliveries where n in
           (select n from deliveries where kind = $1 and created_at < $2 and state <> 'waiting' limit 2000)",
        kind.code(),
        made_before.millis(),
    )
}
