//! Sessions: who is signed in where, in which organisation, and for how long.

mod opening;
mod switching;

pub use opening::{NewSession, Opens};
pub(crate) use opening::{begin, renew};
pub use switching::{OrganisationChoice, organisations, switch};

use domain::Timestamp;
use domain::account::{Actor, ListView, OrganisationKind, Theme};
use domain::ids::{SessionId, UserId, UserKey};
use store::sessions::{SignedInRow, Stage};
use store::{sessions, users};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::browser::device;
use crate::accounts::token::hash_of;
use crate::{Hub, HubError};

/// Seconds without a request after which a session ends.
pub const IDLE_LIMIT: i64 = 12 * 3600;
/// Seconds after which a session ends in any case.
pub const ABSOLUTE_LIMIT: i64 = 14 * 86_400;
/// Seconds in which the one-time password has to follow the password.
pub const CODE_LIMIT: i64 = 10 * 60;
/// That a session is in use is noted once in so many seconds.
const NOTED_EVERY: i64 = 60;

/// Whoever is signed in, with what every page shows of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Who acts: for the use cases.
    pub actor: Actor,
    /// The session.
    pub session: SessionId,
    /// The person's id.
    pub user_id: UserId,
    /// What the person is called.
    pub user_name: String,
    /// The person's address.
    pub user_email: String,
    /// Id of the organisation: of the client on the client's side, of the partner otherwise.
    pub organisation_id: String,
    /// What the organisation is called.
    pub organisation_name: String,
    /// Which side it is on.
    pub organisation_kind: OrganisationKind,
    /// What its partner is called.
    pub partner_name: String,
    /// How the person wants the list of numbers drawn.
    pub list_view: ListView,
    /// Which colours the person wants.
    pub theme: Theme,
    /// Whether the person belongs to other organisations as well.
    pub other_organisations: bool,
    /// Unread notifications; 100 means that many or more.
    pub unread: u32,
    /// Whether an account of the organisation has not been read from Meta yet.
    pub first_sync: bool,
    /// Whether signing in asks for a one-time password.
    pub two_factor: bool,
}

impl From<SignedInRow> for SignedIn {
    fn from(row: SignedInRow) -> Self {
        Self {
            actor: Actor { user: row.user, organisation: row.organisation, role: row.role },
            session: row.id,
            user_id: row.user_id,
            user_name: row.user_name,
            user_email: row.user_email,
            organisation_id: row.organisation_id,
            organisation_name: row.organisation_name,
            organisation_kind: row.organisation.kind(),
            partner_name: row.partner_name,
            list_view: row.list_view,
            theme: row.theme,
            other_organisations: row.other_organisations,
            unread: u32::try_from(row.unread).unwrap_or_default(),
            first_sync: row.first_sync,
            two_factor: row.two_factor,
        }
    }
}

/// Whoever is signed in with this cookie: one look-up, on every request.
///
/// # Errors
/// The database refuses.
pub async fn authenticate(hub: &Hub, token: &str) -> Result<Option<SignedIn>, HubError> {
    let Some(hash) = hash_of(token) else { return Ok(None) };
    let now = hub.clock.now();
    let mut conn = hub.store.read().await?;
    let row = sessions::authenticate(&mut conn, &hash, now).await?;
    drop(conn);
    let Some(row) = row else { return Ok(None) };
    if row.seen_at.plus_seconds(NOTED_EVERY) <= now {
        tokio::spawn(note_use(hub.clone(), row.n, now));
    }
    Ok(Some(row.into()))
}

/// Notes that a session is in use, beside the request and once a minute.
async fn note_use(hub: Hub, n: i64, now: Timestamp) {
    let noted = hub
        .store
        .write(move |tx| {
            Box::pin(async move {
                sessions::touch(tx, n, now, now.plus_seconds(IDLE_LIMIT), now.plus_seconds(1 - NOTED_EVERY)).await
            })
        })
        .await;
    if let Err(error) = noted {
        tracing::warn!(session.n = n, %error, "Could not note that session {n} is in use");
    }
}

/// A person who has signed in but belongs to no organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The person.
    pub user: UserKey,
    /// The person's id.
    pub id: UserId,
    /// What the person is called.
    pub name: String,
    /// The person's address.
    pub email: String,
}

/// What a session cookie stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// No session, or one that has ended: take the cookie away.
    Nobody,
    /// The password was right; the one-time password is still to come.
    CodeAwaited,
    /// Signed in, but in no organisation: invitations can be accepted, nothing else opens.
    WithoutOrganisation(Person),
    /// Signed in.
    SignedIn(Box<SignedIn>),
}

/// What the cookie stands for: [`authenticate`], and a second look-up only for whom that does not know.
///
/// # Errors
/// The database refuses.
pub async fn who(hub: &Hub, token: &str) -> Result<Who, HubError> {
    if let Some(signed_in) = authenticate(hub, token).await? {
        return Ok(Who::SignedIn(Box::new(signed_in)));
    }
    let Some(hash) = hash_of(token) else { return Ok(Who::Nobody) };
    let mut conn = hub.store.read().await?;
    let Some(session) = sessions::find(&mut conn, &hash, hub.clock.now()).await? else { return Ok(Who::Nobody) };
    if session.stage == Stage::Code {
        return Ok(Who::CodeAwaited);
    }
    let Some(user) = users::get(&mut conn, session.user).await? else { return Ok(Who::Nobody) };
    let email = user.email.as_str().to_owned();
    Ok(Who::WithoutOrganisation(Person { user: user.key, id: user.id, name: user.name, email }))
}

/// A signed-in browser, for its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// By which it is ended.
    pub id: SessionId,
    /// Whether it is the one that asks.
    pub current: bool,
    /// The browser in words: `Firefox on Windows`.
    pub device: String,
    /// Its network address at sign-in.
    pub address: String,
    /// When it signed in.
    pub created_at: Timestamp,
    /// When it was used last, to the minute.
    pub seen_at: Timestamp,
    /// When it ends in any case.
    pub ends_at: Timestamp,
}

/// The actor's signed-in browsers, the one used last first; `current` is the one that asks.
///
/// # Errors
/// The database refuses.
pub async fn list(hub: &Hub, actor: &Actor, current: &SessionId) -> Result<Vec<OpenSession>, HubError> {
    let mut conn = hub.store.read().await?;
    let rows = sessions::of_user(&mut conn, actor.user, hub.clock.now()).await?;
    Ok(rows
        .into_iter()
        .map(|row| OpenSession {
            current: row.id == *current,
            device: device(&row.agent),
            id: row.id,
            address: row.address,
            created_at: row.created_at,
            seen_at: row.seen_at,
            ends_at: row.ends_at,
        })
        .collect())
}

/// Ends one of the actor's sessions, from the next request on.
///
/// # Errors
/// [`HubError::NotFound`].
pub async fn revoke(hub: &Hub, actor: &Actor, id: &SessionId) -> Result<(), HubError> {
    let (actor, id, at) = (*actor, id.clone(), hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                if !sessions::delete(tx, actor.user, &id).await? {
                    return Err(HubError::NotFound);
                }
                let entry = Entry::new(By::Actor(actor), actor.organisation, Action::SessionsEnded, id.as_str());
                audit::record(tx, entry, at).await
            })
        })
        .await
}

/// Ends every session of the actor but `keep`, from the next request on. Answers how many ended.
///
/// # Errors
/// The database refuses.
pub async fn revoke_others(hub: &Hub, actor: &Actor, keep: &SessionId) -> Result<u64, HubError> {
    let (actor, keep, at) = (*actor, keep.clone(), hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let ended = sessions::delete_others(tx, actor.user, &keep).await?;
                if 0 < ended {
                    let subject = format!("{ended} other browsers");
                    let entry = Entry::new(By::Actor(actor), actor.organisation, Action::SessionsEnded, subject);
                    audit::record(tx, entry, at).await?;
                }
                Ok(ended)
            })
        })
        .await
}

/// Ends the session of this cookie, whatever it is. Signing out twice is no error.
///
/// # Errors
/// The database refuses.
pub async fn sign_out(hub: &Hub, token: &str) -> Result<(), HubError> {
    let Some(hash) = hash_of(token) else { return Ok(()) };
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                sessions::delete_by_token(tx, &hash).await?;
                Ok(())
            })
        })
        .await
}
