//! Work that one process does for all of them: whoever holds the lease.

use domain::Timestamp;

use crate::conn::execute;
use crate::{StoreError, Tx};

/// Takes or prolongs a lease; `false` while another holder has it.
///
/// # Errors
/// The database refuses.
pub async fn take(tx: &mut Tx, name: &str, holder: &str, now: Timestamp, until: Timestamp) -> Result<bool, StoreError> {
    let taken = execute!(
        tx,
        "insert into leases (name, holder, until) values ($1, $2, $4)
         on conflict (name) do update set holder = excluded.holder, until = excluded.until
           where leases.holder = excluded.holder or leases.until < $3",
        name,
        holder,
        now.millis(),
        until.millis(),
    )?;
    Ok(taken == 1)
}

/// Gives a lease back.
///
/// # Errors
/// The database refuses.
pub async fn release(tx: &mut Tx, name: &str, holder: &str) -> Result<(), StoreError> {
    execute!(tx, "delete from leases where name = $1 and holder = $2", name, holder)?;
    Ok(())
}
