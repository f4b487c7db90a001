//! The workers of the hub. Each does what waits, then sleeps until it is woken or until it looks by itself, so that a
//! lost wake-up only delays.

use std::time::Duration;

use futures::future;
use hub::mail::{self, Mailer};
use hub::{Hub, HubError};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::metrics::Metrics;
use crate::workers::Workers;

/// How many accounts one process reads from Meta at the same time.
const SYNCS: usize = 4;

/// At how many addresses one process delivers at the same time.
const TARGETS: usize = 16;

const LOOK_FOR_WEBHOOKS: Duration = Duration::from_secs(2);
const LOOK_FOR_SYNCS: Duration = Duration::from_secs(10);
const LOOK_FOR_DELIVERIES: Duration = Duration::from_secs(5);
const LOOK_FOR_CHARGES: Duration = Duration::from_secs(10);
const LOOK_FOR_MAILS: Duration = Duration::from_secs(15);
const LOOK_FOR_WASTE: Duration = Duration::from_secs(300);
const LOOK_FOR_ENDS: Duration = Duration::from_secs(60);
const TIDY_METRICS: Duration = Duration::from_secs(5);

/// Starts all of them.
pub fn start(workers: &Workers, hub: &Hub, mailer: &Mailer, metrics: &Metrics) {
    let worker = hub.clone();
    workers.start("webhooks", move |stop| apply_webhooks(worker.clone(), stop));
    let worker = hub.clone();
    workers.start("sync", move |stop| sync_accounts(worker.clone(), stop));
    let worker = hub.clone();
    workers.start("deliveries", move |stop| deliver(worker.clone(), stop));
    let worker = hub.clone();
    workers.start("charges", move |stop| post_charges(worker.clone(), stop));
    let (worker, mailer) = (hub.clone(), mailer.clone());
    workers.start("mail", move |stop| deliver_mails(worker.clone(), mailer.clone(), stop));
    let worker = hub.clone();
    workers.start("housekeeping", move |stop| tidy(worker.clone(), stop));
    let worker = hub.clone();
    workers.start("subscriptions", move |stop| end_subscriptions(worker.clone(), stop));
    let metrics = metrics.clone();
    workers.start("metrics", move |stop| tidy_metrics(metrics.clone(), stop));
}

async fn apply_webhooks(hub: Hub, stop: CancellationToken) -> Result<(), HubError> {
    let wake = hub.signals.webhooks.clone();
    drain(&stop, &wake, LOOK_FOR_WEBHOOKS, || async { Ok(hub::webhooks::process_waiting(&hub).await? != 0) }).await
}

async fn sync_accounts(hub: Hub, stop: CancellationToken) -> Result<(), HubError> {
    hub::channels::refresh_old_cards(&hub).await?;
    hub::templates::give_text_keys(&hub).await?;
    hub::accounts::clients::give_words(&hub).await?;
    let wake = hub.signals.sync.clone();
    let step = || async {
        let found = hub::wabas::sync_next_due(&hub).await?.is_some();
        if found {
            // One call wakes one sleeper; where one account was due, the others may find more.
            wake.notify_one();
        }
        Ok(found)
    };
    future::try_join_all((0..SYNCS).map(|_| drain(&stop, &wake, LOOK_FOR_SYNCS, step))).await?;
    Ok(())
}

async fn deliver(hub: Hub, stop: CancellationToken) -> Result<(), HubError> {
    let wake = hub.signals.deliveries.clone();
    let step = || async {
        let found = hub::deliveries::deliver_next(&hub).await?.is_some();
        if found {
            // One call wakes one sleeper; where one address had something waiting, others may have too.
            wake.notify_one();
        }
        Ok(found)
    };
    let workers = future::try_join_all((0..TARGETS).map(|_| drain(&stop, &wake, LOOK_FOR_DELIVERIES, step)));
    future::try_join(workers, wake_with_events(&hub, &stop)).await?;
    Ok(())
}

/// Prices and posts what deliveries cost.
async fn post_charges(hub: Hub, stop: CancellationToken) -> Result<(), HubError> {
    let wake = hub.signals.charges.clone();
    drain(&stop, &wake, LOOK_FOR_CHARGES, || async { Ok(hub::charges::post_waiting(&hub).await? != 0) }).await
}

/// Whatever writes events lets open pages look again, in all processes; the same tells that there may be events to
/// deliver.
async fn wake_with_events(hub: &Hub, stop: &CancellationToken) -> Result<(), HubError> {
    let mut ticks = hub.store.wakeups();
    loop {
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            changed = ticks.changed() => match changed {
                Ok(()) => hub.signals.deliveries.notify_one(),
                Err(_) => return Ok(()),
            },
        }
    }
}

async fn deliver_mails(hub: Hub, mailer: Mailer, stop: CancellationToken) -> Result<(), HubError> {
    let wake = hub.signals.mail.clone();
    let step = || async { Ok(mail::deliver_due(&hub, &mailer).await?.sent != 0) };
    drain(&stop, &wake, LOOK_FOR_MAILS, step).await
}

async fn tidy(hub: Hub, stop: CancellationToken) -> Result<(), HubError> {
    let never = Notify::new();
    let step = || async {
        let rows = hub::housekeeping::tidy(&hub).await? + hub::accounts::housekeeping::tidy(&hub).await?;
        Ok(rows != 0)
    };
    drain(&stop, &never, LOOK_FOR_WASTE, step).await
}

/// Ends the numbers whose last day is over.
async fn end_subscriptions(hub: Hub, stop: CancellationToken) -> Result<(), HubError> {
    let never = Notify::new();
    let step = || async { Ok(hub::subscriptions::end_due(&hub).await? != 0) };
    drain(&stop, &never, LOOK_FOR_ENDS, step).await
}

async fn tidy_metrics(metrics: Metrics, stop: CancellationToken) -> Result<(), HubError> {
    let never = Notify::new();
    drain(&stop, &never, TIDY_METRICS, || {
        metrics.tidy();
        future::ok(false)
    })
    .await
}

/// Repeats `step` while it says that there may be more, then sleeps.
async fn drain<F>(
    stop: &CancellationToken,
    wake: &Notify,
    look_every: Duration,
    step: impl Fn() -> F,
) -> Result<(), HubError>
where
    F: Future<Output = Result<bool, HubError>>,
{
    while !stop.is_cancelled() {
        if step().await? {
            continue;
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = wake.notified() => {}
            () = tokio::time::sleep(look_every) => {}
        }
    }
    Ok(())
}
