//! One step of the worker: a round at one target.

use domain::Timestamp;
use domain::delivery::{self, DeliveryKind, Target};
use futures::future;
use store::StoreError;
use store::deliveries::attempts::{self, NewAttempt};
use store::deliveries::queues::{self, Went};
use store::deliveries::{self, Due, Next};

use super::destination::{self, Destination};
use super::{Answer, Post};
use crate::{Hub, HubError};

/// How many requests are at one target at the same time.
const AT_ONCE: usize = 8;
/// Seconds for which nobody else is at a claimed target: more than a round can take.
const LEASE: i64 = 60;

/// What a round did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// Where.
    pub target: Target,
    /// What was taken.
    pub delivered: usize,
    /// What was not; most of it is tried again.
    pub failed: usize,
}

struct Tried {
    due: Due,
    at: Timestamp,
    answer: Answer,
    next: Next,
}

/// One step of the worker: sends some of what is due for the target that has waited longest. Several processes, and
/// several workers of each, can do this at the same time. `None` when nothing is due.
///
/// # Errors
/// The database refuses. A delivery that is not taken is no error: it is noted and tried again.
pub async fn deliver_next(hub: &Hub) -> Result<Option<Round>, HubError> {
    let now = hub.clock.now();
    if !queues::any_due(&mut hub.store.read().await?, now).await? {
        return Ok(None);
    }
    let lease_until = now.plus_seconds(LEASE);
    let claimed = hub
        .store
        .write::<_, StoreError, _>(move |tx| Box::pin(async move { queues::claim(tx, now, lease_until).await }))
        .await?;
    let Some(target) = claimed else { return Ok(None) };
    let mut round = Round { target, delivered: 0, failed: 0 };
    let tried = match destination::find(hub, target).await? {
        Destination::At { address, headers, signing } => {
            let due = deliveries::due(&mut hub.store.read().await?, target, now, AT_ONCE).await?;
            let attempts = due.into_iter().map(async |due| {
                let at = hub.clock.now();
                let (id, body) = (due.id.as_str(), due.payload.clone());
                let post = Post { address: &address, headers: &headers, signing: signing.as_ref(), id, body, at };
                let answer = hub.outbound.post(post).await;
                tried(hub, due, at, answer)
            });
            future::join_all(attempts).await
        }
        Destination::Off => {
            park(hub, target, lease_until, Waiting::Kept).await?;
            return Ok(Some(round));
        }
        Destination::Gone => {
            park(hub, target, lease_until, Waiting::Dropped).await?;
            return Ok(Some(round));
        }
    };
    round.delivered = tried.iter().filter(|one| one.answer.is_taken()).count();
    round.failed = tried.len() - round.delivered;
    let now = hub.clock.now();
    hub.store
        .write::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                for one in &tried {
                    note(tx, target, one).await?;
                }
                let went = match round.delivered {
                    0 => Went::Wrong(i64::try_from(round.failed).unwrap_or(i64::MAX)),
                    _ => Went::Well,
                };
                queues::release(tx, target, lease_until, now, went, delivery::rest).await
            })
        })
        .await?;
    metrics::counter!("deliveries_taken_total").increment(round.delivered as u64);
    metrics::counter!("deliveries_failed_total").increment(round.failed as u64);
    Ok(Some(round))
}

/// What becomes of what waits for a target that wants nothing now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    Kept,
    Dropped,
}

async fn park(hub: &Hub, target: Target, lease_until: Timestamp, waiting: Waiting) -> Result<(), HubError> {
    let now = hub.clock.now();
    hub.store
        .write::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                if waiting == Waiting::Dropped {
                    deliveries::drop_waiting(tx, target).await?;
                }
                queues::release(tx, target, lease_until, now, Went::Parked, delivery::rest).await
            })
        })
        .await?;
    Ok(())
}

fn tried(hub: &Hub, due: Due, at: Timestamp, answer: Answer) -> Tried {
    let attempt = due.attempts.saturating_add(1);
    let spread = u16::from_be_bytes(hub.random.bytes());
    let next = if answer.is_taken() {
        Next::Delivered
    } else {
        let again = delivery::next_attempt(due.kind, due.made_at, hub.clock.now(), attempt, spread);
        again.map_or(Next::GivenUp, Next::Again)
    };
    match next {
        Next::Delivered => {}
        Next::Again(_) => {
            tracing::debug!(delivery.id = %due.id, attempt, status = answer.status, "A delivery was not taken");
        }
        Next::GivenUp => {
            tracing::warn!(delivery.id = %due.id, attempt, status = answer.status, "A delivery was given up");
        }
    }
    Tried { due, at, answer, next }
}

async fn note(tx: &mut store::Tx, target: Target, tried: &Tried) -> Result<(), StoreError> {
    let Tried { due, at, answer, next } = tried;
    if !deliveries::tried(tx, due.n, due.attempts, *next).await? {
        return Ok(());
    }
    let attempt = NewAttempt {
        delivery: due.n,
        target,
        at: *at,
        took_ms: answer.took_ms,
        status: answer.status,
        answer: kept(due.kind, answer),
    };
    attempts::note(tx, &attempt).await
}

/// What of an answer is worth keeping: why something was not taken. What receivers of messages answer may repeat them.
fn kept(kind: DeliveryKind, answer: &Answer) -> String {
    match (kind, answer.status) {
        (DeliveryKind::Inbound, Some(_)) => String::new(),
        _ if answer.is_taken() => String::new(),
        _ => answer.text.clone(),
    }
}
