//! Counters of failed sign-ins, shared by every process.

use domain::Timestamp;

use crate::conn::{execute, fetch_one, fetch_optional};
use crate::error::ensure_affected;
use crate::{Conn, StoreError, Tx};

/// What is known about one subject: an account, an address or a known browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempts {
    /// How many tries, the one that is being counted included.
    pub failures: i64,
    /// Until when no other try is taken.
    pub blocked_until: Timestamp,
}

/// Until when no try of this subject is taken; a time in the past when one is.
///
/// # Errors
/// The database refuses.
pub async fn blocked_until(conn: &mut Conn, subject: &str) -> Result<Option<Timestamp>, StoreError> {
    let found =
        fetch_optional!(conn, (i64,), "select blocked_until from sign_in_attempts where subject = $1", subject)?;
    Ok(found.map(|(until,)| Timestamp(until)))
}

/// Counts a try, beginning anew when the last one was before `forget_before`. No other transaction counts this
/// subject until this one ends.
///
/// # Errors
/// The database refuses.
pub async fn count(
    tx: &mut Tx,
    subject: &str,
    now: Timestamp,
    forget_before: Timestamp,
) -> Result<Attempts, StoreError> {
    let (failures, blocked_until): (i64, i64) = fetch_one!(
        tx,
        (i64, i64),
        "insert into sign_in_attempts (subject, failures, last_at, blocked_until) values ($1, 1, $2, 0)
         on conflict (subject) do update set
             failures = case when sign_in_attempts.last_at < $3 then 1 else sign_in_attempts.failures + 1 end,
             last_at = excluded.last_at
         returning failures, blocked_until",
        subject,
        now.millis(),
        forget_before.millis(),
    )?;
    Ok(Attempts { failures, blocked_until: Timestamp(blocked_until) })
}

/// Takes no other try of this subject until then.
///
/// # Errors
/// The subject was never counted.
pub async fn block(tx: &mut Tx, subject: &str, until: Timestamp) -> Result<(), StoreError> {
    let changed =
        execute!(tx, "update sign_in_attempts set blocked_until = $2 where subject = $1", subject, until.millis())?;
    ensure_affected("block a subject", 1, changed)
}

/// Takes one counted try back: it turned out to be no failure.
///
/// # Errors
/// The database refuses.
pub async fn give_back(tx: &mut Tx, subject: &str) -> Result<(), StoreError> {
    execute!(
        tx,
        "update sign_in_attempts set failures = failures - 1, blocked_until = 0 where subject = $1 and 0 < failures",
        subject,
    )?;
    Ok(())
}

/// Forgets a subject.
///
/// # Errors
/// The database refuses.
pub async fn clear(tx: &mut Tx, subject: &str) -> Result<(), StoreError> {
    execute!(tx, "delete from sign_in_attempts where subject = $1", subject)?;
    Ok(())
}

/// Deletes what was last counted before.
///
/// # Errors
/// The database refuses.
pub async fn delete_older(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, "delete from sign_in_attempts where last_at < $1", before.millis())
}
