//! Storage on SQLite and PostgreSQL: the only place that knows SQL.
//!
//! Reads take a [`Conn`] from [`Store::read`]; writes run inside [`Store::write`], which hands a [`Tx`] to a
//! closure and answers after the commit. On SQLite all writers queue for one connection and share commits.

pub mod api_keys;
pub mod attempts;
pub mod audit;
pub mod changes;
pub mod channel_webhooks;
pub mod channels;
pub mod charges;
pub mod clients;
mod conn;
pub mod deletion_requests;
pub mod deliveries;
mod dialect;
pub mod documents;
mod error;
pub mod events;
pub mod invitations;
pub mod leases;
pub mod ledger;
pub mod link_secrets;
pub mod mails;
pub mod memberships;
pub mod message_statuses;
pub mod messaging;
pub mod notifications;
pub mod onboardings;
pub mod partner_logos;
pub mod partner_webhooks;
pub mod partners;
pub mod payments;
pub mod permission_changes;
pub mod permission_requests;
pub mod profile_drafts;
pub mod rates;
pub mod recovery_codes;
pub mod redirect_addresses;
pub mod refunds;
pub mod registrations;
pub mod reset_links;
mod rows;
pub mod sessions;
mod sql;
pub mod subscription_changes;
pub mod templates;
#[cfg(feature = "testing")]
pub mod testing;
pub mod users;
pub mod wabas;
pub mod webhooks;
mod writer;

pub use conn::{Conn, Tx};
pub use error::StoreError;

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use tokio::sync::watch;

/// A database, shared by cloning.
#[derive(Clone)]
pub struct Store {
    pools: Pools,
    wake: Arc<watch::Sender<u64>>,
}

#[derive(Clone)]
enum Pools {
    Sqlite { readers: SqlitePool, writer: writer::Writer },
    Postgres(PgPool),
}

/// Which engine a database runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineKind {
    /// The embedded file.
    Sqlite,
    /// A server.
    Postgres,
}

/// The channel on which PostgreSQL tells every process that something changed.
const WAKE_CHANNEL: &str = "partner_hub_changes";

impl Store {
    /// Opens `sqlite:path` (created where it is missing) or `postgres://…`. Does not migrate.
    ///
    /// # Errors
    /// A malformed address, an unreadable file, a server that does not answer.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        Self::connect_with(url, 4).await
    }

    /// As [`Store::connect`], with the number of connections that read at the same time.
    ///
    /// # Errors
    /// As [`Store::connect`].
    pub async fn connect_with(url: &str, readers: u32) -> Result<Self, StoreError> {
        let wake = Arc::new(watch::Sender::new(0));
        let pools = if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            // A plan for all tenants at once is wrong for most: beside a partner with a million channels, the list of one
            // with a thousand was looked for in the wrong index.
            let options = PgConnectOptions::from_str(url)?
                .options([("plan_cache_mode", "force_custom_plan")])
                .log_statements(tracing::log::LevelFilter::Trace);
            let pool = PgPoolOptions::new()
                .max_connections(readers.max(8))
                .acquire_timeout(Duration::from_secs(10))
                .test_before_acquire(false)
                .connect_with(options)
                .await?;
            tokio::spawn(listen(pool.clone(), wake.clone()));
            Pools::Postgres(pool)
        } else if url.starts_with("sqlite:") {
            let options = sqlite_options(url)?;
            // The writer comes first: it creates the file and switches it to write-ahead logging.
            let writer = writer::Writer::start(options.clone().connect().await?, wake.clone());
            let pool = SqlitePoolOptions::new()
                .max_connections(readers)
                .acquire_timeout(Duration::from_secs(10))
                .test_before_acquire(false)
                .connect_with(options.read_only(true).create_if_missing(false))
                .await?;
            Pools::Sqlite { readers: pool, writer }
        } else {
            return Err(StoreError::Address);
        };
        Ok(Self { pools, wake })
    }

    /// Brings the schema up to date. Safe to run from several processes at once.
    ///
    /// # Errors
    /// A migration that fails, or a database that a newer version has migrated.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match &self.pools {
            Pools::Sqlite { readers, .. } => {
                let options = readers.connect_options().as_ref().clone();
                let mut connection = options.read_only(false).create_if_missing(true).connect().await?;
                sqlx::migrate!("migrations/sqlite").run(&mut connection).await?;
                connection.close().await?;
            }
            Pools::Postgres(pool) => sqlx::migrate!("migrations/postgres").run(pool).await?,
        }
        Ok(())
    }

    /// Whether every migration has been applied.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn is_current(&self) -> Result<bool, StoreError> {
        let wanted = match self.engine() {
            EngineKind::Sqlite => sqlx::migrate!("migrations/sqlite").iter().count(),
            EngineKind::Postgres => sqlx::migrate!("migrations/postgres").iter().count(),
        };
        let mut conn = self.read().await?;
        match conn::fetch_one!(&mut conn, (i64,), "select count(*) from _sqlx_migrations where success") {
            Ok((applied,)) => Ok(usize::try_from(applied).is_ok_and(|applied| wanted <= applied)),
            Err(StoreError::Driver(sqlx::Error::Database(_))) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// Which engine this is.
    pub fn engine(&self) -> EngineKind {
        match self.pools {
            Pools::Sqlite { .. } => EngineKind::Sqlite,
            Pools::Postgres(_) => EngineKind::Postgres,
        }
    }

    /// A connection to read from.
    ///
    /// # Errors
    /// None was free within ten seconds, or the server does not answer.
    pub async fn read(&self) -> Result<Conn, StoreError> {
        Ok(match &self.pools {
            Pools::Sqlite { readers, .. } => Conn::SqliteReader(readers.acquire().await?),
            Pools::Postgres(pool) => Conn::PostgresReader(pool.acquire().await?),
        })
    }

    /// Runs `work` in one transaction and answers after the commit: durable when it returns `Ok`.
    /// An `Err` from `work` rolls everything back.
    ///
    /// # Errors
    /// Whatever `work` answers, or a failed commit.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Tx) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    {
        match &self.pools {
            Pools::Sqlite { writer, .. } => writer.run(work).await,
            Pools::Postgres(pool) => {
                let begun = pool.begin().await.map_err(|error| E::from(error.into()))?;
                let mut tx = Tx::new(Conn::PostgresTx(begun));
                let answer = work(&mut tx).await?;
                changes::write_held_back(&mut tx).await?;
                if let Conn::PostgresTx(begun) = tx.into_conn() {
                    begun.commit().await.map_err(|error| E::from(error.into()))?;
                }
                Ok(answer)
            }
        }
    }

    /// Ticks after every commit that recorded something for open pages, in this process or another one.
    pub fn wakeups(&self) -> watch::Receiver<u64> {
        self.wake.subscribe()
    }

    /// Waits for running transactions and closes all connections.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { readers, writer } => {
                readers.close().await;
                writer.stop().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

fn sqlite_options(url: &str) -> Result<SqliteConnectOptions, StoreError> {
    Ok(SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("cache_size", "-4000")
        // Pages that are mapped count as memory of the process, for each connection anew.
        .pragma("mmap_size", "0")
        .pragma("temp_store", "memory")
        .statement_cache_capacity(256)
        // A page of notifications and one row more fit without a stop.
        .row_buffer_size(64)
        .log_statements(tracing::log::LevelFilter::Trace))
}

/// Turns PostgreSQL's notifications into wake-ups. The listener reconnects by itself. Whatever came before it listens
/// is heard by nobody, so one wake-up makes every reader look again once it does.
async fn listen(pool: PgPool, wake: Arc<watch::Sender<u64>>) {
    while !pool.is_closed() {
        let heard = async {
            let mut listener = PgListener::connect_with(&pool).await?;
            listener.listen(WAKE_CHANNEL).await?;
            wake.send_modify(|tick| *tick += 1);
            while !pool.is_closed() {
                listener.try_recv().await?;
                wake.send_modify(|tick| *tick += 1);
            }
            Ok::<(), sqlx::Error>(())
        };
        if let Err(error) = heard.await
            && !pool.is_closed()
        {
            tracing::warn!(%error, "Lost the connection that listens for changes; connecting again");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}
