//! What to answer when a row holds what the hub cannot have written.

use crate::StoreError;

/// Turns the error of a parse constructor into one that names the row.
pub(crate) fn inconsistent<E: std::fmt::Display>(table: &'static str, row: i64) -> impl FnOnce(E) -> StoreError {
    move |error| StoreError::Inconsistent { table, row, what: error.to_string() }
}

/// A column holds a value outside of its closed set.
pub(crate) fn not_a(table: &'static str, row: i64, kind: &str, value: &str) -> StoreError {
    StoreError::Inconsistent { table, row, what: format!("`{value}` is not a {kind}") }
}
