//! What really differs between the engines.

use std::time::{Duration, Instant};

use domain::account::Organisation;
use domain::ids::ChannelId;

use crate::conn::{Conn, Engine, execute};
use crate::{StoreError, Tx};

/// How many virtual machine instructions of SQLite pass between two looks at the clock.
const PROGRESS_EVERY: i32 = 5_000;

/// A connection whose statements are stopped after a while: they then fail with [`StoreError::TooSlow`]. Given up
/// half-way, as happens when a browser goes away, it takes the connection with it, so that the limit never reaches
/// whoever would get the connection next.
pub(crate) struct TimeLimit<'c> {
    conn: &'c mut Conn,
    lifted: bool,
}

impl<'c> TimeLimit<'c> {
    /// Stops statements from `limit` from now on.
    pub(crate) async fn set(conn: &'c mut Conn, limit: Duration) -> Result<Self, StoreError> {
        let set = Self { conn, lifted: false };
        if let Engine::Sqlite(connection) = set.conn.engine() {
            let until = Instant::now() + limit;
            connection.lock_handle().await?.set_progress_handler(PROGRESS_EVERY, move || Instant::now() < until);
        } else {
            execute!(set.conn, "select set_config('statement_timeout', $1, false)", limit.as_millis().to_string())?;
        }
        Ok(set)
    }

    /// The connection.
    pub(crate) fn conn(&mut self) -> &mut Conn {
        self.conn
    }

    /// Takes the limit away again.
    pub(crate) async fn lift(mut self) -> Result<(), StoreError> {
        if let Engine::Sqlite(connection) = self.conn.engine() {
            connection.lock_handle().await?.remove_progress_handler();
        } else {
            execute!(self.conn, "select set_config('statement_timeout', '0', false)")?;
        }
        self.lifted = true;
        Ok(())
    }
}

impl Drop for TimeLimit<'_> {
    fn drop(&mut self) {
        if !self.lifted {
            self.conn.close_on_drop();
        }
    }
}

/// Runs a statement for a list of row numbers (`$1`) and some more numbers (`$2`, …). A list is bound as JSON on
/// SQLite and as an array on PostgreSQL, so both spellings are given.
pub(crate) async fn execute_for_all<const N: usize>(
    conn: &mut Conn,
    sqlite: &'static str,
    postgres: &'static str,
    rows: &[i64],
    arguments: [i64; N],
) -> Result<u64, StoreError> {
    match conn.engine() {
        Engine::Sqlite(connection) => {
            let list = serde_json::to_string(rows).unwrap_or_else(|_| "[]".to_owned());
            let query = arguments.into_iter().fold(sqlx::query(sqlite).bind(list), sqlx::query::Query::bind);
            Ok(query.execute(connection).await?.rows_affected())
        }
        Engine::Postgres(connection) => {
            let query = arguments.into_iter().fold(sqlx::query(postgres).bind(rows), sqlx::query::Query::bind);
            Ok(query.execute(connection).await?.rows_affected())
        }
    }
}

/// Keeps others from changing a channel of the organisation until the end of the transaction. On SQLite nobody else
/// writes meanwhile anyway. Rows that refer to the channel can still be written.
pub(crate) async fn hold_channel(tx: &mut Tx, organisation: Organisation, id: &ChannelId) -> Result<(), StoreError> {
    if let Engine::Postgres(connection) = tx.engine() {
        let sql = "select n from channels where id = $1 and partner_n = $2 and ($3 = 0 or client_n = $3)
             for no key update";
        sqlx::query(sql)
            .bind(id.as_str())
            .bind(organisation.partner().0)
            .bind(organisation.client().map_or(0, |client| client.0))
            .fetch_optional(connection)
            .await?;
    }
    Ok(())
}

/// Keeps others from changing a row until the end of the transaction: `sql` selects the row `$1` `for no key update`. On
/// SQLite nobody else writes meanwhile anyway.
pub(crate) async fn hold_row(tx: &mut Tx, sql: &'static str, n: i64) -> Result<(), StoreError> {
    if let Engine::Postgres(connection) = tx.engine() {
        sqlx::query(sql).bind(n).fetch_optional(connection).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use crate::conn::fetch_one;

    const SHORT: Duration = Duration::from_millis(40);
    /// Runs until it is stopped.
    const ENDLESS: &str =
        "with recursive c (n) as (select 1 union all select n % 1000 + 1 from c) select count(*) from c";
    /// Takes longer than [`SHORT`].
    const LONG: &str = "with recursive c (n) as (select 1 union all select n + 1 from c where n < 600000)
         select cast(max(n) as bigint) from c";

    async fn ask(conn: &mut Conn, sql: &'static str) -> Result<i64, StoreError> {
        fetch_one!(conn, (i64,), sql).map(|(n,)| n)
    }

    /// All connections that the pool has, so that the one that was given up would be among them.
    async fn all_readers(store: &Store) -> Vec<Conn> {
        let count = if store.engine() == crate::EngineKind::Sqlite { 1 } else { 7 };
        let mut conns = Vec::new();
        for _ in 0..count {
            conns.push(store.read().await.unwrap());
        }
        conns
    }

    crate::on_both_engines! {
        async fn what_runs_too_long_is_stopped_and_the_connection_goes_on(test: TestStore) {
            let mut conn = test.store.read().await.unwrap();
            let mut limited = TimeLimit::set(&mut conn, SHORT).await.unwrap();
            assert!(matches!(ask(limited.conn(), ENDLESS).await, Err(StoreError::TooSlow)));
            limited.lift().await.unwrap();
            assert_eq!(ask(&mut conn, LONG).await.unwrap(), 600_000);
        }

        async fn a_limit_that_was_given_up_reaches_nobody_else(test: TestStore) {
            let store = Store::connect_with(&test.url, 1).await.unwrap();
            let mut conn = store.read().await.unwrap();
            let mut limited = TimeLimit::set(&mut conn, SHORT).await.unwrap();
            let mut endless = Box::pin(ask(limited.conn(), ENDLESS));
            assert!(futures::poll!(&mut endless).is_pending());
            drop(endless);
            drop(limited);
            drop(conn);
            for mut conn in all_readers(&store).await {
                assert_eq!(ask(&mut conn, LONG).await.unwrap(), 600_000);
            }
        }
    }
}
