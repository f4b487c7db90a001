//! What can go wrong in storage.

/// An error of the storage.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address names neither engine.
    #[error("a database address begins with `sqlite:` or `postgres:`")]
    Address,
    /// The database or its driver refused.
    #[error("the database refused: {0}")]
    Driver(#[source] sqlx::Error),
    /// A unique constraint: such a row exists already.
    #[error("such a row exists already")]
    Duplicate,
    /// The statement ran longer than it may.
    #[error("the statement was stopped because it took too long")]
    TooSlow,
    /// A migration failed.
    #[error("the schema could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A row holds what the hub cannot have written.
    #[error("row {row} of {table} is inconsistent: {what}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// Its row number.
        row: i64,
        /// What is wrong.
        what: String,
    },
    /// A write touched another number of rows than it must.
    #[error("{what}: {expected} row(s) expected, {actual} changed")]
    RowsAffected {
        /// What was written.
        what: &'static str,
        /// How many rows it must change.
        expected: u64,
        /// How many it changed.
        actual: u64,
    },
    /// The writer has stopped, or the work inside a transaction panicked.
    #[error("the transaction was given up: {0}")]
    GivenUp(&'static str),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(database) = &error {
            if database.is_unique_violation() {
                return Self::Duplicate;
            }
            // SQLite: interrupted (result code 9); PostgreSQL: query_canceled.
            if matches!(database.code().as_deref(), Some("9" | "57014")) {
                return Self::TooSlow;
            }
        }
        Self::Driver(error)
    }
}

/// Refuses a write that changed another number of rows than it must.
pub(crate) fn ensure_affected(what: &'static str, expected: u64, actual: u64) -> Result<(), StoreError> {
    if expected == actual { Ok(()) } else { Err(StoreError::RowsAffected { what, expected, actual }) }
}
