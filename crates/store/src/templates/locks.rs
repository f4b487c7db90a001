//! Names that Meta does not give again until a day.

use domain::Timestamp;
use domain::ids::WabaKey;

use crate::conn::{execute, fetch_optional};
use crate::{Conn, StoreError, Tx};

/// Locks a name until a moment; a later end stays.
///
/// # Errors
/// The database refuses.
pub async fn lock(tx: &mut Tx, waba: WabaKey, name: &str, until: Timestamp) -> Result<(), StoreError> {
    execute!(
        tx,
        "insert into template_locks (waba_n, name, until) values ($1, $2, $3)
         on conflict (waba_n, name) do update set until = excluded.until where template_locks.until < excluded.until",
        waba.0,
        name,
        until.millis(),
    )?;
    Ok(())
}

/// Until when a name is locked.
///
/// # Errors
/// The database refuses.
pub async fn until(
    conn: &mut Conn,
    waba: WabaKey,
    name: &str,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let sql = "select until from template_locks where waba_n = $1 and name = $2 and $3 < until";
    Ok(fetch_optional!(conn, (i64,), sql, waba.0, name, now.millis())?.map(|(until,)| Timestamp(until)))
}
