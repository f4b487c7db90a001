//! A person who belongs to several organisations goes from one to another.

use domain::account::{Actor, OrganisationKind, Role};
use store::{memberships, sessions};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::sessions::{NewSession, renew};
use crate::accounts::token::hash_of;
use crate::{Hub, HubError};

/// One of the actor's organisations, for the switcher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationChoice {
    /// Id: of the client on the client's side, of the partner otherwise.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Which side it is on.
    pub kind: OrganisationKind,
    /// What its partner is called.
    pub partner_name: String,
    /// The actor's role there.
    pub role: Role,
    /// Whether the session is in it.
    pub current: bool,
}

/// The actor's organisations, the one used last first.
///
/// # Errors
/// The database refuses.
pub async fn organisations(hub: &Hub, actor: &Actor) -> Result<Vec<OrganisationChoice>, HubError> {
    let rows = memberships::of_user(&mut hub.store.read().await?, actor.user).await?;
    Ok(rows
        .into_iter()
        .map(|row| OrganisationChoice {
            id: row.organisation_id,
            name: row.organisation_name,
            kind: row.organisation.kind(),
            partner_name: row.partner_name,
            role: row.role,
            current: row.organisation == actor.organisation,
        })
        .collect())
}

/// Opens another organisation of the person in this session, which gets a new token.
///
/// # Errors
/// [`HubError::SignInRequired`] without a session, [`HubError::NotFound`] for an organisation that the person
/// does not belong to.
pub async fn switch(hub: &Hub, token: &str, organisation_id: &str) -> Result<NewSession, HubError> {
    let old = hash_of(token).ok_or(HubError::SignInRequired)?;
    let organisation_id = organisation_id.to_owned();
    let hub_in_tx = hub.clone();
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let now = hub_in_tx.clock.now();
                let session = sessions::find(tx, &old, now).await?.ok_or(HubError::SignInRequired)?;
                let memberships = memberships::of_user(tx, session.user).await?;
                let wanted = memberships.into_iter().find(|membership| membership.organisation_id == organisation_id);
                let wanted = wanted.ok_or(HubError::NotFound)?;
                let actor = Actor { user: session.user, organisation: wanted.organisation, role: wanted.role };
                let entry = Entry::new(
                    By::Actor(actor),
                    wanted.organisation,
                    Action::OrganisationSwitched,
                    wanted.organisation_name,
                );
                audit::record(tx, entry, now).await?;
                renew(tx, &hub_in_tx, &old, session.ends_at, wanted.key).await
            })
        })
        .await
}
