//! Signed-in browsers. A browser holds a random token; the database holds its hash.

mod signed_in;

pub use signed_in::{SignedInRow, authenticate};

use domain::Timestamp;
use domain::ids::{SessionId, UserKey};

use crate::conn::{execute, fetch_all, fetch_optional};
use crate::error::ensure_affected;
use crate::memberships::MembershipKey;
use crate::rows::{inconsistent, not_a};
use crate::{Conn, StoreError, Tx};

/// SHA-256 of a random token.
pub type TokenHash = [u8; 32];

/// How far signing in has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; a one-time password is still missing. Opens nothing else.
    Code,
    /// Signed in.
    Full,
}

impl Stage {
    const fn code(self) -> &'static str {
        match self {
            Stage::Code => "code",
            Stage::Full => "full",
        }
    }
}

/// A session that is about to begin.
#[derive(Clone)]
pub struct NewSession {
    /// Its public name.
    pub id: SessionId,
    /// Hash of the token that the browser gets.
    pub token_hash: TokenHash,
    /// Whose it is.
    pub user: UserKey,
    /// In which organisation.
    pub membership: Option<MembershipKey>,
    /// How far signing in has come.
    pub stage: Stage,
    /// When it begins.
    pub at: Timestamp,
    /// When it ends unless it is used.
    pub idle_until: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// The browser's network address.
    pub address: String,
    /// What the browser says it is.
    pub agent: String,
}

/// A session as such, whatever it opens.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Its public name.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserKey,
    /// In which organisation; none only while the person belongs to none.
    pub membership: Option<MembershipKey>,
    /// How far signing in has come.
    pub stage: Stage,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last noted as used.
    pub seen_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// The browser's network address at sign-in.
    pub address: String,
    /// What the browser said it is.
    pub agent: String,
}

#[derive(sqlx::FromRow)]
struct Found {
    n: i64,
    id: String,
    user_n: i64,
    membership_n: Option<i64>,
    stage: String,
    created_at: i64,
    seen_at: i64,
    ends_at: i64,
    address: String,
    agent: String,
}

impl TryFrom<Found> for SessionRow {
    type Error = StoreError;

    fn try_from(found: Found) -> Result<Self, StoreError> {
        let stage = match found.stage.as_str() {
            "code" => Stage::Code,
            "full" => Stage::Full,
            other => return Err(not_a("sessions", found.n, "stage", other)),
        };
        Ok(Self {
            id: SessionId::parse(&found.id).map_err(inconsistent("sessions", found.n))?,
            user: UserKey(found.user_n),
            membership: found.membership_n.map(MembershipKey),
            stage,
            created_at: Timestamp(found.created_at),
            seen_at: Timestamp(found.seen_at),
            ends_at: Timestamp(found.ends_at),
            address: found.address,
            agent: found.agent,
        })
    }
}

/// The session with this token, also one that waits for a one-time password or has no organisation.
///
/// # Errors
/// The database refuses.
pub async fn find(conn: &mut Conn, token: &TokenHash, now: Timestamp) -> Result<Option<SessionRow>, StoreError> {
    fetch_optional!(
        conn,
        Found,
        "select n, id, user_n, membership_n, stage, created_at, seen_at, ends_at, address, agent
         from sessions where token_hash = $1 and $2 < idle_until and $2 < ends_at",
        token.as_slice(),
        now.millis(),
    )?
    .map(SessionRow::try_from)
    .transpose()
}

/// The person's signed-in browsers, the one used last first.
///
/// # Errors
/// The database refuses.
pub async fn of_user(conn: &mut Conn, user: UserKey, now: Timestamp) -> Result<Vec<SessionRow>, StoreError> {
    fetch_all!(
        conn,
        Found,
        "select n, id, user_n, membership_n, stage, created_at, seen_at, ends_at, address, agent
         from sessions where user_n = $1 and stage = 'full' and $2 < idle_until and $2 < ends_at
         order by seen_at desc, n desc",
        user.0,
        now.millis(),
    )?
    .into_iter()
    .map(SessionRow::try_from)
    .collect()
}

/// Begins a session.
///
/// # Errors
/// The database refuses.
pub async fn create(tx: &mut Tx, new: &NewSession) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "insert into sessions
             (id, token_hash, user_n, membership_n, stage, created_at, seen_at, idle_until, ends_at, address, agent)
         values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10)",
        new.id.as_str(),
        new.token_hash.as_slice(),
        new.user.0,
        new.membership.map(|membership| membership.0),
        new.stage.code(),
        new.at.millis(),
        new.idle_until.millis(),
        new.ends_at.millis(),
        new.address.as_str(),
        new.agent.as_str(),
    )?;
    ensure_affected("begin a session", 1, changed)
}

/// Notes that a session is in use, unless that was noted after `unless_seen_since`.
///
/// # Errors
/// The database refuses.
pub async fn touch(
    tx: &mut Tx,
    n: i64,
    now: Timestamp,
    idle_until: Timestamp,
    unless_seen_since: Timestamp,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "update sessions set seen_at = $2, idle_until = $3 where n = $1 and seen_at < $4",
        n,
        now.millis(),
        idle_until.millis(),
        unless_seen_since.millis(),
    )?;
    Ok(())
}

/// Gives a session a new token and an organisation of its person. Answers whether the session was there.
///
/// # Errors
/// The database refuses.
pub async fn rotate(
    tx: &mut Tx,
    old: &TokenHash,
    new: &TokenHash,
    membership: MembershipKey,
) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update sessions set token_hash = $2, membership_n = $3
         where token_hash = $1 and stage = 'full'
         and user_n = (select m.user_n from memberships m where m.n = $3)",
        old.as_slice(),
        new.as_slice(),
        membership.0,
    )?;
    Ok(changed == 1)
}

/// Ends the session with this token. Answers whether it was there.
///
/// # Errors
/// The database refuses.
pub async fn delete_by_token(tx: &mut Tx, token: &TokenHash) -> Result<bool, StoreError> {
    Ok(execute!(tx, "delete from sessions where token_hash = $1", token.as_slice())? == 1)
}

/// Ends one of the person's sessions. Answers whether it was there.
///
/// # Errors
/// The database refuses.
pub async fn delete(tx: &mut Tx, user: UserKey, id: &SessionId) -> Result<bool, StoreError> {
    Ok(execute!(tx, "delete from sessions where user_n = $1 and id = $2", user.0, id.as_str())? == 1)
}

/// Ends every session of the person but one. Answers how many.
///
/// # Errors
/// The database refuses.
pub async fn delete_others(tx: &mut Tx, user: UserKey, keep: &SessionId) -> Result<u64, StoreError> {
    execute!(tx, "delete from sessions where user_n = $1 and id <> $2", user.0, keep.as_str())
}

/// Ends every session of the person. Answers how many.
///
/// # Errors
/// The database refuses.
pub async fn delete_all(tx: &mut Tx, user: UserKey) -> Result<u64, StoreError> {
    execute!(tx, "delete from sessions where user_n = $1", user.0)
}

/// Deletes the rows of sessions that have ended.
///
/// # Errors
/// The database refuses.
pub async fn delete_ended(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, "delete from sessions where ends_at <= $1 or idle_until <= $1", now.millis())
}
