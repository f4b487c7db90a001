//! Numbers that come from a sign-up are registered for the Cloud API, with a PIN of the hub's making or the client's.

use domain::activation::NumberRegistration;
use domain::ids::{ChannelId, OnboardingId, WabaKey};
use store::channels::{self, Channel};
use store::registrations;
use store::wabas::{self, Waba};
use whatsapp::GraphError;

use super::own;
use crate::wabas::{sync, token};
use crate::{Hub, HubError};

/// What seals PINs.
const PIN_PURPOSE: &str = "two-step verification pin";

/// Registers every number of an account that waits for it, each with a PIN of its own. One that has a PIN already stays
/// as it is: its owner knows the PIN, and is asked for it.
pub(super) async fn all_of(hub: &Hub, waba: WabaKey) -> Result<(), HubError> {
    let mut conn = hub.store.read().await?;
    let account = wabas::find(&mut conn, waba).await?.ok_or(HubError::NotFound)?;
    let waiting = channels::of_waba(&mut conn, waba).await?;
    drop(conn);
    let mut registered = false;
    for channel in waiting.iter().filter(|channel| waits(channel)) {
        let pin = format!("{:06}", u32::from_be_bytes(hub.random.bytes()) % 1_000_000);
        match one(hub, &account, channel, &pin).await? {
            Ok(()) => registered = true,
            Err(error) => tracing::info!(channel.id = %channel.id, %error, "A new number waits for its PIN"),
        }
    }
    if registered {
        sync(hub, waba).await?;
    }
    Ok(())
}

/// Registers a number of the way's client with the PIN that its owner knows.
///
/// # Errors
/// [`HubError::Invalid`] for what is no PIN, [`HubError::Upstream`] where Meta refuses it, [`HubError::NotFound`].
pub async fn register(
    hub: &Hub,
    id: &OnboardingId,
    session: &str,
    channel: &ChannelId,
    pin: &str,
) -> Result<(), HubError> {
    let (_, actor) = own(hub, session, id).await?;
    let pin = pin.trim();
    if pin.len() != 6 || !pin.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(HubError::invalid("pin", "The PIN has six digits."));
    }
    let mut conn = hub.store.read().await?;
    let channel = channels::find(&mut conn, actor.organisation, channel).await?.ok_or(HubError::NotFound)?;
    let account = wabas::find(&mut conn, channel.waba).await?.ok_or(HubError::NotFound)?;
    drop(conn);
    if let Err(error) = one(hub, &account, &channel, pin).await? {
        let message = error.user_message.clone().unwrap_or_else(|| {
            "Meta does not take this PIN. It is the one of the number's two-step verification, which can be changed in \
             WhatsApp Manager."
                .to_owned()
        });
        return Err(HubError::Upstream { message });
    }
    sync(hub, account.key).await?;
    Ok(())
}

fn waits(channel: &Channel) -> bool {
    let facts = &channel.facts;
    NumberRegistration::derive(&facts.status, facts.code_verification.as_ref()) == NumberRegistration::PinNeeded
}

/// Registers a number and keeps its PIN, sealed.
async fn one(hub: &Hub, account: &Waba, channel: &Channel, pin: &str) -> Result<Result<(), GraphError>, HubError> {
    let Some(token) = token::open(hub, account) else { return Err(HubError::NotFound) };
    if let Err(error) = hub.graph.register_number(&channel.facts.external_id, pin, &token).await {
        return Ok(Err(error));
    }
    let sealed = hub.sealer.seal(&hub.random, PIN_PURPOSE, pin.as_bytes()).map_err(HubError::internal)?;
    let (key, now) = (channel.key, hub.clock.now());
    hub.store
        .write(move |tx| Box::pin(async move { Ok::<_, HubError>(registrations::put(tx, key, &sealed, now).await?) }))
        .await?;
    Ok(Ok(()))
}
