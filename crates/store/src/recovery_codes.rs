//! Codes that stand in for a lost authenticator app, each once. Only their hashes are kept.

use domain::Timestamp;
use domain::ids::UserKey;

use crate::conn::{execute, fetch_one};
use crate::error::ensure_affected;
use crate::{Conn, StoreError, Tx};

/// Replaces every code of the person.
///
/// # Errors
/// The database refuses.
pub async fn replace(tx: &mut Tx, user: UserKey, hashes: &[[u8; 32]]) -> Result<(), StoreError> {
    delete_all(tx, user).await?;
    for hash in hashes {
        let changed =
            execute!(tx, "insert into recovery_codes (user_n, code_hash) values ($1, $2)", user.0, hash.as_slice())?;
        ensure_affected("keep a recovery code", 1, changed)?;
    }
    Ok(())
}

/// Uses a code, once. Answers whether it was one that could be used.
///
/// # Errors
/// The database refuses.
pub async fn take(tx: &mut Tx, user: UserKey, hash: &[u8; 32], at: Timestamp) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update recovery_codes set used_at = $3 where user_n = $1 and code_hash = $2 and used_at is null",
        user.0,
        hash.as_slice(),
        at.millis(),
    )?;
    Ok(changed == 1)
}

/// How many codes the person has left.
///
/// # Errors
/// The database refuses.
pub async fn left(conn: &mut Conn, user: UserKey) -> Result<i64, StoreError> {
    let (left,) =
        fetch_one!(conn, (i64,), "select count(*) from recovery_codes where user_n = $1 and used_at is null", user.0)?;
    Ok(left)
}

/// Deletes every code of the person.
///
/// # Errors
/// The database refuses.
pub async fn delete_all(tx: &mut Tx, user: UserKey) -> Result<(), StoreError> {
    execute!(tx, "delete from recovery_codes where user_n = $1", user.0)?;
    Ok(())
}
