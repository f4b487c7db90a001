//! Queries whose conditions depend on what was asked: fixed fragments, bound values.

use sqlx::{AssertSqlSafe, FromRow, postgres::PgRow, sqlite::SqliteRow};

use crate::StoreError;
use crate::conn::{Conn, Engine};

/// A value that is bound.
#[derive(Clone, Debug)]
pub(crate) enum Arg {
    Int(i64),
    Text(String),
    Bool(bool),
}

impl From<i64> for Arg {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Arg {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<bool> for Arg {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

/// SQL that grows by fixed fragments. Only `&'static str` and the number of a limit can be added to the text, so
/// nothing that comes from outside can become SQL; values go in as `?` and are numbered and bound.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sql {
    text: String,
    args: Vec<Arg>,
}

impl Sql {
    pub(crate) fn new(text: &'static str) -> Self {
        Self { text: text.to_owned(), args: Vec::new() }
    }

    /// Adds a fragment without values.
    pub(crate) fn push(&mut self, fragment: &'static str) -> &mut Self {
        self.text.push_str(fragment);
        self
    }

    /// Adds a fragment in which each `?` stands for the next of `args`.
    pub(crate) fn bind<const N: usize>(&mut self, fragment: &'static str, args: [Arg; N]) -> &mut Self {
        let mut pieces = fragment.split('?');
        self.text.push_str(pieces.next().unwrap_or_default());
        for (piece, arg) in pieces.zip(args) {
            self.args.push(arg);
            self.text.push('$');
            self.text.push_str(&self.args.len().to_string());
            self.text.push_str(piece);
        }
        self
    }

    /// Adds how many rows there may be, in the text itself: SQLite looks at a bound limit while it plans, and so plans
    /// the statement anew whenever one is bound. A number is safe in the text; use few different ones, since each
    /// makes a statement of its own.
    pub(crate) fn limit(&mut self, rows: usize) -> &mut Self {
        self.text.push_str(" limit ");
        self.text.push_str(&rows.to_string());
        self
    }

    /// All rows.
    pub(crate) async fn all<Row>(self, conn: &mut Conn) -> Result<Vec<Row>, StoreError>
    where
        Row: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
    {
        // Safe: the text holds nothing but the fixed fragments of this crate and numbers, see the type's own note.
        let text = AssertSqlSafe(self.text);
        let rows = match conn.engine() {
            Engine::Sqlite(c) => {
                let mut query = sqlx::query_as(text);
                for arg in self.args {
                    query = match arg {
                        Arg::Int(value) => query.bind(value),
                        Arg::Text(value) => query.bind(value),
                        Arg::Bool(value) => query.bind(value),
                    };
                }
                query.fetch_all(c).await
            }
            Engine::Postgres(c) => {
                let mut query = sqlx::query_as(text);
                for arg in self.args {
                    query = match arg {
                        Arg::Int(value) => query.bind(value),
                        Arg::Text(value) => query.bind(value),
                        Arg::Bool(value) => query.bind(value),
                    };
                }
                query.fetch_all(c).await
            }
        };
        rows.map_err(StoreError::from)
    }
}
