//! Who belongs to which organisation, and as what.

use domain::Timestamp;
use domain::account::{Organisation, Role};
use domain::ids::{ClientKey, PartnerKey, UserId, UserKey};

use crate::conn::{execute, fetch_all, fetch_one, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::{inconsistent, not_a};
use crate::{Conn, StoreError, Tx};

/// Row number of a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MembershipKey(pub i64);

/// One of a person's organisations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipRow {
    /// The row number.
    pub key: MembershipKey,
    /// The organisation.
    pub organisation: Organisation,
    /// Its public name: of the client on the client's side, of the partner otherwise.
    pub organisation_id: String,
    /// What it is called.
    pub organisation_name: String,
    /// What its partner is called.
    pub partner_name: String,
    /// The person's role there.
    pub role: Role,
}

/// One of an organisation's people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// Row number of the membership.
    pub key: MembershipKey,
    /// Row number of the person.
    pub user: UserKey,
    /// The person's public name.
    pub user_id: UserId,
    /// What the person is called.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// The person's role here.
    pub role: Role,
    /// Whether signing in asks for a one-time password.
    pub two_factor: bool,
    /// Member since.
    pub since: Timestamp,
}

#[derive(sqlx::FromRow)]
struct FoundMembership {
    n: i64,
    partner_n: i64,
    client_n: Option<i64>,
    role: String,
    partner_id: String,
    partner_name: String,
    client_id: Option<String>,
    client_name: Option<String>,
}

impl TryFrom<FoundMembership> for MembershipRow {
    type Error = StoreError;

    fn try_from(found: FoundMembership) -> Result<Self, StoreError> {
        Ok(Self {
            key: MembershipKey(found.n),
            organisation: organisation(found.partner_n, found.client_n),
            organisation_id: found.client_id.unwrap_or(found.partner_id),
            organisation_name: found.client_name.unwrap_or_else(|| found.partner_name.clone()),
            partner_name: found.partner_name,
            role: Role::from_code(&found.role).ok_or_else(|| not_a("memberships", found.n, "role", &found.role))?,
        })
    }
}

#[derive(sqlx::FromRow)]
struct FoundMember {
    n: i64,
    role: String,
    created_at: i64,
    user_n: i64,
    user_id: String,
    name: String,
    email: String,
    totp_since: Option<i64>,
}

impl TryFrom<FoundMember> for MemberRow {
    type Error = StoreError;

    fn try_from(found: FoundMember) -> Result<Self, StoreError> {
        Ok(Self {
            key: MembershipKey(found.n),
            user: UserKey(found.user_n),
            user_id: UserId::parse(&found.user_id).map_err(inconsistent("users", found.user_n))?,
            name: found.name,
            email: found.email,
            role: Role::from_code(&found.role).ok_or_else(|| not_a("memberships", found.n, "role", &found.role))?,
            two_factor: found.totp_since.is_some(),
            since: Timestamp(found.created_at),
        })
    }
}

pub(crate) fn organisation(partner: i64, client: Option<i64>) -> Organisation {
    match client {
        None => Organisation::Partner(PartnerKey(partner)),
        Some(client) => Organisation::Client(PartnerKey(partner), ClientKey(client)),
    }
}

/// Makes a person a member. Sessions of the person that belong to no organisation belong to this one from now on.
///
/// # Errors
/// [`StoreError::Duplicate`] when the person is a member already.
pub async fn create(
    tx: &mut Tx,
    user: UserKey,
    organisation: Organisation,
    role: Role,
    at: Timestamp,
) -> Result<MembershipKey, StoreError> {
    let (n,): (i64,) = fetch_one!(
        tx,
        (i64,),
        "insert into memberships (user_n, partner_n, client_n, role, created_at)
         values ($1, $2, $3, $4, $5) returning n",
        user.0,
        organisation.partner().0,
        organisation.client().map(|client| client.0),
        role.code(),
        at.millis(),
    )?;
    execute!(tx, "update sessions set membership_n = $2 where user_n = $1 and membership_n is null", user.0, n)?;
    Ok(MembershipKey(n))
}

/// A person's organisations, the one used last first.
///
/// # Errors
/// The database refuses.
pub async fn of_user(conn: &mut Conn, user: UserKey) -> Result<Vec<MembershipRow>, StoreError> {
    fetch_all!(
        conn,
        FoundMembership,
        "select m.n, m.partner_n, m.client_n, m.role, p.id as partner_id, p.name as partner_name,
                c.id as client_id, c.name as client_name
         from memberships m
         join partners p on p.n = m.partner_n
         left join clients c on c.n = m.client_n
         where m.user_n = $1
         order by coalesce((select max(s.seen_at) from sessions s where s.membership_n = m.n), 0) desc, m.n",
        user.0,
    )?
    .into_iter()
    .map(MembershipRow::try_from)
    .collect()
}

/// An organisation's people, by name.
///
/// # Errors
/// The database refuses.
pub async fn members(conn: &mut Conn, organisation: Organisation) -> Result<Vec<MemberRow>, StoreError> {
    match organisation {
        Organisation::Partner(partner) => fetch_all!(
            conn,
            FoundMember,
            "select m.n, m.role, m.created_at, u.n as user_n, u.id as user_id, u.name, u.email, u.totp_since
             from memberships m join users u on u.n = m.user_n
             where m.partner_n = $1 and m.client_n is null order by lower(u.name), u.n",
            partner.0,
        ),
        Organisation::Client(partner, client) => fetch_all!(
            conn,
            FoundMember,
            "select m.n, m.role, m.created_at, u.n as user_n, u.id as user_id, u.name, u.email, u.totp_since
             from memberships m join users u on u.n = m.user_n
             where m.partner_n = $1 and m.client_n = $2 order by lower(u.name), u.n",
            partner.0,
            client.0,
        ),
    }?
    .into_iter()
    .map(MemberRow::try_from)
    .collect()
}

/// One of an organisation's people.
///
/// # Errors
/// The database refuses.
pub async fn find_member(
    conn: &mut Conn,
    organisation: Organisation,
    user: &UserId,
) -> Result<Option<MemberRow>, StoreError> {
    match organisation {
        Organisation::Partner(partner) => fetch_optional!(
            conn,
            FoundMember,
            "select m.n, m.role, m.created_at, u.n as user_n, u.id as user_id, u.name, u.email, u.totp_since
             from users u join memberships m on m.user_n = u.n
             where u.id = $2 and m.partner_n = $1 and m.client_n is null",
            partner.0,
            user.as_str(),
        ),
        Organisation::Client(partner, client) => fetch_optional!(
            conn,
            FoundMember,
            "select m.n, m.role, m.created_at, u.n as user_n, u.id as user_id, u.name, u.email, u.totp_since
             from users u join memberships m on m.user_n = u.n
             where u.id = $3 and m.partner_n = $1 and m.client_n = $2",
            partner.0,
            client.0,
            user.as_str(),
        ),
    }?
    .map(MemberRow::try_from)
    .transpose()
}

/// How many owners an organisation has. No other transaction changes their number until this one ends.
///
/// # Errors
/// The database refuses.
pub async fn lock_owners(tx: &mut Tx, organisation: Organisation) -> Result<u64, StoreError> {
    match organisation {
        Organisation::Partner(partner) => execute!(
            tx,
            "update memberships set role = role where partner_n = $1 and client_n is null and role = 'owner'",
            partner.0,
        ),
        Organisation::Client(partner, client) => execute!(
            tx,
            "update memberships set role = role where partner_n = $1 and client_n = $2 and role = 'owner'",
            partner.0,
            client.0,
        ),
    }
}

/// Changes a member's role.
///
/// # Errors
/// There is no such membership.
pub async fn set_role(tx: &mut Tx, membership: MembershipKey, role: Role) -> Result<(), StoreError> {
    let changed = execute!(tx, "update memberships set role = $2 where n = $1", membership.0, role.code())?;
    ensure_affected("change a role", 1, changed)
}

/// Ends a membership. Sessions in it move to another organisation of the person, or end.
///
/// # Errors
/// There is no such membership.
pub async fn delete(tx: &mut Tx, membership: MembershipKey) -> Result<(), StoreError> {
    execute!(
        tx,
        "update sessions set membership_n = (
             select min(o.n) from memberships o where o.user_n = sessions.user_n and o.n <> $1
         ) where membership_n = $1",
        membership.0,
    )?;
    execute!(
        tx,
        "delete from sessions where membership_n is null
         and user_n = (select m.user_n from memberships m where m.n = $1)",
        membership.0,
    )?;
    let changed = execute!(tx, "delete from memberships where n = $1", membership.0)?;
    ensure_affected("end a membership", 1, changed)
}
