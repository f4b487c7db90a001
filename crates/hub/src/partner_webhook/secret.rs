//! The signing secret.

use domain::account::{Actor, Capability};
use store::partner_webhooks;

use super::{SigningSecret, of_partner, open_secret, own, record, seal_secret};
use crate::accounts::audit::Action;
use crate::accounts::require;
use crate::{Hub, HubError};

/// For how long the secret before a new one signs as well.
const OVERLAP_SECONDS: i64 = 86_400;

/// Shows the secret to an owner; the log tells of it.
///
/// # Errors
/// [`HubError::NotFound`] on the side of a client, and where there is no webhook; [`HubError::Forbidden`] for members.
pub async fn reveal(hub: &Hub, actor: &Actor) -> Result<SigningSecret, HubError> {
    of_partner(actor)?;
    require(actor, Capability::ManageSecrets)?;
    let (worker, actor) = (hub.clone(), *actor);
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let webhook = own(tx, &actor).await?;
                let secret = open_secret(&worker, &webhook.secret)?;
                record(&worker, tx, &actor, Action::SigningSecretShown, webhook.address.place().to_owned()).await?;
                Ok(secret)
            })
        })
        .await
}

/// Makes a new secret. The one before it signs as well for a day, and one that is older ends at once.
///
/// # Errors
/// As [`reveal`].
pub async fn rotate(hub: &Hub, actor: &Actor) -> Result<SigningSecret, HubError> {
    of_partner(actor)?;
    require(actor, Capability::ManageSecrets)?;
    let (worker, actor, now) = (hub.clone(), *actor, hub.clock.now());
    let secret = SigningSecret::fresh(&hub.random);
    let sealed = seal_secret(hub, &secret)?;
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let webhook = own(tx, &actor).await?;
                partner_webhooks::rotate(tx, webhook.key, &sealed, now.plus_seconds(OVERLAP_SECONDS), now).await?;
                record(&worker, tx, &actor, Action::SigningSecretRotated, webhook.address.place().to_owned()).await
            })
        })
        .await
        .map(|()| secret)
}
