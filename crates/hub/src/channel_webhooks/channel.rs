//! The address of one channel.

use store::channel_webhooks;

use super::{Webhook, held, open, place, record, seal};
use crate::accounts::audit::Action;
use crate::api_keys::Caller;
use crate::{Hub, HubError};

/// The channel's own address.
///
/// # Errors
/// The database refuses, or the headers were sealed with another key.
pub async fn of_channel(hub: &Hub, caller: &Caller) -> Result<Option<Webhook>, HubError> {
    let mut conn = hub.store.read().await?;
    let stored = channel_webhooks::of_channel(&mut conn, caller.channel).await?;
    stored.map(|endpoint| open(hub, endpoint)).transpose()
}

/// Gives the channel an address of its own, or takes it away: its webhooks then go to the account's.
///
/// # Errors
/// The database refuses.
pub async fn set_of_channel(hub: &Hub, caller: &Caller, webhook: Option<Webhook>) -> Result<(), HubError> {
    let (worker, caller) = (hub.clone(), caller.clone());
    let sealed = webhook.as_ref().map(|webhook| seal(hub, webhook)).transpose()?;
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let channel = held(tx, &caller).await?;
                channel_webhooks::set_of_channel(tx, channel.key, sealed.as_ref()).await?;
                let detail = place(webhook.as_ref());
                record(&worker, tx, &caller, &channel, Action::ChannelWebhookChanged, detail).await
            })
        })
        .await
}
