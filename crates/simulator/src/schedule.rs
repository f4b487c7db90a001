//! What is done later, by the simulator's clock: reviews, the ends of pauses, deletions, messages that
//! get on.

use std::time::Duration;

use crate::changes::Update;
use crate::changes::template::{category, event, quality};
use crate::graph::describe_status;
use crate::shared::lock;
use crate::state::World;
use crate::state::schedule::Job;
use crate::{Clock, Error, Handle, reviewer};

/// Does what is due until the simulator stops.
pub(crate) async fn keep_time(handle: Handle) {
    let shared = handle.shared();
    let changed = shared.world().schedule.changed();
    loop {
        do_due(&handle);
        let next = shared.world().schedule.next_due();
        tokio::select! {
            () = shared.stopping.cancelled() => return,
            () = changed.notified() => {}
            () = until(&handle, next) => {}
        }
    }
}

/// Does all that is due, in order; returns when it is done and its webhooks are queued.
pub(crate) fn do_due(handle: &Handle) {
    let shared = handle.shared();
    let _turn = lock(&shared.turn);
    loop {
        let now = shared.now();
        let Some((due, job)) = shared.world().schedule.take_due(now) else {
            return;
        };
        perform(handle, job, due);
    }
}

/// Decides on all templates that wait for their review, whenever it is due.
pub(crate) fn settle_reviews(handle: &Handle) -> Vec<String> {
    let shared = handle.shared();
    let _turn = lock(&shared.turn);
    let now = shared.now();
    let open: Vec<(String, u32)> = {
        let mut world = shared.world();
        world.schedule.drop_reviews();
        let mut open: Vec<_> = world.templates.values().filter(|template| template.status == "PENDING").collect();
        open.sort_by_key(|template| (template.id.len(), &template.id));
        open.iter().map(|template| (template.id.clone(), template.revision)).collect()
    };
    for (id, revision) in &open {
        perform(handle, Job::Review { template_id: id.clone(), revision: *revision }, now);
    }
    open.into_iter().map(|(id, _)| id).collect()
}

fn perform(handle: &Handle, job: Job, now: i64) {
    let done = apply(&mut handle.shared().world(), &job, now);
    match done {
        Ok(updates) => drop(handle.publish(&updates)),
        // What it was about is gone by now.
        Err(error) => tracing::debug!(%error, ?job, "nothing to do"),
    }
}

fn apply(world: &mut World, job: &Job, now: i64) -> Result<Vec<Update>, Error> {
    match job {
        Job::Review { template_id, revision } => reviewer::decide(world, template_id, *revision, now),
        Job::Unpause { template_id, pause } => quality::end_pause(world, template_id, *pause, now),
        Job::Recategorise { template_id } => category::come_into_force(world, template_id, now),
        Job::Remove { template_id, status } => event::remove_if(world, template_id, status),
        Job::MessageStatus { message_id, status, errors } => {
            Ok(describe_status(world, message_id, status, errors.as_ref(), now).into_iter().collect())
        }
    }
}

/// A fixed clock moves only when it is put forward.
async fn until(handle: &Handle, due: Option<i64>) {
    let shared = handle.shared();
    match due {
        Some(due) if shared.config.clock == Clock::System => {
            let seconds = u64::try_from(due - shared.now()).unwrap_or_default();
            tokio::time::sleep(Duration::from_secs(seconds)).await;
        }
        _ => std::future::pending().await,
    }
}
