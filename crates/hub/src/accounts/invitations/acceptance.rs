//! A link is looked at and accepted.

use domain::Timestamp;
use domain::account::{OrganisationKind, Role};
use domain::email::Email;
use domain::ids::{UserId, UserKey};
use domain::text::Name;
use store::sessions::Stage;
use store::{StoreError, Tx, invitations, memberships, sessions, users};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::browser::Browser;
use crate::accounts::sessions::{NewSession, begin, renew};
use crate::accounts::token::hash_of;
use crate::accounts::{hashing, password};
use crate::{Hub, HubError};

/// What the page of an invitation shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// What the organisation is called.
    pub organisation_name: String,
    /// Which side it is on.
    pub organisation_kind: OrganisationKind,
    /// What its partner is called.
    pub partner_name: String,
    /// Who is invited.
    pub email: String,
    /// As what.
    pub role: Role,
    /// The name of whoever invited.
    pub invited_by: String,
    /// Until when it can be accepted.
    pub ends_at: Timestamp,
    /// Whether the address has an account: the person signs in instead of choosing a password.
    pub has_account: bool,
}

/// The invitation of a link.
///
/// # Errors
/// [`HubError::NotFound`] when it cannot be accepted, or no longer.
pub async fn look(hub: &Hub, token: &str) -> Result<Look, HubError> {
    let hash = hash_of(token).ok_or(HubError::NotFound)?;
    let mut conn = hub.store.read().await?;
    let row = invitations::find_by_token(&mut conn, &hash, hub.clock.now()).await?.ok_or(HubError::NotFound)?;
    let has_account = users::find_by_email(&mut conn, &row.email).await?.is_some();
    Ok(Look {
        organisation_name: row.organisation_name,
        organisation_kind: row.organisation.kind(),
        partner_name: row.partner_name,
        email: row.email.as_str().to_owned(),
        role: row.role,
        invited_by: row.invited_by,
        ends_at: row.ends_at,
        has_account,
    })
}

/// Who accepts.
#[derive(Clone, Copy)]
pub enum Acceptance<'a> {
    /// Whoever is signed in with this cookie.
    SignedIn(&'a str),
    /// A new person.
    New {
        /// What the person is called.
        name: &'a str,
        /// The new password.
        password: &'a str,
    },
}

/// Accepts an invitation, once, and opens the organisation: set the cookies.
///
/// # Errors
/// [`HubError::NotFound`] when it cannot be accepted; [`HubError::Conflict`] when somebody else is signed in, or when
/// the address has an account and a new person was to be made; [`HubError::Invalid`] for a name or a password that
/// cannot be taken.
pub async fn accept(hub: &Hub, token: &str, by: Acceptance<'_>, browser: &Browser) -> Result<NewSession, HubError> {
    let link = hash_of(token).ok_or(HubError::NotFound)?;
    match by {
        Acceptance::SignedIn(session) => {
            let session = hash_of(session).ok_or(HubError::SignInRequired)?;
            let hub_in_tx = hub.clone();
            hub.store
                .write(move |tx| {
                    Box::pin(async move {
                        let now = hub_in_tx.clock.now();
                        let session_row = sessions::find(tx, &session, now).await?;
                        let session_row = session_row.filter(|row| row.stage == Stage::Full);
                        let session_row = session_row.ok_or(HubError::SignInRequired)?;
                        let user = users::get(tx, session_row.user).await?.ok_or(HubError::SignInRequired)?;
                        let invitation = invitations::find_by_token(tx, &link, now).await?.ok_or(HubError::NotFound)?;
                        if user.email != invitation.email {
                            return Err(HubError::Conflict(format!(
                                "This invitation is for {}, and you are signed in as {}. Sign out, then open the link \
                                 again.",
                                invitation.email, user.email
                            )));
                        }
                        let membership = join(tx, &invitation, &link, user.key, now).await?;
                        renew(tx, &hub_in_tx, &session, session_row.ends_at, membership).await
                    })
                })
                .await
        }
        Acceptance::New { name, password } => {
            let found = look(hub, token).await?;
            if found.has_account {
                return Err(has_account(&found.email));
            }
            let email = Email::parse(&found.email).map_err(HubError::internal)?;
            let name = Name::parse(name).map_err(|error| HubError::invalid("name", error))?;
            password::check(password, &email)?;
            let password_hash = Some(hashing::hash(&hub.random, password).await?);
            let id = UserId::from_entropy(hub.random.entropy());
            let (hub_in_tx, browser) = (hub.clone(), browser.clone());
            hub.store
                .write(move |tx| {
                    Box::pin(async move {
                        let now = hub_in_tx.clock.now();
                        let invitation = invitations::find_by_token(tx, &link, now).await?.ok_or(HubError::NotFound)?;
                        let new = users::NewUser { id, email: invitation.email.clone(), name, password_hash, at: now };
                        let user = match users::create(tx, &new).await {
                            Err(StoreError::Duplicate) => return Err(has_account(invitation.email.as_str())),
                            other => other?,
                        };
                        join(tx, &invitation, &link, user, now).await?;
                        Ok(begin(tx, &hub_in_tx, user, Stage::Full, &browser).await?.0)
                    })
                })
                .await
        }
    }
}

async fn join(
    tx: &mut Tx,
    invitation: &invitations::InvitationRow,
    link: &[u8; 32],
    user: UserKey,
    now: Timestamp,
) -> Result<memberships::MembershipKey, HubError> {
    if !invitations::accept(tx, link, now).await? {
        return Err(HubError::NotFound);
    }
    let membership = match memberships::create(tx, user, invitation.organisation, invitation.role, now).await {
        Err(StoreError::Duplicate) => {
            return Err(HubError::Conflict("You belong to this organisation already.".to_owned()));
        }
        other => other?,
    };
    let entry =
        Entry::new(By::User(user), invitation.organisation, Action::InvitationAccepted, invitation.email.as_str());
    audit::record(tx, entry, now).await?;
    Ok(membership)
}

fn has_account(email: &str) -> HubError {
    HubError::Conflict(format!("There is an account for {email} already. Sign in with it to accept the invitation."))
}
