//! What all parts of a running simulator hold together.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::faults::Faults;
use crate::graph::usage::Counters;
use crate::handle::RequestLine;
use crate::state::World;
use crate::webhooks::outbox::Outbox;
use crate::{Config, wire};

/// The requests that are remembered for [`crate::Handle::requests`].
const REMEMBERED_REQUESTS: usize = 1_000;

pub(crate) struct Shared {
    pub config: Config,
    pub address: SocketAddr,
    pub outbox: Outbox,
    pub client: reqwest::Client,
    pub stopping: CancellationToken,
    pub reviews_pending: watch::Sender<usize>,
    world: Mutex<World>,
    faults: Mutex<Faults>,
    counters: Mutex<Counters>,
    requests: Mutex<VecDeque<RequestLine>>,
    request_count: AtomicU64,
    trace_count: AtomicU64,
    /// How far the simulator's clock was put forward, in seconds.
    ahead: AtomicI64,
    template_review_delay: AtomicI64,
    /// Held while what is due is done, so that whoever waits for it finds it done.
    pub turn: Mutex<()>,
}

impl Shared {
    pub fn new(config: Config, address: SocketAddr, world: World, outbox: Outbox, client: reqwest::Client) -> Self {
        let review = whole_seconds(config.template_review_delay);
        Self {
            config,
            address,
            outbox,
            client,
            stopping: CancellationToken::new(),
            reviews_pending: watch::Sender::new(0),
            world: Mutex::new(world),
            faults: Mutex::new(Faults::default()),
            counters: Mutex::new(Counters::default()),
            requests: Mutex::new(VecDeque::new()),
            request_count: AtomicU64::new(0),
            trace_count: AtomicU64::new(0),
            ahead: AtomicI64::new(0),
            template_review_delay: AtomicI64::new(review),
            turn: Mutex::new(()),
        }
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }

    pub fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }

    pub fn counters(&self) -> MutexGuard<'_, Counters> {
        lock(&self.counters)
    }

    pub fn now(&self) -> i64 {
        self.config.clock.unix_seconds() + self.ahead.load(Ordering::SeqCst)
    }

    pub fn advance(&self, seconds: i64) {
        self.ahead.fetch_add(seconds, Ordering::SeqCst);
    }

    /// How long a review of a template takes, in seconds.
    pub fn template_review_delay(&self) -> i64 {
        self.template_review_delay.load(Ordering::SeqCst)
    }

    pub fn set_template_review_delay(&self, seconds: i64) {
        self.template_review_delay.store(seconds, Ordering::SeqCst);
    }

    pub fn next_trace_id(&self) -> String {
        wire::trace_id(self.trace_count.fetch_add(1, Ordering::Relaxed))
    }

    pub fn record_request(&self, line: RequestLine) {
        self.request_count.fetch_add(1, Ordering::SeqCst);
        let mut requests = lock(&self.requests);
        if requests.len() == REMEMBERED_REQUESTS {
            requests.pop_front();
        }
        requests.push_back(line);
    }

    pub fn request_count(&self) -> u64 {
        self.request_count.load(Ordering::SeqCst)
    }

    pub fn requests(&self) -> Vec<RequestLine> {
        lock(&self.requests).iter().cloned().collect()
    }
}

/// A duration on the simulator's clock, which counts whole seconds.
pub(crate) fn whole_seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX / 4)
}

/// A panic in one request must not take the others down: the data behind the lock is replaced field
/// by field and stays usable.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
