//! What deliveries cost. Each delivery that Meta bills is noted with the webhook that reports it, once for each message;
//! a worker prices what was noted by the rate card and posts it in batches, so that a balance changes once for many messages.
//! A delivery without a rate is held, never taken as free.

mod note;
mod price;

pub(crate) use note::{Terms, note};

use std::collections::BTreeMap;

use domain::ledger::Posting;
use domain::money::Micros;
use domain::permission::PaymentType;
use store::charges::{self, Waiting};
use store::ledger::{self, Holder, Note, Posted};
use store::{StoreError, Tx, leases};

use price::{Cards, Priced};

use crate::{Hub, HubError};

/// Deliveries that are posted in one transaction.
pub const BATCH: usize = 4_000;

/// The lease that keeps two processes from pricing the same deliveries.
const LEASE: &str = "charges";
const LEASE_SECONDS: i64 = 30;

/// Prices and posts the oldest deliveries that wait; answers how many there were. 0 also when another process does it.
///
/// # Errors
/// The database refuses.
pub async fn post_waiting(hub: &Hub) -> Result<usize, HubError> {
    if charges::waiting(&mut hub.store.read().await?, 1).await?.is_empty() {
        return Ok(0);
    }
    let worker = hub.clone();
    let posted = hub
        .store
        .write(move |tx| {
            Box::pin(async move {
                let now = worker.clock.now();
                if !leases::take(tx, LEASE, &worker.process, now, now.plus_seconds(LEASE_SECONDS)).await? {
                    return Ok::<_, StoreError>(0);
                }
                post_batch(&worker, tx).await
            })
        })
        .await?;
    metrics::counter!("charges_posted_total").increment(posted as u64);
    Ok(posted)
}

/// Posts everything that waits, before somebody looks at a balance to act on it.
pub(crate) async fn post_all(hub: &Hub) -> Result<(), HubError> {
    while post_waiting(hub).await? != 0 {}
    Ok(())
}

async fn post_batch(hub: &Hub, tx: &mut Tx) -> Result<usize, StoreError> {
    let waiting = charges::waiting(tx, BATCH).await?;
    let mut cards = Cards::default();
    let priced = cards.price(tx, &waiting).await?;
    let held: Vec<i64> = priced.iter().filter(|priced| priced.price.is_none()).map(|priced| priced.charge.n).collect();
    if !held.is_empty() {
        charges::hold(tx, &held).await?;
    }
    // In the order of holders, so that processes that post at the same time wait for each other instead of locking up.
    let mut by_holder: BTreeMap<(i64, i64), Vec<(&Waiting, Micros)>> = BTreeMap::new();
    for Priced { charge, price } in &priced {
        let Some(price) = price else { continue };
        by_holder.entry(order(holder(charge))).or_default().push((charge, *price));
    }
    for charged in by_holder.values() {
        post(hub, tx, charged).await?;
    }
    Ok(waiting.len())
}

/// Posts what one balance is charged.
async fn post(hub: &Hub, tx: &mut Tx, charged: &[(&Waiting, Micros)]) -> Result<(), StoreError> {
    let (Some((first, _)), Some((last, _))) = (charged.first(), charged.last()) else { return Ok(()) };
    let total = charged.iter().try_fold(Micros(0), |total, (_, price)| total.plus(*price));
    let posting = total.and_then(Posting::charges).ok_or(StoreError::GivenUp("the charges are beyond 64 bits"))?;
    let holder = holder(first);
    let (from, to) = (first.n, last.n);
    let (key, cause) = (format!("charges:{from}:{:?}", order(holder)), format!("{from}-{to}"));
    let note = Note { key: &key, cause: &cause, at: hub.clock.now() };
    let Posted::Now(posting) = ledger::post(tx, holder, &posting, &note).await? else {
        return Err(StoreError::GivenUp("these charges were posted before"));
    };
    let mut by_price: BTreeMap<Micros, Vec<i64>> = BTreeMap::new();
    for (charge, price) in charged {
        by_price.entry(*price).or_default().push(charge.n);
    }
    for (price, rows) in by_price {
        charges::settle(tx, &rows, price, posting).await?;
    }
    price::add_up(tx, charged).await
}

/// Whose balance pays for a delivery.
const fn holder(charge: &Waiting) -> Holder {
    match charge.payment {
        PaymentType::Partner => Holder::Partner(charge.partner),
        PaymentType::Direct => Holder::Channel(charge.partner, charge.channel),
    }
}

const fn order(holder: Holder) -> (i64, i64) {
    match holder {
        Holder::Partner(partner) => (partner.0, 0),
        Holder::Channel(partner, channel) => (partner.0, channel.0),
    }
}
