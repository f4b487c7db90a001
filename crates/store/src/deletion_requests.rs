//! What clients have asked Meta to delete.

use domain::Timestamp;
use domain::deletion::DeletionState;
use domain::ids::{UserKey, WabaKey};

use crate::conn::{execute, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::not_a;
use crate::sql::Sql;
use crate::{Conn, StoreError, Tx};

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletionRequest {
    /// How it stands.
    pub state: DeletionState,
    /// The name of who asked, as it was then.
    pub actor: String,
    /// When it was recorded.
    pub requested_at: Timestamp,
    /// When it was taken back or closed.
    pub settled_at: Option<Timestamp>,
}

/// Records a request. The account is held by the caller, so that there is one that waits.
///
/// # Errors
/// [`StoreError::Duplicate`] when one waits already.
pub async fn create(
    tx: &mut Tx,
    waba: WabaKey,
    (user, actor): (UserKey, &str),
    at: Timestamp,
) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "insert into deletion_requests (waba_n, state, user_n, actor, requested_at) values ($1, $2, $3, $4, $5)",
        waba.0,
        DeletionState::Waiting.code(),
        user.0,
        actor,
        at.millis(),
    )?;
    ensure_affected("record a request for deletion", 1, changed)
}

/// The newest request for an account.
///
/// # Errors
/// The database refuses.
pub async fn newest(conn: &mut Conn, waba: WabaKey) -> Result<Option<DeletionRequest>, StoreError> {
    let row = fetch_optional!(
        conn,
        (i64, String, String, i64, Option<i64>),
        "select n, state, actor, requested_at, settled_at from deletion_requests
         where waba_n = $1 order by n desc limit 1",
        waba.0,
    )?;
    let Some((n, state, actor, requested_at, settled_at)) = row else { return Ok(None) };
    Ok(Some(DeletionRequest {
        state: DeletionState::from_code(&state).ok_or_else(|| not_a("deletion_requests", n, "state", &state))?,
        actor,
        requested_at: Timestamp(requested_at),
        settled_at: settled_at.map(Timestamp),
    }))
}

/// The numbers that an account has, as people read them, at most `limit` of them.
///
/// # Errors
/// The database refuses.
pub async fn numbers(conn: &mut Conn, waba: WabaKey, limit: usize) -> Result<Vec<String>, StoreError> {
    let mut sql = Sql::new("select number from channels where ");
    sql.bind("waba_n = ?", [waba.0.into()]).push(" order by n").limit(limit);
    Ok(sql.all::<(String,)>(conn).await?.into_iter().map(|(number,)| number).collect())
}

/// Settles the request that waits; answers whether there was one.
///
/// # Errors
/// The database refuses.
pub async fn settle(tx: &mut Tx, waba: WabaKey, state: DeletionState, at: Timestamp) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update deletion_requests set state = $2, settled_at = $3 where waba_n = $1 and state = 'waiting'",
        waba.0,
        state.code(),
        at.millis(),
    )?;
    Ok(0 < changed)
}
