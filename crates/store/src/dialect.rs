//! What really differs between the engines.

use std::time::{Duration, Instant};

use crate::StoreError;
use crate::conn::{Conn, Engine, execute};

/// How many virtual machine instructions of SQLite pass between two looks at the clock.
const PROGRESS_EVERY: i32 = 5_000;

/// Stops the statements of this connection after `limit`, until [`unlimit`]. They then fail with
/// [`StoreError::TooSlow`].
pub(crate) async fn limit_time(conn: &mut Conn, limit: Duration) -> Result<(), StoreError> {
    if let Engine::Sqlite(connection) = conn.engine() {
        let until = Instant::now() + limit;
        connection.lock_handle().await?.set_progress_handler(PROGRESS_EVERY, move || Instant::now() < until);
        return Ok(());
    }
    execute!(conn, "select set_config('statement_timeout', $1, false)", limit.as_millis().to_string())?;
    Ok(())
}

/// Takes the limit away again.
pub(crate) async fn unlimit(conn: &mut Conn) -> Result<(), StoreError> {
    if let Engine::Sqlite(connection) = conn.engine() {
        connection.lock_handle().await?.remove_progress_handler();
        return Ok(());
    }
    execute!(conn, "select set_config('statement_timeout', '0', false)")?;
    Ok(())
}

/// Runs a statement for a list of row numbers (`$1`) and one more number (`$2`). A list is bound as JSON on
/// SQLite and as an array on PostgreSQL, so both spellings are given.
pub(crate) async fn execute_for_all(
    conn: &mut Conn,
    sqlite: &'static str,
    postgres: &'static str,
    rows: &[i64],
    argument: i64,
) -> Result<u64, StoreError> {
    match conn.engine() {
        Engine::Sqlite(connection) => {
            let list = serde_json::to_string(rows).unwrap_or_else(|_| "[]".to_owned());
            Ok(sqlx::query(sqlite).bind(list).bind(argument).execute(connection).await?.rows_affected())
        }
        Engine::Postgres(connection) => {
            Ok(sqlx::query(postgres).bind(rows).bind(argument).execute(connection).await?.rows_affected())
        }
    }
}
