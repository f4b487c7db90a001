//! What open pages hear: each process reads the log of changes once and hands each entry to the pages of its
//! tenant. Pages that were cut off resume from the place they had reached.

use std::sync::Arc;

use domain::account::Organisation;
use store::Store;
use store::changes::{self, Change};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use crate::HubError;

/// Entries that a slow page may lag behind before it has to reload.
const LAG: usize = 1_024;
/// Entries that are read at once, and the most that a page resumes by.
const RUN: usize = 500;

/// The feed of this process.
#[derive(Clone)]
pub struct Live {
    store: Store,
    feed: Arc<broadcast::Sender<Arc<Change>>>,
}

/// How a page goes on.
pub enum Resumed {
    /// With these entries, then with what comes.
    From(Vec<Change>),
    /// It was away for too long and has to look at everything again.
    LookAgain {
        /// The newest place.
        at: i64,
    },
}

impl Live {
    /// Starts to read the log; ends with `stop`.
    pub fn start(store: Store, stop: CancellationToken) -> Self {
        let feed = Arc::new(broadcast::Sender::new(LAG));
        let live = Self { store, feed };
        tokio::spawn(live.clone().read_log(stop));
        live
    }

    /// Everything from now on, of all tenants: filter with [`concerns`].
    pub fn subscribe(&self) -> broadcast::Receiver<Arc<Change>> {
        self.feed.subscribe()
    }

    /// What a page of `organisation` has missed since it heard `last`.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn resume(&self, organisation: Organisation, last: i64) -> Result<Resumed, HubError> {
        let mut conn = self.store.read().await?;
        let missed = changes::after(&mut conn, last, RUN).await?;
        let oldest = changes::oldest(&mut conn).await?.unwrap_or_default();
        let latest = changes::latest(&mut conn).await?;
        let too_many = missed.len() == RUN;
        // Some of what it missed is deleted already, or it knows a place of another database.
        let cannot_tell = last.saturating_add(1) < oldest || latest < last;
        if too_many || cannot_tell {
            return Ok(Resumed::LookAgain { at: latest });
        }
        Ok(Resumed::From(missed.into_iter().filter(|change| concerns(organisation, change)).collect()))
    }

    /// The newest place.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn latest(&self) -> Result<i64, HubError> {
        let mut conn = self.store.read().await?;
        Ok(changes::latest(&mut conn).await?)
    }

    async fn read_log(self, stop: CancellationToken) {
        let mut wakeups = self.store.wakeups();
        let mut last = None;
        loop {
            match self.forward(last).await {
                Ok(reached) => last = Some(reached),
                Err(error) => {
                    tracing::warn!(%error, "The log of changes could not be read; trying again at the next change")
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                woken = wakeups.changed() => if woken.is_err() { return },
            }
        }
    }

    async fn forward(&self, last: Option<i64>) -> Result<i64, HubError> {
        let mut conn = self.store.read().await?;
        let Some(mut last) = last else { return Ok(changes::latest(&mut conn).await?) };
        loop {
            let run = changes::after(&mut conn, last, RUN).await?;
            let Some(newest) = run.last() else { return Ok(last) };
            last = newest.n;
            for change in run {
                // Nobody listening is no failure.
                let _ = self.feed.send(Arc::new(change));
            }
        }
    }
}

/// Whether a change is one of this organisation's: a client hears of its own only.
pub fn concerns(organisation: Organisation, change: &Change) -> bool {
    match organisation {
        Organisation::Partner(partner) => change.partner == partner,
        Organisation::Client(partner, client) => change.partner == partner && change.client == Some(client),
    }
}
