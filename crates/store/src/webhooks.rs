//! What Meta posts: stored whole before it is answered, applied once, counted where it is not known.

use domain::Timestamp;

use crate::conn::{execute, fetch_all, fetch_one};
use crate::sql::Sql;
use crate::{Conn, StoreError, Tx, dialect};

/// A stored body that waits for its processing.
#[derive(Debug, sqlx::FromRow)]
pub struct WaitingBody {
    /// Its place in the order of arrival.
    pub n: i64,
    /// When it came.
    pub received_at: i64,
    /// The bytes as Meta signed them.
    pub body: Vec<u8>,
}

/// Stores a body.
///
/// # Errors
/// The database refuses.
pub async fn store_body(tx: &mut Tx, body: &[u8], at: Timestamp) -> Result<(), StoreError> {
    execute!(tx, "insert into webhook_bodies (received_at, body) values ($1, $2)", at.millis(), body)?;
    Ok(())
}

/// The oldest bodies that wait.
///
/// # Errors
/// The database refuses.
pub async fn waiting(conn: &mut Conn, limit: usize) -> Result<Vec<WaitingBody>, StoreError> {
    let mut sql = Sql::new("select n, received_at, body from webhook_bodies where processed_at is null order by n");
    sql.limit(limit);
    sql.all(conn).await
}

/// How many bodies wait, counted up to 100,000.
///
/// # Errors
/// The database refuses.
pub async fn backlog(conn: &mut Conn) -> Result<i64, StoreError> {
    Ok(fetch_one!(
        conn,
        (i64,),
        "select count(*) from (select 1 as one from webhook_bodies where processed_at is null limit 100000) as waiting",
    )?
    .0)
}

/// Notes that a body has been applied, with what could not be.
///
/// # Errors
/// The database refuses.
pub async fn processed(tx: &mut Tx, n: i64, problem: Option<&str>, at: Timestamp) -> Result<(), StoreError> {
    execute!(tx, "update webhook_bodies set processed_at = $2, problem = $3 where n = $1", n, at.millis(), problem)?;
    Ok(())
}

/// Notes that these bodies have been applied, and forgets what they said.
///
/// # Errors
/// The database refuses.
pub async fn processed_all(tx: &mut Tx, bodies: &[i64], at: Timestamp) -> Result<u64, StoreError> {
    dialect::execute_for_all(
        tx,
        "update webhook_bodies set processed_at = $2, body = x'' where n in (select value from json_each($1))",
        "update webhook_bodies set processed_at = $2, body = ''::bytea where n = any($1)",
        bodies,
        [at.millis()],
    )
    .await
}

/// Remembers an update; `false` when it was applied before.
///
/// # Errors
/// The database refuses.
pub async fn first_time(tx: &mut Tx, digest: &[u8], at: Timestamp) -> Result<bool, StoreError> {
    let inserted = execute!(
        tx,
        "insert into webhook_seen (digest, seen_at) values ($1, $2) on conflict do nothing",
        digest,
        at.millis(),
    )?;
    Ok(inserted == 1)
}

/// Counts a field that the hub does not use, with a sample of what it holds.
///
/// # Errors
/// The database refuses.
pub async fn count_field(tx: &mut Tx, field: &str, sample: &str, at: Timestamp) -> Result<(), StoreError> {
    execute!(
        tx,
        "insert into webhook_fields (field, seen, last_at, sample) values ($1, 1, $2, $3)
         on conflict (field) do update set seen = webhook_fields.seen + 1, last_at = excluded.last_at, sample = excluded.sample",
        field,
        at.millis(),
        sample,
    )?;
    Ok(())
}

/// The fields that were counted: name and how often.
///
/// # Errors
/// The database refuses.
pub async fn counted_fields(conn: &mut Conn) -> Result<Vec<(String, i64)>, StoreError> {
    fetch_all!(conn, (String, i64), "select field, seen from webhook_fields order by field")
}

/// Deletes bodies and digests that are older than they have to be kept.
///
/// # Errors
/// The database refuses.
pub async fn prune(tx: &mut Tx, bodies_before: Timestamp, digests_before: Timestamp) -> Result<u64, StoreError> {
    let bodies = execute!(
        tx,
        "delete from webhook_bodies where n in
           (select n from webhook_bodies where received_at < $1 and processed_at is not null order by n limit 2000)",
        bodies_before.millis(),
    )?;
    let digests = execute!(
        tx,
        "delete from webhook_seen where digest in (select digest from webhook_seen where seen_at < $1 limit 2000)",
        digests_before.millis(),
    )?;
    Ok(bodies + digests)
}

/// How many bodies are stored.
///
/// # Errors
/// The database refuses.
pub async fn stored(conn: &mut Conn) -> Result<i64, StoreError> {
    Ok(fetch_one!(conn, (i64,), "select count(*) from webhook_bodies")?.0)
}
