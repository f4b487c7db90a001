//! The address of a whole account, for all of its channels that have none of their own.

use store::{channel_webhooks, channels, wabas};

use super::{Webhook, held, open, place, record, seal};
use crate::accounts::audit::Action;
use crate::api_keys::Caller;
use crate::{Hub, HubError};

/// The account's address, and whose it is.
#[derive(Clone, Debug)]
pub struct AccountWebhook {
    /// Meta's id of the account.
    pub external_id: String,
    /// The numbers of the account, in their groups.
    pub numbers: Vec<String>,
    /// The address.
    pub webhook: Option<Webhook>,
}

/// What happens to the channels that have an address of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Override {
    /// They keep it.
    Keep,
    /// They lose it, so that the account's holds for all of them.
    All,
}

/// How many channels have lost their own address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overridden(pub u64);

/// The address of the account that the caller's channel belongs to.
///
/// # Errors
/// The database refuses, or the headers were sealed with another key.
pub async fn of_account(hub: &Hub, caller: &Caller) -> Result<AccountWebhook, HubError> {
    let mut conn = hub.store.read().await?;
    let waba = wabas::of_channel(&mut conn, caller.channel).await?.ok_or(HubError::NotFound)?;
    let stored = channel_webhooks::of_account(&mut conn, waba.key).await?;
    let numbers = channels::of_waba(&mut conn, waba.key).await?;
    Ok(AccountWebhook {
        external_id: waba.external_id,
        numbers: numbers.into_iter().map(|channel| channel.facts.number.display().to_owned()).collect(),
        webhook: stored.map(|endpoint| open(hub, endpoint)).transpose()?,
    })
}

/// Gives the account an address, or takes it away.
///
/// # Errors
/// The database refuses.
pub async fn set_of_account(
    hub: &Hub,
    caller: &Caller,
    webhook: Option<Webhook>,
    others: Override,
) -> Result<Overridden, HubError> {
    let (worker, caller) = (hub.clone(), caller.clone());
    let sealed = webhook.as_ref().map(|webhook| seal(hub, webhook)).transpose()?;
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let channel = held(tx, &caller).await?;
                channel_webhooks::set_of_account(tx, channel.waba, sealed.as_ref()).await?;
                let lost = match others {
                    Override::Keep => 0,
                    Override::All => channel_webhooks::forget_of_channels(tx, channel.waba).await?,
                };
                let more = if lost == 0 { String::new() } else { format!("; {lost} own addresses were taken away") };
                let detail = place(webhook.as_ref()) + &more;
                record(&worker, tx, &caller, &channel, Action::AccountWebhookChanged, detail).await?;
                Ok(Overridden(lost))
            })
        })
        .await
}
