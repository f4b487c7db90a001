//! The look-up of every request.

use domain::Timestamp;
use domain::account::{ListView, Organisation, Role, Theme};
use domain::ids::{SessionId, UserId, UserKey};

use crate::conn::fetch_optional;
use crate::memberships::organisation;
use crate::notifications::count_unread;
use crate::rows::{inconsistent, not_a};
use crate::sessions::TokenHash;
use crate::{Conn, StoreError};

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
        concat!(
            "select s.n, s.id, s.seen_at, s.user_n, u.id as user_id, u.name as user_name, u.email, u.list_view, u.theme,
                u.totp_since, m.role, m.partner_n, m.client_n, p.id as partner_id, p.name as partner_name,
                c.id as client_id, c.name as client_name,
                (select count(*) from memberships o where o.user_n = s.user_n) - 1 as others,
                case when m.client_n is null then ",
            count_unread!("", "m.partner_n", "0", "s.user_n"),
            " else ",
            count_unread!(" and e.client_n = m.client_n", "m.partner_n", "m.client_n", "s.user_n"),
            " end as unread,
                exists (select 1 from wabas w where w.partner_n = m.partner_n and (m.client_n is null or w.client_n = m.client_n)
                        and w.synced_at is null and w.token_state = 'valid') as first_sync
         from sessions s
         join users u on u.n = s.user_n
         join memberships m on m.n = s.membership_n
         join partners p on p.n = m.partner_n
         left join clients c on c.n = m.client_n
         where s.token_hash = $1 and s.stage = 'full' and $2 < s.idle_until and $2 < s.ends_at",
        ),
        token.as_slice(),
        now.millis(),
    )?
    .map(SignedInRow::try_from)
    .transpose()
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
    /// Unread notifications, counted up to [`COUNT_UP_TO`](crate::notifications::COUNT_UP_TO).
    pub unread: i64,
    /// Whether an account of the organisation has not been read from Meta yet.
    pub first_sync: bool,
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
    unread: i64,
    first_sync: bool,
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
            unread: found.unread,
            first_sync: found.first_sync,
        })
    }
}
