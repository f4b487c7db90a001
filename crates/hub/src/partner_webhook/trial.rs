//! Trying a webhook out.

use domain::account::Actor;
use domain::delivery::{DeliveryKind, DeliveryState, Target};
use domain::ids::EventId;
use store::StoreError;
use store::deliveries::attempts::{self, NewAttempt};
use store::deliveries::{self, NewDelivery};

use super::{of_partner, open, own};
use crate::deliveries::{Answer, Post};
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
    let noted = answer.clone();
    hub.store
        .write::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                let ended = if noted.is_taken() { DeliveryState::Delivered } else { DeliveryState::GivenUp };
                let delivery = deliveries::insert_ended(tx, &sent, ended).await?;
                let Answer { status, took_ms, text } = noted;
                attempts::note(tx, &NewAttempt { delivery, target, at, took_ms, status, answer: text }).await
            })
        })
        .await?;
    Ok(answer)
}
