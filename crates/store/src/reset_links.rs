//! Links by which a person sets a new password. Only the hash of the link's token is kept.

use domain::Timestamp;
use domain::email::Email;
use domain::ids::UserKey;

use crate::conn::{execute, fetch_optional};
use crate::error::ensure_affected;
use crate::sessions::TokenHash;
use crate::{Conn, StoreError, Tx};

/// Makes a link for a person.
///
/// # Errors
/// The database refuses.
pub async fn create(
    tx: &mut Tx,
    token: &TokenHash,
    user: UserKey,
    at: Timestamp,
    ends_at: Timestamp,
) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "insert into reset_links (token_hash, user_n, created_at, ends_at) values ($1, $2, $3, $4)",
        token.as_slice(),
        user.0,
        at.millis(),
        ends_at.millis(),
    )?;
    ensure_affected("make a reset link", 1, changed)
}

/// Makes a link for whoever has this address: the same statement whether somebody has it or not, so that the
/// time it takes does not tell.
///
/// # Errors
/// The database refuses.
pub async fn create_for_address(
    tx: &mut Tx,
    token: &TokenHash,
    email: &Email,
    at: Timestamp,
    ends_at: Timestamp,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "insert into reset_links (token_hash, user_n, created_at, ends_at)
         select $1, n, $3, $4 from users where email = $2",
        token.as_slice(),
        email.as_str(),
        at.millis(),
        ends_at.millis(),
    )?;
    Ok(())
}

/// Whose link this is, while it can be used.
///
/// # Errors
/// The database refuses.
pub async fn find(conn: &mut Conn, token: &TokenHash, now: Timestamp) -> Result<Option<UserKey>, StoreError> {
    let found = fetch_optional!(
        conn,
        (i64,),
        "select user_n from reset_links where token_hash = $1 and used_at is null and $2 < ends_at",
        token.as_slice(),
        now.millis(),
    )?;
    Ok(found.map(|(user,)| UserKey(user)))
}

/// Uses the link, once. Answers whether it could still be used.
///
/// # Errors
/// The database refuses.
pub async fn take(tx: &mut Tx, token: &TokenHash, now: Timestamp) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update reset_links set used_at = $2 where token_hash = $1 and used_at is null and $2 < ends_at",
        token.as_slice(),
        now.millis(),
    )?;
    Ok(changed == 1)
}

/// Makes every open link of the person useless.
///
/// # Errors
/// The database refuses.
pub async fn void_all(tx: &mut Tx, user: UserKey, now: Timestamp) -> Result<(), StoreError> {
    execute!(tx, "update reset_links set used_at = $2 where user_n = $1 and used_at is null", user.0, now.millis())?;
    Ok(())
}

/// Deletes the rows of links that ended before.
///
/// # Errors
/// The database refuses.
pub async fn delete_ended(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, "delete from reset_links where ends_at < $1", before.millis())
}
