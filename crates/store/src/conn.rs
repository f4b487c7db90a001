//! Connections to either engine, and the macros that run one SQL string on both.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};

use crate::changes::HeldBack;

/// A connection. Use it through the functions of this crate.
pub enum Conn {
    /// A reader of the pool.
    #[doc(hidden)]
    SqliteReader(PoolConnection<Sqlite>),
    /// The one writer.
    #[doc(hidden)]
    SqliteWriter(Box<SqliteConnection>),
    /// Any connection of the pool.
    #[doc(hidden)]
    PostgresReader(PoolConnection<Postgres>),
    /// A connection inside a transaction.
    #[doc(hidden)]
    PostgresTx(Transaction<'static, Postgres>),
}

pub(crate) enum Engine<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Conn {
    pub(crate) fn engine(&mut self) -> Engine<'_> {
        match self {
            Conn::SqliteReader(connection) => Engine::Sqlite(connection),
            Conn::SqliteWriter(connection) => Engine::Sqlite(connection),
            Conn::PostgresReader(connection) => Engine::Postgres(connection),
            Conn::PostgresTx(connection) => Engine::Postgres(connection),
        }
    }

    /// Closes the connection instead of giving it back to the pool.
    pub(crate) fn close_on_drop(&mut self) {
        match self {
            Conn::SqliteReader(connection) => connection.close_on_drop(),
            Conn::PostgresReader(connection) => connection.close_on_drop(),
            Conn::SqliteWriter(_) | Conn::PostgresTx(_) => {}
        }
    }
}

/// A connection inside a write transaction; functions that write ask for it.
pub struct Tx {
    conn: Conn,
    changes: bool,
    held_back: HeldBack,
}

impl Tx {
    pub(crate) fn new(conn: Conn) -> Self {
        Self { conn, changes: false, held_back: HeldBack::default() }
    }

    /// Remembers that open pages have to look again after the commit.
    pub(crate) fn mark_changes(&mut self) {
        self.changes = true;
    }

    /// What is written right before the end of the transaction.
    pub(crate) fn held_back(&mut self) -> &mut HeldBack {
        &mut self.held_back
    }

    pub(crate) fn has_changes(&self) -> bool {
        self.changes
    }

    pub(crate) fn take_changes(&mut self) -> bool {
        std::mem::take(&mut self.changes)
    }

    pub(crate) fn into_conn(self) -> Conn {
        self.conn
    }
}

impl Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

/// All rows of one SQL string as `Row`s: `fetch_all!(conn, Row, "… $1 …", argument, …)`.
macro_rules! fetch_all {
    ($conn:expr, $Row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $crate::conn::Conn::engine($conn) {
            $crate::conn::Engine::Sqlite(c) => sqlx::query_as::<_, $Row>($sql)$(.bind($arg))*.fetch_all(c).await,
            $crate::conn::Engine::Postgres(c) => sqlx::query_as::<_, $Row>($sql)$(.bind($arg))*.fetch_all(c).await,
        }.map_err($crate::StoreError::from)
    };
}

/// The row of one SQL string, if there is one.
macro_rules! fetch_optional {
    ($conn:expr, $Row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $crate::conn::Conn::engine($conn) {
            $crate::conn::Engine::Sqlite(c) => sqlx::query_as::<_, $Row>($sql)$(.bind($arg))*.fetch_optional(c).await,
            $crate::conn::Engine::Postgres(c) => sqlx::query_as::<_, $Row>($sql)$(.bind($arg))*.fetch_optional(c).await,
        }.map_err($crate::StoreError::from)
    };
}

/// The one row that one SQL string always answers.
macro_rules! fetch_one {
    ($conn:expr, $Row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $crate::conn::Conn::engine($conn) {
            $crate::conn::Engine::Sqlite(c) => sqlx::query_as::<_, $Row>($sql)$(.bind($arg))*.fetch_one(c).await,
            $crate::conn::Engine::Postgres(c) => sqlx::query_as::<_, $Row>($sql)$(.bind($arg))*.fetch_one(c).await,
        }.map_err($crate::StoreError::from)
    };
}

/// Runs one SQL string and answers how many rows it changed.
macro_rules! execute {
    ($conn:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $crate::conn::Conn::engine($conn) {
            $crate::conn::Engine::Sqlite(c) => sqlx::query($sql)$(.bind($arg))*.execute(c).await.map(|done| done.rows_affected()),
            $crate::conn::Engine::Postgres(c) => sqlx::query($sql)$(.bind($arg))*.execute(c).await.map(|done| done.rows_affected()),
        }.map_err($crate::StoreError::from)
    };
}

pub(crate) use {execute, fetch_all, fetch_one, fetch_optional};
