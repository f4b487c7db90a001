//! What was tried: when, how long it took, and what was answered.

use domain::Timestamp;
use domain::delivery::{DeliveryKind, DeliveryState, Target};
use domain::ids::PartnerKey;

use crate::conn::execute;
use crate::sql::Sql;
use crate::{Conn, StoreError, Tx};

/// An attempt that is about to be noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAttempt {
    /// Row number of the delivery.
    pub delivery: i64,
    /// Where it went.
    pub target: Target,
    /// When it began.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    pub took_ms: i64,
    /// The status that was answered; none where nothing was.
    pub status: Option<u16>,
    /// The beginning of what was answered, or why nothing was; may be empty.
    pub answer: String,
}

/// An attempt, as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When it began.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    pub took_ms: i64,
    /// The status that was answered; none where nothing was.
    pub status: Option<u16>,
    /// The beginning of what was answered, or why nothing was; may be empty.
    pub answer: String,
    /// The id of the delivery.
    pub id: String,
    /// What was delivered.
    pub kind: DeliveryKind,
    /// The event, or the field of Meta's webhook.
    pub name: String,
    /// How the delivery stands now.
    pub state: DeliveryState,
    /// When it is tried next, where it waits.
    pub next_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    at: i64,
    took_ms: i64,
    status: Option<i64>,
    answer: String,
    id: String,
    kind: String,
    name: String,
    state: String,
    next_at: i64,
}

impl TryFrom<Row> for Attempt {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let state = super::state(row.n, &row.state)?;
        Ok(Self {
            at: Timestamp(row.at),
            took_ms: row.took_ms,
            status: row.status.and_then(|status| u16::try_from(status).ok()),
            answer: row.answer,
            id: row.id,
            kind: super::kind(row.n, &row.kind)?,
            name: row.name,
            state,
            next_at: (state == DeliveryState::Waiting).then_some(Timestamp(row.next_at)),
        })
    }
}

/// Notes an attempt.
///
/// # Errors
/// The database refuses.
pub async fn note(tx: &mut Tx, new: &NewAttempt) -> Result<(), StoreError> {
    execute!(
        tx,
        "insert into delivery_attempts (delivery_n, target, at, took_ms, status, answer)
         values ($1, $2, $3, $4, $5, $6)",
        new.delivery,
        new.target.code(),
        new.at.millis(),
        new.took_ms,
        new.status.map(i64::from),
        new.answer.as_str(),
    )?;
    Ok(())
}

/// The newest attempts at a target of the partner, newest first.
///
/// # Errors
/// The database refuses.
pub async fn newest(
    conn: &mut Conn,
    partner: PartnerKey,
    target: Target,
    limit: usize,
) -> Result<Vec<Attempt>, StoreError> {
    let mut sql = Sql::new(
        "select a.n, a.at, a.took_ms, a.status, a.answer, d.id, d.kind, d.name, d.state, d.next_at
         from delivery_attempts a join deliveries d on d.n = a.delivery_n where ",
    );
    sql.bind("a.target = ? and d.partner_n = ? order by a.n desc", [target.code().into(), partner.0.into()])
        .limit(limit);
    sql.all::<Row>(conn).await?.into_iter().map(Attempt::try_from).collect()
}

/// Forgets what was answered before, which may repeat what was sent.
///
/// # Errors
/// The database refuses.
pub async fn forget_answers(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    execute!(
        tx,
        "update delivery_attempts set answer = '' where n in
           (select n from delivery_attempts where answer <> '' and at < $1 order by n limit 2000)",
        before.millis(),
    )
}
