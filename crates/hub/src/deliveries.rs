//! Handing things to systems outside: events to the partner's webhook, what Meta sends for a number to the number's own.
//!
//! A delivery is written in the transaction of its cause, so none is missed, and sent by a worker at least once: a process
//! that stops between sending and noting it sends again. Receivers recognise that by the id, which stays the same. In
//! which order they come is not promised: what failed is tried again later than what follows it.

mod deliver;
mod destination;
mod outbound;
pub(crate) mod signing;

pub use deliver::{Round, deliver_next};
pub(crate) use outbound::Post;
pub use outbound::{Answer, Outbound};
pub use store::deliveries::attempts::Attempt;

use domain::account::Actor;
use domain::delivery::{DeliveryKind, DeliveryState, Target};
use store::deliveries::NewDelivery;
use store::deliveries::attempts::{self, NewAttempt};
use store::{StoreError, Tx, deliveries};

use crate::{Hub, HubError};

/// How many attempts are shown.
const SHOWN: usize = 20;
/// Deliveries of events stay in the log for this long.
const KEEP_EVENTS_SECONDS: i64 = 30 * 86_400;
/// Meta repeats its webhooks for seven days, and by its deliveries a repeated one is known.
const KEEP_INBOUND_SECONDS: i64 = 8 * 86_400;

/// The newest attempts at a target, newest first. The caller has made sure that the target is the actor's.
pub(crate) async fn last_attempts(hub: &Hub, actor: &Actor, target: Target) -> Result<Vec<Attempt>, HubError> {
    let mut conn = hub.store.read().await?;
    Ok(attempts::newest(&mut conn, actor.organisation.partner(), target, SHOWN).await?)
}

/// Notes a test among the attempts.
pub(crate) async fn note_test(hub: &Hub, sent: NewDelivery, answer: Answer) -> Result<(), HubError> {
    hub.store
        .write::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                let ended = if answer.is_taken() { DeliveryState::Delivered } else { DeliveryState::GivenUp };
                let delivery = deliveries::insert_ended(tx, &sent, ended).await?;
                let Answer { status, took_ms, text } = answer;
                let (target, at) = (sent.target, sent.at);
                attempts::note(tx, &NewAttempt { delivery, target, at, took_ms, status, answer: text }).await
            })
        })
        .await?;
    Ok(())
}

/// Deletes a run of what is too old: payloads and answers after their days, then the log itself.
pub(crate) async fn tidy(hub: &Hub, tx: &mut Tx) -> Result<u64, StoreError> {
    let now = hub.clock.now();
    let kept = now.plus_seconds(-hub.settings.keep_payloads_days * 86_400);
    let mut rows = deliveries::expire(tx, kept).await? + attempts::forget_answers(tx, kept).await?;
    for (kind, seconds) in [
        (DeliveryKind::Event, KEEP_EVENTS_SECONDS),
        (DeliveryKind::Test, KEEP_EVENTS_SECONDS),
        (DeliveryKind::Inbound, KEEP_INBOUND_SECONDS),
    ] {
        rows += deliveries::prune(tx, kind, now.plus_seconds(-seconds)).await?;
    }
    Ok(rows)
}
