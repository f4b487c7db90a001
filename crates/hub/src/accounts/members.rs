//! The people of an organisation: who they are, what they may do, and their end.

use domain::Timestamp;
use domain::account::{Actor, Capability, Role};
use domain::ids::UserId;
use store::{Tx, memberships};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::place::Place;
use crate::accounts::require;
use crate::{Hub, HubError};

/// One of the people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The person's id.
    pub id: UserId,
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
    /// Whether it is the actor.
    pub you: bool,
}

/// The people of an organisation, by name. Partners see those of their clients too.
///
/// # Errors
/// [`HubError::NotFound`] for an organisation that is not the actor's to look at.
pub async fn list(hub: &Hub, actor: &Actor, place: &Place) -> Result<Vec<Member>, HubError> {
    let mut conn = hub.store.read().await?;
    let organisation = place.resolve(&mut conn, actor).await?;
    let rows = memberships::members(&mut conn, organisation).await?;
    Ok(rows
        .into_iter()
        .map(|row| Member {
            you: row.user == actor.user,
            id: row.user_id,
            name: row.name,
            email: row.email,
            role: row.role,
            two_factor: row.two_factor,
            since: row.since,
        })
        .collect())
}

/// Changes what one of the actor's own organisation may do, from the next request on.
///
/// # Errors
/// [`HubError::Forbidden`] for members, [`HubError::NotFound`], [`HubError::Conflict`] for the last owner.
pub async fn change_role(hub: &Hub, actor: &Actor, user: &UserId, role: Role) -> Result<(), HubError> {
    require(actor, Capability::ManageUsers)?;
    let (actor, user, now) = (*actor, user.clone(), hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let member = find(tx, &actor, &user, "Make somebody else an owner first.", role).await?;
                if member.role == role {
                    return Ok(());
                }
                memberships::set_role(tx, member.key, role).await?;
                let change = format!("{} → {}", member.role.label(), role.label());
                let entry = Entry::new(By::Actor(actor), actor.organisation, Action::RoleChanged, member.email);
                audit::record(tx, entry.detail(change), now).await
            })
        })
        .await
}

/// Removes one of the actor's own organisation, from the next request on: sessions there move to another
/// organisation of the person, or end.
///
/// # Errors
/// [`HubError::Forbidden`] for members, [`HubError::NotFound`], [`HubError::Conflict`] for the last owner.
pub async fn remove(hub: &Hub, actor: &Actor, user: &UserId) -> Result<(), HubError> {
    require(actor, Capability::ManageUsers)?;
    let (actor, user, now) = (*actor, user.clone(), hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let wait = "Make somebody else an owner before you remove this one.";
                let member = find(tx, &actor, &user, wait, Role::Member).await?;
                let entry = Entry::new(By::Actor(actor), actor.organisation, Action::UserRemoved, member.email);
                audit::record(tx, entry, now).await?;
                Ok(memberships::delete(tx, member.key).await?)
            })
        })
        .await
}

/// The member, unless it would leave the organisation without an owner if its role became `becomes`.
async fn find(
    tx: &mut Tx,
    actor: &Actor,
    user: &UserId,
    advice: &str,
    becomes: Role,
) -> Result<memberships::MemberRow, HubError> {
    // The count comes first, since it holds the others back until this transaction ends.
    let owners = memberships::lock_owners(tx, actor.organisation).await?;
    let member = memberships::find_member(tx, actor.organisation, user).await?.ok_or(HubError::NotFound)?;
    if member.role == Role::Owner && becomes != Role::Owner && owners < 2 {
        let name = &member.name;
        return Err(HubError::Conflict(format!("{name} is the only owner of the organisation. {advice}")));
    }
    Ok(member)
}
