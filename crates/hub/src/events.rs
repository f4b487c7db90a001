//! Writing events: for the people of the hub, and for the systems that partners have connected.

use domain::delivery::{DeliveryKind, Target};
use domain::event::{EventKind, NewEvent};
use domain::ids::EventId;
use store::clients::NewClient;
use store::deliveries::{self, NewDelivery};
use store::events::{self, EventScope};
use store::templates::{self, StoredTemplate};
use store::wabas::Waba;
use store::{StoreError, Tx, channels, partner_webhooks};

use crate::Hub;
use crate::wire::{self, Envelope, Subject};

/// What events are about, as far as whoever writes them has it at hand.
#[derive(Clone, Copy, Debug)]
pub(crate) enum About<'a> {
    /// An account, or what the scope names of it.
    Account(&'a Waba),
    /// A template that the account no longer has.
    Former(&'a StoredTemplate, &'a Waba),
    /// A client that is being added.
    Client(&'a NewClient),
}

/// Writes events, and a delivery of each for every webhook of the partner, in the same transaction: none is missed, and
/// what is delivered is how things were when it happened. To be called when the change itself is written.
pub(crate) async fn publish(
    hub: &Hub,
    tx: &mut Tx,
    scope: EventScope,
    about: About<'_>,
    happened: &[NewEvent],
) -> Result<(), StoreError> {
    if happened.is_empty() {
        return Ok(());
    }
    let webhooks = partner_webhooks::taking_events(tx, scope.partner).await?;
    for event in happened {
        let (id, at) = (EventId::from_entropy(hub.random.entropy()), hub.clock.now());
        events::append(tx, scope, event, &id, at).await?;
        if webhooks.is_empty() {
            continue;
        }
        let name = event.kind.webhook_name();
        let payload = Envelope { id: &id, event: name, data: data(tx, scope, about, event).await? }.to_bytes();
        for webhook in &webhooks {
            let delivery = NewDelivery {
                id: id.as_str().to_owned(),
                partner: scope.partner,
                target: Target::Partner(*webhook),
                kind: DeliveryKind::Event,
                name: name.to_owned(),
                payload: payload.clone(),
                at,
            };
            deliveries::enqueue(tx, &delivery).await?;
        }
    }
    Ok(())
}

async fn data(
    tx: &mut Tx,
    scope: EventScope,
    about: About<'_>,
    event: &NewEvent,
) -> Result<serde_json::Value, StoreError> {
    let waba = match about {
        About::Client(client) => return Ok(wire::data(event, Subject::Client(client))),
        About::Former(template, waba) => return Ok(wire::data(event, Subject::Template(template, waba))),
        About::Account(waba) => waba,
    };
    if let Some(key) = scope.channel
        && let Some(channel) = channels::get(tx, key).await?
    {
        return Ok(wire::data(event, Subject::Channel(&channel, waba)));
    }
    if let Some(key) = scope.template
        && let Some(template) = templates::get(tx, key).await?
    {
        return Ok(wire::data(event, Subject::Template(&template, waba)));
    }
    let number = match event.kind {
        EventKind::AccountViolation | EventKind::AccountRestriction => {
            channels::of_waba(tx, waba.key).await?.into_iter().next()
        }
        _ => None,
    };
    Ok(wire::data(event, Subject::Account(waba, number.as_ref())))
}
