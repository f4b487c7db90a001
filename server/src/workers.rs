//! What the process does by itself: a supervisor that starts workers, and starts them again when they fail.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures::FutureExt;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The first pause after a failure; it doubles with each.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// No pause is longer.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Starts workers and watches them.
pub struct Workers {
    tracker: TaskTracker,
    stop: CancellationToken,
    health: Health,
    first_pause: Duration,
}

/// How the workers are, shared by cloning.
#[derive(Clone, Default)]
pub struct Health(Arc<Mutex<BTreeMap<&'static str, State>>>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Runs,
    Waits,
}

impl Workers {
    /// No worker yet; all of them end when `stop` is cancelled.
    pub fn new(stop: CancellationToken, health: Health) -> Self {
        Self { tracker: TaskTracker::new(), stop, health, first_pause: FIRST_PAUSE }
    }

    /// Runs `work` until the process stops; when it fails, panics or ends by itself, again after a pause.
    pub fn start<F, E>(&self, name: &'static str, work: impl Fn(CancellationToken) -> F + Send + 'static)
    where
        F: Future<Output = Result<(), E>> + Send + 'static,
        E: std::fmt::Display + Send + 'static,
    {
        let (stop, health, first_pause) = (self.stop.clone(), self.health.clone(), self.first_pause);
        self.tracker.spawn(async move {
            let mut pause = first_pause;
            while !stop.is_cancelled() {
                health.set(name, State::Runs);
                let started = Instant::now();
                let outcome = AssertUnwindSafe(work(stop.clone())).catch_unwind().await;
                if stop.is_cancelled() {
                    break;
                }
                let cause = match outcome {
                    Ok(Ok(())) => "it ended by itself".to_owned(),
                    Ok(Err(error)) => error.to_string(),
                    Err(_) => "it panicked".to_owned(),
                };
                if LONGEST_PAUSE < started.elapsed() {
                    pause = first_pause;
                }
                let seconds = pause.as_secs();
                tracing::error!(worker = name, cause, "Worker {name} failed; it starts again in {seconds} s");
                health.set(name, State::Waits);
                let _ = stop.run_until_cancelled(tokio::time::sleep(pause)).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        });
    }

    /// Waits until every worker has ended; `false` when some are still busy after `limit`.
    pub async fn ended(&self, limit: Duration) -> bool {
        self.tracker.close();
        tokio::time::timeout(limit, self.tracker.wait()).await.is_ok()
    }
}

impl Health {
    /// The workers that have failed and not yet started again.
    pub fn failing(&self) -> Vec<&'static str> {
        self.all().into_iter().filter_map(|(name, up)| (!up).then_some(name)).collect()
    }

    /// Every worker, and whether it runs.
    pub fn all(&self) -> Vec<(&'static str, bool)> {
        let states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        states.iter().map(|(name, state)| (*name, *state == State::Runs)).collect()
    }

    fn set(&self, name: &'static str, state: State) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name, state);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_worker_that_fails_or_panics_starts_again() {
        let (stop, health) = (CancellationToken::new(), Health::default());
        let mut workers = Workers::new(stop.clone(), health.clone());
        workers.first_pause = Duration::ZERO;
        let turns = Arc::new(AtomicU32::new(0));
        let (counted, reached) = (turns.clone(), Arc::new(tokio::sync::Notify::new()));
        let third = reached.clone();
        workers.start("sample", move |stop| {
            let (turn, third) = (counted.fetch_add(1, Ordering::SeqCst), third.clone());
            async move {
                match turn {
                    0 => Err("broken"),
                    1 => panic!("on purpose"),
                    _ => {
                        third.notify_one();
                        stop.cancelled().await;
                        Ok(())
                    }
                }
            }
        });
        reached.notified().await;
        assert_eq!(turns.load(Ordering::SeqCst), 3);
        assert_eq!(health.failing(), Vec::<&str>::new());
        stop.cancel();
        assert!(workers.ended(Duration::from_secs(5)).await);
    }

    #[tokio::test]
    async fn a_worker_that_waits_to_be_started_again_is_failing() {
        let (stop, health) = (CancellationToken::new(), Health::default());
        let mut workers = Workers::new(stop.clone(), health.clone());
        workers.first_pause = LONGEST_PAUSE;
        workers.start("sample", |_| async { Err::<(), _>("broken") });
        while health.failing().is_empty() {
            tokio::task::yield_now().await;
        }
        assert_eq!(health.failing(), ["sample"]);
        stop.cancel();
        assert!(workers.ended(Duration::from_secs(5)).await);
    }
}
