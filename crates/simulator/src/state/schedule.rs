//! What Meta does later, by the simulator's clock.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::Notify;

/// Something that happens when its time has come.
#[derive(Clone, Debug)]
pub(crate) enum Job {
    /// The review of what was handed in as this revision.
    Review { template_id: String, revision: u32 },
    /// The end of the nth pause.
    Unpause { template_id: String, pause: u32 },
    /// A category that was announced comes into force.
    Recategorise { template_id: String },
    /// A deleted template goes, or one that has been archived for long.
    Remove { template_id: String, status: &'static str },
    /// A message gets on.
    MessageStatus { message_id: String, status: &'static str, errors: Option<Value> },
}

/// The jobs in the order of their time, and of their making.
#[derive(Default)]
pub(crate) struct Schedule {
    jobs: BTreeMap<(i64, u64), Job>,
    made: u64,
    changed: Arc<Notify>,
}

impl Schedule {
    pub fn add(&mut self, due: i64, job: Job) {
        self.made += 1;
        self.jobs.insert((due, self.made), job);
        self.changed.notify_one();
    }

    /// The oldest job whose time has come, with that time.
    pub fn take_due(&mut self, now: i64) -> Option<(i64, Job)> {
        let (due, _) = *self.jobs.first_key_value()?.0;
        if due > now {
            return None;
        }
        self.jobs.pop_first().map(|((due, _), job)| (due, job))
    }

    /// Forgets all reviews, because they are done now.
    pub fn drop_reviews(&mut self) {
        self.jobs.retain(|_, job| !matches!(job, Job::Review { .. }));
    }

    pub fn next_due(&self) -> Option<i64> {
        self.jobs.first_key_value().map(|((due, _), _)| *due)
    }

    /// Told whenever a job is added.
    pub fn changed(&self) -> Arc<Notify> {
        self.changed.clone()
    }
}
