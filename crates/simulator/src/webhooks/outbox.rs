//! The queue of webhooks and the task that delivers them.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;

use axum::body::Bytes;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::log::{Delivery, Outcome};
use crate::shared::lock;
use crate::{Handle, Retry, wire};

/// The deliveries that are remembered.
const REMEMBERED: usize = 10_000;

/// A webhook on its way.
struct Parcel {
    number: u64,
    url: Url,
    body: Bytes,
    attempt: u32,
}

pub(crate) struct Outbox {
    queue: mpsc::UnboundedSender<Parcel>,
    pending: watch::Sender<usize>,
    log: Mutex<Log>,
}

#[derive(Default)]
struct Log {
    made: u64,
    deliveries: VecDeque<Delivery>,
    last: Option<(Url, Bytes)>,
}

impl Outbox {
    pub fn new(client: reqwest::Client, retry: Retry) -> (Self, Worker) {
        let (queue, parcels) = mpsc::unbounded_channel();
        let outbox = Self { queue, pending: watch::Sender::new(0), log: Mutex::default() };
        let worker = Worker { parcels, client, retry, waiting: BTreeMap::new() };
        (outbox, worker)
    }

    /// Puts a webhook into the queue, or notes that nobody is subscribed to it.
    pub fn send(&self, field: &str, url: Option<Url>, body: Bytes) {
        let mut log = lock(&self.log);
        log.made += 1;
        let number = log.made;
        if log.deliveries.len() == REMEMBERED {
            log.deliveries.pop_front();
        }
        log.deliveries.push_back(Delivery {
            number,
            field: field.to_owned(),
            attempts: 0,
            last_status: None,
            outcome: match url {
                Some(_) => Outcome::Waiting,
                None => Outcome::NotSubscribed,
            },
        });
        let Some(url) = url else {
            return;
        };
        log.last = Some((url.clone(), body.clone()));
        drop(log);
        self.pending.send_modify(|pending| *pending += 1);
        let parcel = Parcel { number, url, body, attempt: 0 };
        if self.queue.send(parcel).is_err() {
            self.finish(number, Outcome::GivenUp);
        }
    }

    /// The last body that went out, and where.
    pub fn last(&self) -> Option<(Url, Bytes)> {
        lock(&self.log).last.clone()
    }

    pub fn deliveries(&self) -> Vec<Delivery> {
        lock(&self.log).deliveries.iter().cloned().collect()
    }

    /// Returns once nothing waits or is on its way.
    pub async fn settled(&self) {
        // The sender lives as long as `self`, so that waiting cannot fail.
        let _ = self.pending.subscribe().wait_for(|pending| *pending == 0).await;
    }

    fn attempted(&self, number: u64, status: Option<u16>) {
        self.note(number, |delivery| {
            delivery.attempts += 1;
            delivery.last_status = status;
        });
    }

    fn finish(&self, number: u64, outcome: Outcome) {
        self.note(number, |delivery| delivery.outcome = outcome);
        self.pending.send_modify(|pending| *pending -= 1);
    }

    fn note(&self, number: u64, change: impl FnOnce(&mut Delivery)) {
        let mut log = lock(&self.log);
        if let Some(delivery) = log.deliveries.iter_mut().rev().find(|delivery| delivery.number == number) {
            change(delivery);
        }
    }
}

/// Delivers one webhook after the other, in order; one that fails waits aside for its next turn.
pub(crate) struct Worker {
    parcels: mpsc::UnboundedReceiver<Parcel>,
    client: reqwest::Client,
    retry: Retry,
    waiting: BTreeMap<(Instant, u64), Parcel>,
}

impl Worker {
    pub async fn run(mut self, handle: Handle, stopping: CancellationToken) {
        loop {
            let due = self.waiting.first_key_value().map(|((due, _), _)| *due);
            let parcel = tokio::select! {
                biased;
                () = stopping.cancelled() => return,
                Some(parcel) = self.parcels.recv() => parcel,
                () = sleep_until(due) => match self.waiting.pop_first() {
                    Some((_, parcel)) => parcel,
                    None => continue,
                },
            };
            tokio::select! {
                () = stopping.cancelled() => return,
                () = self.deliver(&handle, parcel) => {}
            }
        }
    }

    async fn deliver(&mut self, handle: &Handle, mut parcel: Parcel) {
        let shared = handle.shared();
        let signature = wire::signature(&shared.config.app_secret, &parcel.body);
        let answer = self
            .client
            .post(parcel.url.clone())
            .header("content-type", "application/json")
            .header("x-hub-signature-256", signature)
            .body(parcel.body.clone())
            .send()
            .await;
        parcel.attempt += 1;
        let status = answer.ok().map(|answer| answer.status().as_u16());
        shared.outbox.attempted(parcel.number, status);
        if status == Some(200) {
            shared.outbox.finish(parcel.number, Outcome::Delivered);
            return;
        }
        let Some(pause) = self.retry.pause_after(parcel.attempt) else {
            tracing::warn!(webhook = parcel.number, ?status, "given up on a webhook");
            shared.outbox.finish(parcel.number, Outcome::GivenUp);
            return;
        };
        tracing::debug!(webhook = parcel.number, ?status, ?pause, "a webhook waits");
        self.waiting.insert((Instant::now() + pause, parcel.number), parcel);
    }
}

async fn sleep_until(due: Option<Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn pauses_grow_stay_bounded_and_end() {
        let retry = Retry { first: Duration::from_secs(1), longest: Duration::from_secs(5), attempts: 5 };
        let pauses: Vec<_> = (1..=5).map(|attempt| retry.pause_after(attempt)).collect();
        assert_eq!(
            pauses,
            [
                Some(Duration::from_secs(1)),
                Some(Duration::from_secs(2)),
                Some(Duration::from_secs(4)),
                Some(Duration::from_secs(5)),
                None,
            ]
        );
    }
}
