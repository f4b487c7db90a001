//! Quality, and the pauses that low quality brings (Template quality; Template pausing).

use serde_json::json;

use super::tell;
use crate::Error;
use crate::changes::Update;
use crate::clock::{day_text, minute_text};
use crate::state::World;
use crate::state::schedule::Job;

const HOUR: i64 = 3_600;

/// Sets the score; RED pauses or disables a template that is in use.
pub(crate) fn score(world: &mut World, id: &str, score: &str, now: i64) -> Result<Vec<Update>, Error> {
    let template = world.template_mut(id)?;
    let previous = std::mem::replace(&mut template.quality_score, score.to_owned());
    template.quality_date = now;
    let mut updates = vec![tell::quality(template, &previous)];
    if score == "RED" && template.status == "APPROVED" {
        updates.extend(pause(world, id, now)?);
    }
    Ok(updates)
}

/// For 3 hours the first time, for 6 the second; the third time the template is disabled.
pub(crate) fn pause(world: &mut World, id: &str, now: i64) -> Result<Vec<Update>, Error> {
    let template = world.template_mut(id)?;
    template.pauses += 1;
    template.last_updated_time = now;
    let (title, hours, why) = match template.pauses {
        1 => ("FIRST_PAUSE", 3, "because it had issues"),
        2 => ("SECOND_PAUSE", 6, "because it continued to have issues"),
        _ => return disable(world, id, &day_text(now), now),
    };
    let until = now + hours * HOUR;
    "PAUSED".clone_into(&mut template.status);
    let description =
        format!("Your WhatsApp message template has been paused for {hours} hours until {} {why}.", minute_text(until));
    let update = tell::status(template, "PAUSED", Some("NONE"), &[tell::other_info(title, &description)]);
    let pause = template.pauses;
    world.schedule.add(until, Job::Unpause { template_id: id.to_owned(), pause });
    Ok(vec![update])
}

/// Ends the nth pause, unless it has ended or another has begun.
pub(crate) fn end_pause(world: &mut World, id: &str, pause: u32, now: i64) -> Result<Vec<Update>, Error> {
    let template = world.template(id)?;
    if template.status != "PAUSED" || template.pauses != pause {
        return Ok(Vec::new());
    }
    unpause(world, id, now)
}

/// Puts a paused template back into use.
pub(crate) fn unpause(world: &mut World, id: &str, now: i64) -> Result<Vec<Update>, Error> {
    let template = world.template_mut(id)?;
    "APPROVED".clone_into(&mut template.status);
    template.last_updated_time = now;
    let info = tell::other_info("UNPAUSE", "Your WhatsApp message template has been unpaused.");
    Ok(vec![tell::status(template, "APPROVED", Some("NONE"), &[info])])
}

/// Takes a template out of use for good.
pub(crate) fn disable(world: &mut World, id: &str, date: &str, now: i64) -> Result<Vec<Update>, Error> {
    let template = world.template_mut(id)?;
    "DISABLED".clone_into(&mut template.status);
    template.last_updated_time = now;
    let description = "Your WhatsApp message template has been disabled because it continued to have issues.";
    let more = [tell::other_info("DISABLED", description), ("disable_info", json!({ "disable_date": date }))];
    Ok(vec![tell::status(template, "DISABLED", Some("NONE"), &more)])
}
