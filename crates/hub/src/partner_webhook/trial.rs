//! Trying a webhook out.

use domain::account::Actor;
use domain::delivery::{DeliveryKind, Target};
use domain::ids::EventId;
use store::deliveries::NewDelivery;

use super::{of_partner, open, own};
use crate::deliveries::{Answer, Post, note_test};
use crate::wire::{Envelope, TEST_EVENT, test_data};
use crate::{Hub, HubError};

/// Sends a signed test event, whether the webhook is on or off, and answers what came back. It is tried once.
///
/// # Errors
/// [`HubError::NotFound`] on the side of a client, and where there is no webhook.
pub async fn test(hub: &Hub, actor: &Actor) -> Result<Answer, HubError> {
    of_partner(actor)?;
    let webhook = own(&mut hub.store.read().await?, actor).await?;
    let (target, id, at) = (Target::Partner(webhook.key), EventId::from_entropy(hub.random.entropy()), hub.clock.now());
    let body = Envelope { id: &id, event: TEST_EVENT, data: test_data() }.to_bytes();
    let opened = open(hub, webhook)?;
    let post = Post {
        address: &opened.address,
        headers: &opened.headers,
        signing: Some(&opened.signing),
        id: id.as_str(),
        body,
        at,
    };
    let answer = hub.outbound.post(post).await;
    let sent = NewDelivery {
        id: id.as_str().to_owned(),
        partner: actor.organisation.partner(),
        target,
        kind: DeliveryKind::Test,
        name: TEST_EVENT.to_owned(),
        payload: Vec::new(),
        at,
    };
    note_test(hub, sent, answer.clone()).await?;
    Ok(answer)
}
