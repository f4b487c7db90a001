//! Changes of a template's status, one by one (Webhooks reference, `message_template_status_update`).

use serde_json::json;

use super::{TemplateChange, quality, tell};
use crate::Error;
use crate::changes::Update;
use crate::clock::day_text;
use crate::state::World;
use crate::state::schedule::Job;
use crate::state::template::Lock;

const DAY: i64 = 86_400;

/// An archived template is deleted after so long.
const ARCHIVE_KEPT: i64 = 28 * DAY;

/// Lets it happen and names the webhooks that tell of it.
pub(crate) fn happen(
    world: &mut World,
    id: &str,
    event: &str,
    change: &TemplateChange,
    now: i64,
) -> Result<Vec<Update>, Error> {
    match event {
        "APPROVED" => approve(world, id, now),
        "REJECTED" => {
            let reason = change.reason.as_deref().unwrap_or("INCORRECT_CATEGORY");
            let info = change.recommendation.as_deref().map(|advice| ("The template has a format error.", advice));
            reject(world, id, reason, info, now)
        }
        "PAUSED" => quality::pause(world, id, now),
        "DISABLED" => {
            let date = change.disable_date.clone().unwrap_or_else(|| day_text(now));
            quality::disable(world, id, &date, now)
        }
        "FLAGGED" => {
            let date = change.disable_date.clone().unwrap_or_else(|| day_text(now + 7 * DAY));
            let info = ("disable_info", json!({ "disable_date": date }));
            Ok(vec![tell::status(world.template(id)?, "FLAGGED", None, &[info])])
        }
        "LOCKED" | "UNLOCKED" => {
            let template = world.template_mut(id)?;
            template.lock = if event == "LOCKED" { Lock::Locked } else { Lock::Open };
            let text = format!("Your WhatsApp message template has been {}.", event.to_lowercase());
            Ok(vec![tell::status(template, event, Some("NONE"), &[tell::other_info(event, &text)])])
        }
        "ARCHIVED" => {
            let template = world.template_mut(id)?;
            template.archived_from = Some(template.status.clone());
            let job = Job::Remove { template_id: id.to_owned(), status: "ARCHIVED" };
            world.schedule.add(now + ARCHIVE_KEPT, job);
            become_status(world, id, "ARCHIVED", event, now)
        }
        "UNARCHIVED" => {
            let template = world.template_mut(id)?;
            let before = template.archived_from.take().unwrap_or_else(|| "APPROVED".to_owned());
            become_status(world, id, &before, event, now)
        }
        "REINSTATED" => become_status(world, id, "APPROVED", event, now),
        "DELETED" => remove(world, id),
        _ => become_status(world, id, event, event, now),
    }
}

/// The reviewers take the template.
pub(crate) fn approve(world: &mut World, id: &str, now: i64) -> Result<Vec<Update>, Error> {
    "NONE".clone_into(&mut world.template_mut(id)?.rejected_reason);
    become_status(world, id, "APPROVED", "APPROVED", now)
}

/// The reviewers refuse the template. Meta explains it for INVALID_FORMAT only.
pub(crate) fn reject(
    world: &mut World,
    id: &str,
    reason: &str,
    info: Option<(&str, &str)>,
    now: i64,
) -> Result<Vec<Update>, Error> {
    let template = world.template_mut(id)?;
    "REJECTED".clone_into(&mut template.status);
    reason.clone_into(&mut template.rejected_reason);
    template.last_updated_time = now;
    let more = match info {
        Some((what, advice)) if reason == "INVALID_FORMAT" => {
            vec![("rejection_info", json!({ "reason": what, "recommendation": advice }))]
        }
        _ => Vec::new(),
    };
    Ok(vec![tell::status(template, "REJECTED", Some(reason), &more)])
}

/// Deletes the template at Meta: one that was sent is `PENDING_DELETION` for a while, any other is gone.
pub(crate) fn delete(
    world: &mut World,
    id: &str,
    all_languages: bool,
    delay: i64,
    now: i64,
) -> Result<Vec<Update>, Error> {
    let template = world.template(id)?.clone();
    if matches!(template.status.as_str(), "PENDING" | "REJECTED" | "LIMIT_EXCEEDED" | "PENDING_DELETION") {
        return remove(world, id);
    }
    world.names.lock(&template, all_languages, now);
    world.schedule.add(now + delay, Job::Remove { template_id: id.to_owned(), status: "PENDING_DELETION" });
    become_status(world, id, "PENDING_DELETION", "PENDING_DELETION", now)
}

/// The template is gone, if it still has this status.
pub(crate) fn remove_if(world: &mut World, id: &str, status: &str) -> Result<Vec<Update>, Error> {
    if world.template(id)?.status == status { remove(world, id) } else { Ok(Vec::new()) }
}

fn remove(world: &mut World, id: &str) -> Result<Vec<Update>, Error> {
    let template = world.remove_template(id);
    Ok(template.iter().map(|template| tell::status(template, "DELETED", None, &[])).collect())
}

fn become_status(world: &mut World, id: &str, status: &str, event: &str, now: i64) -> Result<Vec<Update>, Error> {
    let template = world.template_mut(id)?;
    status.clone_into(&mut template.status);
    template.last_updated_time = now;
    // What is scheduled for deletion has no reason (status_update page).
    let reason = (event != "PENDING_DELETION").then_some("NONE");
    Ok(vec![tell::status(template, event, reason, &[])])
}
