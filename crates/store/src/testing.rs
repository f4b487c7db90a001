//! Throw-away databases for tests: a file for SQLite, a database of its own on the PostgreSQL server that
//! `TEST_POSTGRES_URL` names.

mod dump;

use std::sync::atomic::{AtomicU32, Ordering};

use domain::event::Event;
use domain::ids::{ChannelKey, PartnerKey};
use domain::permission::{PaymentType, Permission};
use domain::time::Date;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection};

use crate::events::{EventRow, event_columns};
use crate::sql::Sql;
use crate::{EngineKind, Store, StoreError, Tx};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A migrated, empty database that goes away with this value.
pub struct TestStore {
    /// The database.
    pub store: Store,
    /// Its address, for a second process or store on the same data.
    pub url: String,
    _directory: Option<tempfile::TempDir>,
}

impl TestStore {
    /// A new database on this engine. Panics with a sentence when the engine cannot be had: a test that
    /// cannot run must not pass.
    #[expect(
        clippy::panic,
        clippy::expect_used,
        reason = "only tests call this; a database that cannot be had fails the test"
    )]
    pub async fn new(engine: EngineKind) -> Self {
        let (url, directory) = match engine {
            EngineKind::Sqlite => {
                let directory = tempfile::tempdir().expect("a temporary directory");
                (format!("sqlite:{}", directory.path().join("hub.sqlite").display()), Some(directory))
            }
            EngineKind::Postgres => {
                let Ok(server) = std::env::var("TEST_POSTGRES_URL") else {
                    panic!("set TEST_POSTGRES_URL, for example with scripts/dev/postgres.sh start")
                };
                let name = format!("hub_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
                let options: PgConnectOptions = server.parse().expect("TEST_POSTGRES_URL is an address");
                let mut admin = options.connect().await.expect("the server of TEST_POSTGRES_URL answers");
                // Process ids come round again: a database of this name belongs to a process that is gone.
                sqlx::query(AssertSqlSafe(format!("drop database if exists {name} with (force)")))
                    .execute(&mut admin)
                    .await
                    .expect("the name is free");
                sqlx::query(AssertSqlSafe(format!("create database {name}")))
                    .execute(&mut admin)
                    .await
                    .expect("a database for the test");
                admin.close().await.expect("the connection closes");
                let (base, _) = server.rsplit_once('/').expect("TEST_POSTGRES_URL names a database");
                (format!("{base}/{name}"), None)
            }
        };
        let store = Store::connect(&url).await.expect("the test database opens");
        store.migrate().await.expect("the test database migrates");
        Self { store, url, _directory: directory }
    }
}

/// Runs a statement beside the store, for what only an older version would have left behind.
#[expect(clippy::expect_used, reason = "only tests call this; a statement that cannot run fails the test")]
pub async fn execute(url: &str, sql: &'static str) {
    try_execute(url, sql).await.expect("the statement runs");
}

/// Runs a statement beside the store that the database may refuse.
///
/// # Errors
/// The database refuses.
#[expect(clippy::expect_used, reason = "only tests call this; a database that cannot be had fails the test")]
pub async fn try_execute(url: &str, sql: &'static str) -> Result<(), StoreError> {
    if url.starts_with("sqlite:") {
        let mut other = SqliteConnection::connect(url).await.expect("the test database opens");
        sqlx::query(sql).execute(&mut other).await?;
    } else {
        let mut other = PgConnection::connect(url).await.expect("the test database opens");
        sqlx::query(sql).execute(&mut other).await?;
    }
    Ok(())
}

/// Everything that has happened to a partner and its clients, oldest first, what channels have come to as well.
///
/// # Errors
/// The database refuses.
pub async fn feed(conn: &mut crate::Conn, partner: PartnerKey) -> Result<Vec<Event>, StoreError> {
    let mut sql = Sql::new(concat!("select ", event_columns!(), " from events e where "));
    sql.bind("e.partner_n = ?", [partner.0.into()]).push(" order by e.n");
    sql.all::<EventRow>(conn).await?.into_iter().map(Event::try_from).collect()
}

/// How many deliveries have a payload.
///
/// # Errors
/// The database refuses.
pub async fn kept_payloads(conn: &mut crate::Conn) -> Result<i64, StoreError> {
    Ok(crate::conn::fetch_one!(conn, (i64,), "select count(*) from deliveries where payload is not null")?.0)
}

/// Takes the partner's permission for a channel away or gives it back, and nothing else.
///
/// # Errors
/// The database refuses.
pub async fn set_permission(tx: &mut Tx, channel: ChannelKey, permission: Permission) -> Result<(), StoreError> {
    let sql = "update channels set permission = $2 where n = $1";
    crate::error::ensure_affected("a channel", 1, crate::conn::execute!(tx, sql, channel.0, permission.code())?)
}

/// Makes the client pay for a channel, or the partner, and nothing else.
///
/// # Errors
/// The database refuses.
pub async fn set_payment(tx: &mut Tx, channel: ChannelKey, payment: PaymentType) -> Result<(), StoreError> {
    let sql = "update channels set payment = $2 where n = $1";
    crate::error::ensure_affected("a channel", 1, crate::conn::execute!(tx, sql, channel.0, payment.code())?)
}

/// Ends a channel on this day, and nothing else.
///
/// # Errors
/// The database refuses.
pub async fn end(tx: &mut Tx, channel: ChannelKey, last_day: Date) -> Result<(), StoreError> {
    let sql = "update channels set ended = true, last_day = $2, state = 'ended' where n = $1";
    crate::error::ensure_affected("a channel", 1, crate::conn::execute!(tx, sql, channel.0, last_day.to_string())?)
}

/// Turns `async fn name(test: TestStore)` into one test per engine: `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($store:ident: TestStore) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports, reason = "a test may need nothing from its module")]
            use super::*;

            async fn run($store: $crate::testing::TestStore) $body

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run($crate::testing::TestStore::new($crate::EngineKind::Sqlite).await).await;
            }

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                run($crate::testing::TestStore::new($crate::EngineKind::Postgres).await).await;
            }
        }
    )+};
}
