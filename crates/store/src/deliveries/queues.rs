//! The queues of deliveries, one for each target. A worker claims a queue, not a delivery: so no more than one of them is
//! at a target, and finding what is due costs the same however much waits.

use domain::Timestamp;
use domain::delivery::Target;

use crate::conn::{Engine, execute, fetch_one, fetch_optional};
use crate::{Conn, StoreError, Tx};

/// Makes a queue due. On PostgreSQL it is written at the end of the transaction, after everything else: a queue is what
/// many transactions want, and the order in which they hold such rows is the same for all.
pub(super) async fn due(tx: &mut Tx, target: String, at: Timestamp) -> Result<(), StoreError> {
    let Engine::Sqlite(connection) = tx.engine() else {
        let due = tx.held_back().queues.entry(target).or_insert(at.millis());
        *due = at.millis().min(*due);
        return Ok(());
    };
    sqlx::query(
        "insert into delivery_queues (target, due_at) values ($1, $2)
         on conflict (target) do update set due_at = min(delivery_queues.due_at, excluded.due_at)",
    )
    .bind(target)
    .bind(at.millis())
    .execute(connection)
    .await?;
    Ok(())
}

/// Makes queues due that a transaction on PostgreSQL has held back; they come sorted.
pub(crate) async fn write_held_back(
    connection: &mut sqlx::PgConnection,
    queues: std::collections::BTreeMap<String, i64>,
) -> Result<(), StoreError> {
    for (target, at) in queues {
        sqlx::query(
            "insert into delivery_queues (target, due_at) values ($1, $2)
             on conflict (target) do update set due_at = least(delivery_queues.due_at, excluded.due_at)",
        )
        .bind(target)
        .bind(at)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Makes what waits for a target due at once, however long it was to be left alone.
///
/// # Errors
/// The database refuses.
pub async fn wake(tx: &mut Tx, target: Target, at: Timestamp) -> Result<(), StoreError> {
    let code = target.code();
    execute!(
        tx,
        "update deliveries set next_at = $2 where target = $1 and state = 'waiting' and $2 < next_at",
        code.as_str(),
        at.millis(),
    )?;
    execute!(
        tx,
        "update delivery_queues set due_at = $2, lease_until = 0, failures = 0 where target = $1",
        code.as_str(),
        at.millis(),
    )?;
    Ok(())
}

/// Whether a queue is due that nobody is at.
///
/// # Errors
/// The database refuses.
pub async fn any_due(conn: &mut Conn, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "select 1 from delivery_queues where due_at <= $1 and lease_until <= $1 limit 1";
    Ok(fetch_optional!(conn, (i32,), sql, now.millis())?.is_some())
}

/// Takes the queue that is due longest, for as long as the lease lasts. It is due again when the lease ends, so that what
/// is added meanwhile stands out by being earlier.
///
/// # Errors
/// The database refuses.
pub async fn claim(tx: &mut Tx, now: Timestamp, lease_until: Timestamp) -> Result<Option<Target>, StoreError> {
    macro_rules! claim {
        ($others:literal) => {
            concat!(
                "update delivery_queues set lease_until = $2, due_at = $2 where target = (
                   select target from delivery_queues where due_at <= $1 and lease_until <= $1
                   order by due_at, target limit 1",
                $others,
                ") and lease_until <= $1 returning target"
            )
        };
    }
    let sql = match tx.engine() {
        Engine::Sqlite(_) => claim!(""),
        Engine::Postgres(_) => claim!(" for update skip locked"),
    };
    let claimed = fetch_optional!(tx, (String,), sql, now.millis(), lease_until.millis())?;
    let read = |code: String| {
        let what = format!("`{code}` is not a target");
        Target::from_code(&code).ok_or(StoreError::Inconsistent { table: "delivery_queues", row: 0, what })
    };
    claimed.map(|(code,)| read(code)).transpose()
}

/// How the attempts went for which a queue was claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Went {
    /// At least one was taken.
    Well,
    /// So many failed, and none was taken.
    Wrong(i64),
    /// Nothing was tried: the target wants nothing now.
    Parked,
}

/// Gives a claimed queue back; it is due when the next of its deliveries is, and left alone for as long as `rest` says for
/// the number of failures in a row. Does nothing when the lease has ended and somebody else is at it.
///
/// The transaction must write neither events nor what open pages hear: these are locked before queues are.
///
/// # Errors
/// The database refuses.
pub async fn release(
    tx: &mut Tx,
    target: Target,
    lease_until: Timestamp,
    now: Timestamp,
    went: Went,
    rest: fn(i64) -> i64,
) -> Result<(), StoreError> {
    let code = target.code();
    let found = fetch_optional!(
        tx,
        (i64,),
        "select failures from delivery_queues where target = $1 and lease_until = $2",
        code.as_str(),
        lease_until.millis(),
    )?;
    let Some((before,)) = found else { return Ok(()) };
    let failures = match went {
        Went::Well => 0,
        Went::Wrong(more) => before.saturating_add(more),
        Went::Parked => before,
    };
    let next = match went {
        Went::Parked => None,
        Went::Well | Went::Wrong(_) => next_at(tx, &code).await?,
    };
    // Behind those that have been due meanwhile, however long something of this one has waited.
    let next = next.map_or(i64::MAX, |next| next.max(now.millis()));
    execute!(
        tx,
        "update delivery_queues set due_at = case when due_at < lease_until then due_at else $3 end,
           lease_until = $4, failures = $5
         where target = $1 and lease_until = $2",
        code.as_str(),
        lease_until.millis(),
        next,
        now.plus_seconds(rest(failures)).millis(),
        failures,
    )?;
    Ok(())
}

async fn next_at(conn: &mut Conn, target: &str) -> Result<Option<i64>, StoreError> {
    let sql = "select min(next_at) from deliveries where target = $1 and state = 'waiting'";
    Ok(fetch_one!(conn, (Option<i64>,), sql, target)?.0)
}
