//! Applying what was stored: in batches, each body whole or not at all.

use std::sync::Arc;

use domain::Timestamp;
use store::webhooks::{self, WaitingBody};
use store::{StoreError, leases};
use whatsapp::webhook::{self, Delivery, NumberChange, UpdateBody};

use super::apply::Applier;
use crate::{Hub, HubError};

/// Bodies that are applied in one transaction: enough to share a commit, few enough that others get their turn.
pub const BATCH: usize = 200;

/// The lease that keeps two processes from applying the same bodies.
const LEASE: &str = "webhooks";
const LEASE_SECONDS: i64 = 30;

/// Applies the oldest bodies that wait; answers how many there were. 0 also when another process does it.
///
/// # Errors
/// The database refuses.
pub async fn process_waiting(hub: &Hub) -> Result<usize, HubError> {
    let mut conn = hub.store.read().await?;
    let waiting = webhooks::waiting(&mut conn, BATCH).await?;
    drop(conn);
    if waiting.is_empty() || !take_lease(hub).await? {
        return Ok(0);
    }
    // Read again under the lease: another process may have applied some of them meanwhile.
    let mut conn = hub.store.read().await?;
    let waiting = webhooks::waiting(&mut conn, BATCH).await?;
    drop(conn);
    let count = waiting.len();
    let parsed: Vec<Parsed> = waiting.into_iter().map(parse).collect();
    let hints = parsed.iter().any(asks_for_a_sync);
    let hands_on = parsed.iter().any(|body| !body.of_numbers.is_empty());
    let bills = parsed.iter().any(may_be_billed);
    let together = parsed.clone();
    let worker = hub.clone();
    let applied: Result<(), StoreError> =
        hub.store.write(move |tx| Box::pin(async move { apply_all(&worker, tx, &together).await })).await;
    if let Err(error) = applied {
        tracing::warn!(%error, bodies = count, "A batch of webhooks could not be applied together; applying one by one");
        for body in parsed {
            apply_alone(hub, body).await?;
        }
    }
    if hints {
        hub.signals.sync.notify_one();
    }
    if hands_on {
        hub.signals.deliveries.notify_one();
    }
    if bills {
        hub.signals.charges.notify_one();
    }
    metrics::counter!("webhook_bodies_processed_total").increment(count as u64);
    Ok(count)
}

#[derive(Clone)]
struct Parsed {
    n: i64,
    received_at: Timestamp,
    delivery: Result<Arc<Delivery>, String>,
    of_numbers: Arc<Vec<NumberChange>>,
}

fn parse(body: WaitingBody) -> Parsed {
    let delivery = webhook::parse(&body.body).map(Arc::new).map_err(|error| error.to_string());
    let of_numbers = Arc::new(webhook::changes_of_numbers(&body.body));
    Parsed { n: body.n, received_at: Timestamp(body.received_at), delivery, of_numbers }
}

/// Whether a body may make its account due at once.
fn asks_for_a_sync(body: &Parsed) -> bool {
    let Ok(delivery) = &body.delivery else { return false };
    delivery.updates.iter().any(|update| {
        matches!(
            update.body,
            UpdateBody::Account(_)
                | UpdateBody::AccountReview { .. }
                | UpdateBody::NumberQuality(_)
                | UpdateBody::NumberName(_)
                | UpdateBody::BusinessCapability(_)
                | UpdateBody::TemplateStatus(_)
                | UpdateBody::TemplateComponents(_)
        )
    })
}

/// Whether a body tells what a message costs.
fn may_be_billed(body: &Parsed) -> bool {
    let Ok(delivery) = &body.delivery else { return false };
    delivery.updates.iter().any(|update| matches!(&update.body, UpdateBody::Status(status) if status.pricing.is_some()))
}

async fn apply_all(hub: &Hub, tx: &mut store::Tx, bodies: &[Parsed]) -> Result<(), StoreError> {
    let mut applier = Applier::new(hub);
    let mut done = Vec::with_capacity(bodies.len());
    for body in bodies {
        match &body.delivery {
            Ok(delivery) => {
                applier.apply(tx, delivery, body.received_at).await?;
                applier.hand_on(tx, &body.of_numbers, body.received_at).await?;
                done.push(body.n);
            }
            Err(problem) => webhooks::processed(tx, body.n, Some(problem), hub.clock.now()).await?,
        }
    }
    webhooks::processed_all(tx, &done, hub.clock.now()).await?;
    Ok(())
}

/// Applies one body. One that cannot be applied is set aside with the reason, so that it does not hold up others;
/// when even that fails, the database is at fault and everything stays as it is.
async fn apply_alone(hub: &Hub, body: Parsed) -> Result<(), HubError> {
    let n = body.n;
    let worker = hub.clone();
    let applied: Result<(), StoreError> =
        hub.store.write(move |tx| Box::pin(async move { apply_all(&worker, tx, &[body]).await })).await;
    let Err(error) = applied else { return Ok(()) };
    tracing::error!(%error, webhook.body = n, "A webhook could not be applied and was set aside");
    let (problem, now) = (error.to_string(), hub.clock.now());
    hub.store.write(move |tx| Box::pin(async move { webhooks::processed(tx, n, Some(&problem), now).await })).await?;
    Ok(())
}

async fn take_lease(hub: &Hub) -> Result<bool, HubError> {
    let now = hub.clock.now();
    let holder = hub.process.clone();
    Ok(hub
        .store
        .write(move |tx| {
            Box::pin(async move { leases::take(tx, LEASE, &holder, now, now.plus_seconds(LEASE_SECONDS)).await })
        })
        .await?)
}
