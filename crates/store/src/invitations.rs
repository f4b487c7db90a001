//! Invitations into an organisation. Only the hash of the link's token is kept.

use domain::Timestamp;
use domain::account::{Organisation, Role};
use domain::email::Email;
use domain::ids::{InvitationId, PartnerKey};

use crate::conn::{execute, fetch_all, fetch_optional};
use crate::error::ensure_affected;
use crate::memberships::organisation;
use crate::rows::{inconsistent, not_a};
use crate::sessions::TokenHash;
use crate::{Conn, StoreError, Tx};

/// An invitation that can still be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationRow {
    /// The row number.
    pub n: i64,
    /// The public name.
    pub id: InvitationId,
    /// Into which organisation.
    pub organisation: Organisation,
    /// What it is called.
    pub organisation_name: String,
    /// What its partner is called.
    pub partner_name: String,
    /// Who is invited.
    pub email: Email,
    /// As what.
    pub role: Role,
    /// The name of whoever invited.
    pub invited_by: String,
    /// When.
    pub created_at: Timestamp,
    /// Until when it can be accepted.
    pub ends_at: Timestamp,
}

/// An invitation that is about to be made.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    /// The public name.
    pub id: InvitationId,
    /// Hash of the link's token.
    pub token_hash: TokenHash,
    /// Into which organisation.
    pub organisation: Organisation,
    /// Who is invited.
    pub email: Email,
    /// As what.
    pub role: Role,
    /// The name of whoever invites.
    pub invited_by: String,
    /// When.
    pub at: Timestamp,
    /// Until when it can be accepted.
    pub ends_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Found {
    n: i64,
    id: String,
    partner_n: i64,
    client_n: Option<i64>,
    partner_name: String,
    client_name: Option<String>,
    email: String,
    role: String,
    invited_by: String,
    created_at: i64,
    ends_at: i64,
}

impl TryFrom<Found> for InvitationRow {
    type Error = StoreError;

    fn try_from(found: Found) -> Result<Self, StoreError> {
        Ok(Self {
            n: found.n,
            id: InvitationId::parse(&found.id).map_err(inconsistent("invitations", found.n))?,
            organisation: organisation(found.partner_n, found.client_n),
            organisation_name: found.client_name.unwrap_or_else(|| found.partner_name.clone()),
            partner_name: found.partner_name,
            email: Email::parse(&found.email).map_err(inconsistent("invitations", found.n))?,
            role: Role::from_code(&found.role).ok_or_else(|| not_a("invitations", found.n, "role", &found.role))?,
            invited_by: found.invited_by,
            created_at: Timestamp(found.created_at),
            ends_at: Timestamp(found.ends_at),
        })
    }
}

/// Makes an invitation.
///
/// # Errors
/// The database refuses.
pub async fn create(tx: &mut Tx, new: &NewInvitation) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "insert into invitations
             (id, token_hash, partner_n, client_n, email, role, invited_by, created_at, ends_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        new.id.as_str(),
        new.token_hash.as_slice(),
        new.organisation.partner().0,
        new.organisation.client().map(|client| client.0),
        new.email.as_str(),
        new.role.code(),
        new.invited_by.as_str(),
        new.at.millis(),
        new.ends_at.millis(),
    )?;
    ensure_affected("make an invitation", 1, changed)
}

/// The invitation with this token, while it can be accepted.
///
/// # Errors
/// The database refuses.
pub async fn find_by_token(
    conn: &mut Conn,
    token: &TokenHash,
    now: Timestamp,
) -> Result<Option<InvitationRow>, StoreError> {
    fetch_optional!(
        conn,
        Found,
        "select i.n, i.id, i.partner_n, i.client_n, p.name as partner_name, c.name as client_name, i.email, i.role,
                i.invited_by, i.created_at, i.ends_at
         from invitations i join partners p on p.n = i.partner_n left join clients c on c.n = i.client_n
         where i.token_hash = $1 and i.accepted_at is null and i.revoked_at is null and $2 < i.ends_at",
        token.as_slice(),
        now.millis(),
    )?
    .map(InvitationRow::try_from)
    .transpose()
}

/// The open invitation of the partner or of one of its clients with this public name; the time of its end
/// may have passed.
///
/// # Errors
/// The database refuses.
pub async fn find(
    conn: &mut Conn,
    partner: PartnerKey,
    id: &InvitationId,
) -> Result<Option<InvitationRow>, StoreError> {
    fetch_optional!(
        conn,
        Found,
        "select i.n, i.id, i.partner_n, i.client_n, p.name as partner_name, c.name as client_name, i.email, i.role,
                i.invited_by, i.created_at, i.ends_at
         from invitations i join partners p on p.n = i.partner_n left join clients c on c.n = i.client_n
         where i.partner_n = $1 and i.id = $2 and i.accepted_at is null and i.revoked_at is null",
        partner.0,
        id.as_str(),
    )?
    .map(InvitationRow::try_from)
    .transpose()
}

/// The organisation's open invitations, the newest first, also those whose time has passed.
///
/// # Errors
/// The database refuses.
pub async fn open(conn: &mut Conn, organisation: Organisation) -> Result<Vec<InvitationRow>, StoreError> {
    match organisation {
        Organisation::Partner(partner) => fetch_all!(
            conn,
            Found,
            "select i.n, i.id, i.partner_n, i.client_n, p.name as partner_name, c.name as client_name, i.email,
                    i.role, i.invited_by, i.created_at, i.ends_at
             from invitations i join partners p on p.n = i.partner_n left join clients c on c.n = i.client_n
             where i.partner_n = $1 and i.client_n is null and i.accepted_at is null and i.revoked_at is null
             order by i.n desc",
            partner.0,
        ),
        Organisation::Client(partner, client) => fetch_all!(
            conn,
            Found,
            "select i.n, i.id, i.partner_n, i.client_n, p.name as partner_name, c.name as client_name, i.email,
                    i.role, i.invited_by, i.created_at, i.ends_at
             from invitations i join partners p on p.n = i.partner_n left join clients c on c.n = i.client_n
             where i.partner_n = $1 and i.client_n = $2 and i.accepted_at is null and i.revoked_at is null
             order by i.n desc",
            partner.0,
            client.0,
        ),
    }?
    .into_iter()
    .map(InvitationRow::try_from)
    .collect()
}

/// Gives an open invitation a new token and a new end. Answers whether it was still open.
///
/// # Errors
/// The database refuses.
pub async fn renew(tx: &mut Tx, n: i64, token: &TokenHash, ends_at: Timestamp) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update invitations set token_hash = $2, ends_at = $3
         where n = $1 and accepted_at is null and revoked_at is null",
        n,
        token.as_slice(),
        ends_at.millis(),
    )?;
    Ok(changed == 1)
}

/// Accepts an invitation, once. Answers whether it could still be accepted.
///
/// # Errors
/// The database refuses.
pub async fn accept(tx: &mut Tx, token: &TokenHash, now: Timestamp) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update invitations set accepted_at = $2
         where token_hash = $1 and accepted_at is null and revoked_at is null and $2 < ends_at",
        token.as_slice(),
        now.millis(),
    )?;
    Ok(changed == 1)
}

/// Takes an open invitation back. Answers whether it was still open.
///
/// # Errors
/// The database refuses.
pub async fn revoke(tx: &mut Tx, n: i64, now: Timestamp) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update invitations set revoked_at = $2 where n = $1 and accepted_at is null and revoked_at is null",
        n,
        now.millis(),
    )?;
    Ok(changed == 1)
}
