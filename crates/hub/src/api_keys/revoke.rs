//! Ending keys before anything replaces them.

use domain::account::{Actor, Capability, OrganisationKind};
use domain::api_key::{KeyPrefix, may_revoke};
use domain::ids::ChannelId;
use store::{Tx, api_keys, channels};

use super::{entry, standing, tell};
use crate::accounts::audit::{self, Action};
use crate::accounts::require;
use crate::{Hub, HubError};

/// Ends a key at once; answers its channel.
///
/// # Errors
/// [`HubError::NotFound`] for a key of somebody else's channel; [`HubError::Conflict`] for a key that has ended
/// already, and for one of the other side that the actor's side does not decide about.
pub async fn revoke(hub: &Hub, actor: &Actor, prefix: &KeyPrefix) -> Result<ChannelId, HubError> {
    require(actor, Capability::ManageNumbers)?;
    let (actor, prefix, now) = (*actor, prefix.clone(), hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let found = api_keys::find(tx, actor.organisation, &prefix).await?;
                let (id, key) = found.ok_or(HubError::NotFound)?;
                let channel = channels::hold_standing(tx, actor.organisation, &id).await?.ok_or(HubError::NotFound)?;
                if !may_revoke(&standing(&actor, &channel), key.side) {
                    return Err(HubError::Conflict(not_yours(key.side).to_owned()));
                }
                if !api_keys::revoke(tx, &prefix, now).await? {
                    return Err(HubError::Conflict("This key has ended already.".to_owned()));
                }
                let written = entry(&actor, &channel, Action::ApiKeyRevoked).detail(prefix.as_str());
                audit::record(tx, written, now).await?;
                tell(tx, &channel, now).await?;
                Ok(id)
            })
        })
        .await
}

/// Ends the keys of a channel that its partner has made, as part of the transaction in which its permission ends.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else.
pub(crate) async fn end_those_of_partner(
    hub: &Hub,
    tx: &mut Tx,
    actor: &Actor,
    id: &ChannelId,
) -> Result<(), HubError> {
    let now = hub.clock.now();
    let channel = channels::hold_standing(tx, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    let ended = api_keys::revoke_of_side(tx, channel.key, OrganisationKind::Partner, now).await?;
    if ended == 0 {
        return Ok(());
    }
    let written =
        entry(actor, &channel, Action::ApiKeyRevoked).detail(format!("{ended} of the partner, with its permission"));
    audit::record(tx, written, now).await?;
    Ok(tell(tx, &channel, now).await?)
}

const fn not_yours(made_by: OrganisationKind) -> &'static str {
    match made_by {
        OrganisationKind::Partner => {
            "The partner pays for this number and has made this key. Ask the partner to revoke it."
        }
        OrganisationKind::Client => {
            "The client has made this key and has not shared the permission for this number. Ask the client to revoke it."
        }
    }
}
