//! What all parts of a running simulator hold together.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

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
}

impl Shared {
    pub fn new(config: Config, address: SocketAddr, world: World, outbox: Outbox, client: reqwest::Client) -> Self {
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
        self.config.clock.unix_seconds()
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

/// A panic in one request must not take the others down: the data behind the lock is replaced field
/// by field and stays usable.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
