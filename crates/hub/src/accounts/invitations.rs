//! Invitations by link: an owner invites by e-mail address, the person accepts within a week.

mod acceptance;

pub use acceptance::{Acceptance, Look, accept, look};

use domain::Timestamp;
use domain::account::{Actor, Capability, Organisation, Role};
use domain::email::Email;
use domain::ids::InvitationId;
use store::{Tx, invitations, memberships, users};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::place::Place;
use crate::accounts::require;
use crate::accounts::token::fresh;
use crate::mail::{self, texts};
use crate::{Hub, HubError};

/// Seconds for which an invitation can be accepted.
pub const LINK_LIMIT: i64 = 7 * 86_400;

fn page(hub: &Hub, token: &str) -> String {
    hub.settings.page(&format!("/invitation/{token}"))
}

/// An invitation that was made or sent again. The link is shown this once; it was sent by mail as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// By which it is sent again or taken back.
    pub id: InvitationId,
    /// Where it is accepted.
    pub link: String,
    /// Until when.
    pub ends_at: Timestamp,
}

/// Invites somebody. An open invitation of the same address is replaced.
///
/// # Errors
/// [`HubError::Forbidden`] for members, [`HubError::Conflict`] when the person belongs to the organisation already.
pub async fn invite(hub: &Hub, actor: &Actor, place: &Place, email: &str, role: Role) -> Result<Invited, HubError> {
    require(actor, Capability::ManageUsers)?;
    let email = Email::parse(email).map_err(|error| HubError::invalid("email", error))?;
    let mut conn = hub.store.read().await?;
    let organisation = place.resolve(&mut conn, actor).await?;
    let inviter = users::get(&mut conn, actor.user).await?.ok_or(HubError::SignInRequired)?;
    drop(conn);

    let now = hub.clock.now();
    let (token, token_hash) = fresh(&hub.random);
    let invited = Invited {
        id: InvitationId::from_entropy(hub.random.entropy()),
        link: page(hub, &token),
        ends_at: now.plus_seconds(LINK_LIMIT),
    };
    let new = invitations::NewInvitation {
        id: invited.id.clone(),
        token_hash,
        organisation,
        email: email.clone(),
        role,
        invited_by: inviter.name,
        at: now,
        ends_at: invited.ends_at,
    };
    let (hub_in_tx, actor) = (hub.clone(), *actor);
    let invited = hub
        .store
        .write(move |tx| {
            Box::pin(async move {
                if is_member(tx, organisation, &email).await? {
                    let sentence = format!("{email} belongs to the organisation already. Change the role in the list.");
                    return Err(HubError::Conflict(sentence));
                }
                for open in invitations::open(tx, organisation).await? {
                    if open.email == email {
                        invitations::revoke(tx, open.n, now).await?;
                    }
                }
                invitations::create(tx, &new).await?;
                let row = invitations::find(tx, organisation.partner(), &new.id).await?.ok_or(HubError::NotFound)?;
                send(tx, &hub_in_tx, &row, &invited.link).await?;
                let entry = Entry::new(By::Actor(actor), organisation, Action::UserInvited, email.as_str())
                    .detail(format!("as {}", role.label().to_lowercase()));
                audit::record(tx, entry, now).await?;
                Ok(invited)
            })
        })
        .await?;
    hub.signals.mail.notify_one();
    Ok(invited)
}

/// An open invitation, for the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenInvitation {
    /// By which it is sent again or taken back.
    pub id: InvitationId,
    /// Who is invited.
    pub email: String,
    /// As what.
    pub role: Role,
    /// The name of whoever invited.
    pub invited_by: String,
    /// When.
    pub created_at: Timestamp,
    /// Until when it can be accepted.
    pub ends_at: Timestamp,
    /// Whether that time has passed: it can still be sent again.
    pub expired: bool,
}

/// The open invitations into an organisation, the newest first.
///
/// # Errors
/// [`HubError::NotFound`] for an organisation that is not the actor's to look at.
pub async fn list(hub: &Hub, actor: &Actor, place: &Place) -> Result<Vec<OpenInvitation>, HubError> {
    let now = hub.clock.now();
    let mut conn = hub.store.read().await?;
    let organisation = place.resolve(&mut conn, actor).await?;
    let rows = invitations::open(&mut conn, organisation).await?;
    Ok(rows
        .into_iter()
        .map(|row| OpenInvitation {
            id: row.id,
            email: row.email.as_str().to_owned(),
            role: row.role,
            invited_by: row.invited_by,
            created_at: row.created_at,
            ends_at: row.ends_at,
            expired: row.ends_at <= now,
        })
        .collect())
}

/// Takes an open invitation back: its link is useless from now on.
///
/// # Errors
/// [`HubError::Forbidden`] for members, [`HubError::NotFound`].
pub async fn revoke(hub: &Hub, actor: &Actor, id: &InvitationId) -> Result<(), HubError> {
    require(actor, Capability::ManageUsers)?;
    let (actor, id, now) = (*actor, id.clone(), hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let invitation = managed(tx, &actor, &id).await?;
                if !invitations::revoke(tx, invitation.n, now).await? {
                    return Err(HubError::NotFound);
                }
                let entry = Entry::new(
                    By::Actor(actor),
                    invitation.organisation,
                    Action::InvitationRevoked,
                    invitation.email.as_str(),
                );
                audit::record(tx, entry, now).await
            })
        })
        .await
}

/// Sends an open invitation again, with a new link and a new week; the old link is useless from now on.
///
/// # Errors
/// [`HubError::Forbidden`] for members, [`HubError::NotFound`].
pub async fn resend(hub: &Hub, actor: &Actor, id: &InvitationId) -> Result<Invited, HubError> {
    require(actor, Capability::ManageUsers)?;
    let (hub_in_tx, actor, id, now) = (hub.clone(), *actor, id.clone(), hub.clock.now());
    let (token, token_hash) = fresh(&hub.random);
    let link = page(hub, &token);
    let invited = hub
        .store
        .write(move |tx| {
            Box::pin(async move {
                let mut invitation = managed(tx, &actor, &id).await?;
                invitation.ends_at = now.plus_seconds(LINK_LIMIT);
                if !invitations::renew(tx, invitation.n, &token_hash, invitation.ends_at).await? {
                    return Err(HubError::NotFound);
                }
                send(tx, &hub_in_tx, &invitation, &link).await?;
                let entry = Entry::new(
                    By::Actor(actor),
                    invitation.organisation,
                    Action::InvitationResent,
                    invitation.email.as_str(),
                );
                audit::record(tx, entry, now).await?;
                Ok::<_, HubError>(Invited { id, link, ends_at: invitation.ends_at })
            })
        })
        .await?;
    hub.signals.mail.notify_one();
    Ok(invited)
}

/// The open invitation with this id, if the actor may manage it: of the own organisation, or of a client of the
/// partner.
async fn managed(tx: &mut Tx, actor: &Actor, id: &InvitationId) -> Result<invitations::InvitationRow, HubError> {
    let invitation = invitations::find(tx, actor.organisation.partner(), id).await?.ok_or(HubError::NotFound)?;
    let own = invitation.organisation == actor.organisation;
    let of_client = matches!(actor.organisation, Organisation::Partner(_));
    if own || of_client { Ok(invitation) } else { Err(HubError::NotFound) }
}

async fn is_member(tx: &mut Tx, organisation: Organisation, email: &Email) -> Result<bool, HubError> {
    let Some(user) = users::find_by_email(tx, email).await? else { return Ok(false) };
    Ok(memberships::find_member(tx, organisation, &user.id).await?.is_some())
}

async fn send(tx: &mut Tx, hub: &Hub, invitation: &invitations::InvitationRow, link: &str) -> Result<(), HubError> {
    let letter = mail::compose(hub, &invitation.email, texts::invitation(invitation, link))?;
    mail::queue(tx, &letter).await
}
