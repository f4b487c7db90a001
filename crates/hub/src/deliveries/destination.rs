//! Where a target is now: looked up for each round, so that a corrected address holds for what waits as well.

use domain::delivery::Target;
use domain::webhook_address::{Headers, WebhookAddress};
use store::partner_webhooks::{self, Switch};

use super::signing::Signing;
use crate::{Hub, HubError, channel_webhooks, partner_webhook};

/// Where a target is.
pub(super) enum Destination {
    /// There.
    At {
        /// Where to.
        address: WebhookAddress,
        /// The receiver's own headers.
        headers: Headers,
        /// The secrets of the receiver, where it has any.
        signing: Option<Signing>,
    },
    /// It wants nothing now.
    Off,
    /// It was taken away.
    Gone,
}

pub(super) async fn find(hub: &Hub, target: Target) -> Result<Destination, HubError> {
    let mut conn = hub.store.read().await?;
    let Target::Partner(key) = target else {
        let Some(webhook) = channel_webhooks::at(hub, &mut conn, target).await? else { return Ok(Destination::Gone) };
        return Ok(Destination::At { address: webhook.address, headers: webhook.headers, signing: None });
    };
    let Some(webhook) = partner_webhooks::get(&mut conn, key).await? else { return Ok(Destination::Gone) };
    if webhook.switch == Switch::Off {
        return Ok(Destination::Off);
    }
    let opened = partner_webhook::open(hub, webhook)?;
    Ok(Destination::At { address: opened.address, headers: opened.headers, signing: Some(opened.signing) })
}
