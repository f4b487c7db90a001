//! Signed-in browsers. A browser holds a random token; the database holds its hash.

use domain::Timestamp;
use domain::account::{ListView, Organisation, Role, Theme};
use domain::ids::{SessionId, UserId, UserKey};

use crate::conn::{execute, fetch_all, fetch_optional};
use crate::error::ensure_affected;
use crate::memberships::{MembershipKey, organisation};
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

/// What every request of a signed-in person needs to know.
#[derive(Clone, Debug)]
pub struct SignedInRow {
    /// Row number of the session.
    pub n: i64,
    /// Its public name.
    pub id: SessionId,
    /// When it was last noted as used.
    pub seen_at: Timestamp,
    /// The person.
    pub user: UserKey,
    /// The person's public name.
    pub user_id: UserId,
    /// What the person is called.
    pub user_name: String,
    /// The person's address.
    pub user_email: String,
    /// How the person wants lists drawn.
    pub list_view: ListView,
    /// Which colours the person wants.
    pub theme: Theme,
    /// Whether signing in asks for a one-time password.
    pub two_factor: bool,
    /// The person's role in the organisation.
    pub role: Role,
    /// The organisation.
    pub organisation: Organisation,
    /// Its public name.
    pub organisation_id: String,
    /// What it is called.
    pub organisation_name: String,
    /// What its partner is called.
    pub partner_name: String,
    /// Whether the person belongs to other organisations as well.
    pub other_organisations: bool,
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
struct FoundSignedIn {
    n: i64,
    id: String,
    seen_at: i64,
    user_n: i64,
    user_id: String,
    user_name: String,
    email: String,
    list_view: String,
    theme: String,
    totp_since: Option<i64>,
    role: String,
    partner_n: i64,
    client_n: Option<i64>,
    partner_id: String,
    partner_name: String,
    client_id: Option<String>,
    client_name: Option<String>,
    others: i64,
}

impl TryFrom<FoundSignedIn> for SignedInRow {
    type Error = StoreError;

    fn try_from(found: FoundSignedIn) -> Result<Self, StoreError> {
        let user = found.user_n;
        Ok(Self {
            n: found.n,
            id: SessionId::parse(&found.id).map_err(inconsistent("sessions", found.n))?,
            seen_at: Timestamp(found.seen_at),
            user: UserKey(user),
            user_id: UserId::parse(&found.user_id).map_err(inconsistent("users", user))?,
            user_name: found.user_name,
            user_email: found.email,
            list_view: ListView::from_code(&found.list_view)
                .ok_or_else(|| not_a("users", user, "list view", &found.list_view))?,
            theme: Theme::from_code(&found.theme).ok_or_else(|| not_a("users", user, "theme", &found.theme))?,
            two_factor: found.totp_since.is_some(),
            role: Role::from_code(&found.role).ok_or_else(|| not_a("memberships", user, "role", &found.role))?,
            organisation: organisation(found.partner_n, found.client_n),
            organisation_id: found.client_id.unwrap_or(found.partner_id),
            organisation_name: found.client_name.unwrap_or_else(|| found.partner_name.clone()),
            partner_name: found.partner_name,
            other_organisations: 0 < found.others,
        })
    }
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

/// Whoever is signed in with this token, in one look-up: it runs on every request.
///
/// # Errors
/// The database refuses.
pub async fn authenticate(
    conn: &mut Conn,
    token: &TokenHash,
    now: Timestamp,
) -> Result<Option<SignedInRow>, StoreError> {
    fetch_optional!(
        conn,
        FoundSignedIn,
        "select s.n, s.id, s.seen_at, s.user_n, u.id as user_id, u.name as user_name, u.email, u.list_view, u.theme,
                u.totp_since, m.role, m.partner_n, m.client_n, p.id as partner_id, p.name as partner_name,
                c.id as client_id, c.name as client_name,
                (select count(*) from memberships o where o.user_n = s.user_n) - 1 as others
         from sessions s
         join users u on u.n = s.user_n
         join memberships m on m.n = s.membership_n
         join partners p on p.n = m.partner_n
         left join clients c on c.n = m.client_n
         where s.token_hash = $1 and s.stage = 'full' and $2 < s.idle_until and $2 < s.ends_at",
        token.as_slice(),
        now.millis(),
    )?
    .map(SignedInRow::try_from)
    .transpose()
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
