//! Taking in a body whose signature has been checked.

use bytes::Bytes;
use store::webhooks;

use crate::{Hub, HubError};

/// Stores a body; durable when it returns. Nothing is looked at yet, so that no body can fail here.
///
/// # Errors
/// The database refuses: the caller must not answer 200, so that Meta sends it again.
pub async fn receive(hub: &Hub, body: Bytes) -> Result<(), HubError> {
    let now = hub.clock.now();
    hub.store.write(move |tx| Box::pin(async move { webhooks::store_body(tx, &body, now).await })).await?;
    metrics::counter!("webhook_bodies_received_total").increment(1);
    hub.signals.webhooks.notify_one();
    Ok(())
}
