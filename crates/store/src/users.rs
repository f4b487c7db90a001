//! People. A person is one row, whatever organisations it belongs to.

use domain::Timestamp;
use domain::account::{ListView, Theme};
use domain::email::Email;
use domain::ids::{UserId, UserKey};
use domain::text::Name;

use crate::conn::{execute, fetch_one, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::inconsistent;
use crate::{Conn, StoreError, Tx};

/// A person.
#[derive(Clone, PartialEq, Eq)]
pub struct UserRow {
    /// The row number.
    pub key: UserKey,
    /// The public name.
    pub id: UserId,
    /// Where to write to, and how the person signs in.
    pub email: Email,
    /// What the person is called.
    pub name: String,
    /// The password's hash (PHC string); none until the person has set one.
    pub password_hash: Option<String>,
    /// The encrypted secret of the one-time passwords; in use once `totp_since` is set.
    pub totp_secret: Option<Vec<u8>>,
    /// Since when signing in asks for a one-time password.
    pub totp_since: Option<Timestamp>,
    /// The time step of the last one-time password that was taken (RFC 6238, 5.2: each one once).
    pub totp_last_step: Option<i64>,
    /// Since when.
    pub created_at: Timestamp,
}

/// A person that is about to be added.
#[derive(Clone)]
pub struct NewUser {
    /// The public name.
    pub id: UserId,
    /// Where to write to.
    pub email: Email,
    /// What the person is called.
    pub name: Name,
    /// The password's hash, where one is set.
    pub password_hash: Option<String>,
    /// When.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Found {
    n: i64,
    id: String,
    email: String,
    name: String,
    password_hash: Option<String>,
    totp_secret: Option<Vec<u8>>,
    totp_since: Option<i64>,
    totp_last_step: Option<i64>,
    created_at: i64,
}

impl TryFrom<Found> for UserRow {
    type Error = StoreError;

    fn try_from(found: Found) -> Result<Self, StoreError> {
        Ok(Self {
            key: UserKey(found.n),
            id: UserId::parse(&found.id).map_err(inconsistent("users", found.n))?,
            email: Email::parse(&found.email).map_err(inconsistent("users", found.n))?,
            name: found.name,
            password_hash: found.password_hash,
            totp_secret: found.totp_secret,
            totp_since: found.totp_since.map(Timestamp),
            totp_last_step: found.totp_last_step,
            created_at: Timestamp(found.created_at),
        })
    }
}

/// Adds a person.
///
/// # Errors
/// [`StoreError::Duplicate`] when the address is taken.
pub async fn create(tx: &mut Tx, new: &NewUser) -> Result<UserKey, StoreError> {
    let (n,): (i64,) = fetch_one!(
        tx,
        (i64,),
        "insert into users (id, email, name, password_hash, created_at) values ($1, $2, $3, $4, $5) returning n",
        new.id.as_str(),
        new.email.as_str(),
        new.name.as_str(),
        new.password_hash.as_deref(),
        new.at.millis(),
    )?;
    Ok(UserKey(n))
}

/// The person with this address.
///
/// # Errors
/// The database refuses.
pub async fn find_by_email(conn: &mut Conn, email: &Email) -> Result<Option<UserRow>, StoreError> {
    fetch_optional!(
        conn,
        Found,
        "select n, id, email, name, password_hash, totp_secret, totp_since, totp_last_step, created_at
         from users where email = $1",
        email.as_str(),
    )?
    .map(UserRow::try_from)
    .transpose()
}

/// The person with this row number.
///
/// # Errors
/// The database refuses.
pub async fn get(conn: &mut Conn, user: UserKey) -> Result<Option<UserRow>, StoreError> {
    fetch_optional!(
        conn,
        Found,
        "select n, id, email, name, password_hash, totp_secret, totp_since, totp_last_step, created_at
         from users where n = $1",
        user.0,
    )?
    .map(UserRow::try_from)
    .transpose()
}

/// Sets the hash of a new password.
///
/// # Errors
/// There is no such person.
pub async fn set_password(tx: &mut Tx, user: UserKey, hash: &str) -> Result<(), StoreError> {
    let changed = execute!(tx, "update users set password_hash = $2 where n = $1", user.0, hash)?;
    ensure_affected("set a password", 1, changed)
}

/// Changes the person's name.
///
/// # Errors
/// There is no such person.
pub async fn rename(tx: &mut Tx, user: UserKey, name: &Name) -> Result<(), StoreError> {
    let changed = execute!(tx, "update users set name = $2 where n = $1", user.0, name.as_str())?;
    ensure_affected("rename a person", 1, changed)
}

/// Remembers how the person wants lists drawn.
///
/// # Errors
/// There is no such person.
pub async fn set_list_view(tx: &mut Tx, user: UserKey, view: ListView) -> Result<(), StoreError> {
    let changed = execute!(tx, "update users set list_view = $2 where n = $1", user.0, view.code())?;
    ensure_affected("set a list view", 1, changed)
}

/// Remembers which colours the person wants.
///
/// # Errors
/// There is no such person.
pub async fn set_theme(tx: &mut Tx, user: UserKey, theme: Theme) -> Result<(), StoreError> {
    let changed = execute!(tx, "update users set theme = $2 where n = $1", user.0, theme.code())?;
    ensure_affected("set a theme", 1, changed)
}

/// Keeps an encrypted secret that the person has not yet proven to have in an app. Answers whether it was
/// kept: one that is in use is not replaced.
///
/// # Errors
/// The database refuses.
pub async fn begin_totp(tx: &mut Tx, user: UserKey, sealed_secret: &[u8]) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update users set totp_secret = $2, totp_last_step = null where n = $1 and totp_since is null",
        user.0,
        sealed_secret,
    )?;
    Ok(changed == 1)
}

/// Begins to ask for one-time passwords at sign-in; `step` is the one that proved the secret. Answers whether
/// it began: the secret must still be `sealed_secret` and not be in use.
///
/// # Errors
/// The database refuses.
pub async fn confirm_totp(
    tx: &mut Tx,
    user: UserKey,
    sealed_secret: &[u8],
    step: i64,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update users set totp_since = $3, totp_last_step = $4
         where n = $1 and totp_secret = $2 and totp_since is null",
        user.0,
        sealed_secret,
        at.millis(),
        step,
    )?;
    Ok(changed == 1)
}

/// Takes the one-time password of this time step, once: `false` when it or a later one was taken before.
///
/// # Errors
/// The database refuses.
pub async fn take_totp_step(tx: &mut Tx, user: UserKey, step: i64) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update users set totp_last_step = $2
         where n = $1 and totp_since is not null and (totp_last_step is null or totp_last_step < $2)",
        user.0,
        step,
    )?;
    Ok(changed == 1)
}

/// Stops asking for one-time passwords.
///
/// # Errors
/// There is no such person.
pub async fn clear_totp(tx: &mut Tx, user: UserKey) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "update users set totp_secret = null, totp_since = null, totp_last_step = null where n = $1",
        user.0
    )?;
    ensure_affected("clear one-time passwords", 1, changed)
}
