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
