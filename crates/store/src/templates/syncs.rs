//! What the last sync of an account's templates came to.

use domain::Timestamp;
use domain::ids::WabaKey;

use crate::conn::{execute, fetch_one};
use crate::error::ensure_affected;
use crate::{Conn, StoreError, Tx};

/// What the last sync of an account's templates came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastSync {
    /// When; none before the first.
    pub at: Option<Timestamp>,
    /// What had changed, in words; may be empty.
    pub changed: String,
    /// Why the last try failed; none where it did not.
    pub error: Option<String>,
}

/// Notes a complete sync of an account's templates.
///
/// # Errors
/// The account is gone, or the database refuses.
pub async fn synced(tx: &mut Tx, waba: WabaKey, at: Timestamp, changed: &str) -> Result<(), StoreError> {
    let sql = "update wabas set templates_synced_at = $2, templates_changed = $3, templates_error = null where n = $1";
    ensure_affected("template sync of an account", 1, execute!(tx, sql, waba.0, at.millis(), changed)?)
}

/// Notes why the templates of an account could not be read.
///
/// # Errors
/// The account is gone, or the database refuses.
pub async fn sync_failed(tx: &mut Tx, waba: WabaKey, reason: &str) -> Result<(), StoreError> {
    let sql = "update wabas set templates_error = $2 where n = $1";
    ensure_affected("template sync of an account", 1, execute!(tx, sql, waba.0, reason)?)
}

/// What the last sync of an account's templates came to.
///
/// # Errors
/// The account is gone, or the database refuses.
pub async fn last_sync(conn: &mut Conn, waba: WabaKey) -> Result<LastSync, StoreError> {
    let sql = "select templates_synced_at, templates_changed, templates_error from wabas where n = $1";
    let (at, changed, error) = fetch_one!(conn, (Option<i64>, Option<String>, Option<String>), sql, waba.0)?;
    Ok(LastSync { at: at.map(Timestamp), changed: changed.unwrap_or_default(), error })
}
