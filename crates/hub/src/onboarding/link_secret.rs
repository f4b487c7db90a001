//! The secret with which a partner signs its onboarding links. It is the partner's own, apart from that of its webhook,
//! which it may not have.

use domain::Timestamp;
use domain::account::{Actor, Capability};
use domain::ids::PartnerKey;
use store::{Conn, link_secrets};

use super::redirects::partner_of;
use crate::accounts::audit::{self, Action, Entry};
use crate::accounts::require;
use crate::accounts::token::hex;
use crate::{Hub, HubError};

/// What secrets are sealed for.
const PURPOSE: &str = "onboarding link secret";

/// What a secret begins with, so that it is recognised where it should not be.
const PREFIX: &str = "iosec_";

/// A new secret, which its owner sees once.
pub struct LinkSecret(String);

impl LinkSecret {
    /// The text, for its owner.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for LinkSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkSecret(…)")
    }
}

/// What a new secret stands in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaces {
    /// There is none yet.
    Nothing,
    /// The one that is there, which counts no longer: its owner was asked.
    Present,
}

/// Since when the actor's partner has its secret; nothing where it has none.
///
/// # Errors
/// [`HubError::NotFound`] on the client's side, [`HubError::Forbidden`] for members.
pub async fn link_secret_since(hub: &Hub, actor: &Actor) -> Result<Option<Timestamp>, HubError> {
    let partner = partner_of(actor)?;
    require(actor, Capability::ManageSecrets)?;
    let found = link_secrets::of_partner(&mut hub.store.read().await?, partner).await?;
    Ok(found.map(|secret| secret.at))
}

/// Makes a new secret. Links that are signed with the one before are refused from then on.
///
/// # Errors
/// [`HubError::NotFound`] on the client's side, [`HubError::Forbidden`] for members, [`HubError::Conflict`] where there
/// is one that is not to be replaced.
pub async fn make_link_secret(hub: &Hub, actor: &Actor, replaces: Replaces) -> Result<LinkSecret, HubError> {
    let partner = partner_of(actor)?;
    require(actor, Capability::ManageSecrets)?;
    let secret = LinkSecret(format!("{PREFIX}{}", hex(&hub.random.bytes::<32>())));
    let sealed = hub.sealer.seal(&hub.random, PURPOSE, secret.reveal().as_bytes()).map_err(HubError::internal)?;
    let (actor, at) = (*actor, hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                if replaces == Replaces::Nothing && link_secrets::of_partner(tx, partner).await?.is_some() {
                    return Err(HubError::Conflict(
                        "There is a secret by now. Ask whoever made it, or make a new one in its place.".to_owned(),
                    ));
                }
                link_secrets::put(tx, partner, &link_secrets::LinkSecret { sealed, at }).await?;
                let entry = Entry::new((&actor).into(), actor.organisation, Action::LinkSecretMade, "");
                audit::record(tx, entry, at).await
            })
        })
        .await
        .map(|()| secret)
}

/// The secret with which a partner signs now.
pub(super) async fn link_secret_of(
    hub: &Hub,
    conn: &mut Conn,
    partner: PartnerKey,
) -> Result<Option<Vec<u8>>, HubError> {
    let Some(found) = link_secrets::of_partner(conn, partner).await? else { return Ok(None) };
    hub.sealer.open(PURPOSE, &found.sealed).map(Some).map_err(HubError::internal)
}
