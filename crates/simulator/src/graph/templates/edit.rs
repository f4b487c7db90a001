//! `POST /{template}` and `POST /{template}/unpause` (Template management: edit; Template pausing).

use serde_json::{Value, json};

use super::create;
use crate::changes::template::{quality, tell};
use crate::graph::call::Call;
use crate::graph::error::GraphError;
use crate::rules::parameters::Format;
use crate::rules::{self, Draft, Refusal, normal};
use crate::state::schedule::Job;
use crate::state::template::{Lock, Template};

const DAY: i64 = 86_400;

/// Changes category, components or time-to-live; the components are replaced as a whole. What is looked
/// at goes back to review.
pub(crate) fn post(call: &Call<'_>, id: &str) -> Result<Value, GraphError> {
    let now = call.shared().now();
    let category = call.params.text("category").map(|text| create::category(&text)).transpose()?;
    let components = create::components(call)?;
    let names_ttl = call.params.text("message_send_ttl_seconds").is_some();
    if category.is_none() && components.is_none() && !names_ttl {
        return Err(GraphError::missing_parameter("components"));
    }
    let mut world = call.shared().world();
    let template = world.template(id)?;
    check_editable(template, category.as_deref(), now)?;
    let category = category.unwrap_or_else(|| template.category.clone());
    let is_reviewed = components.is_some() || category != template.category;
    let ttl = create::ttl(call, &category)?;
    let format = Format::of(&template.parameter_format).unwrap_or(Format::Positional);
    let mut updates = Vec::new();
    let replaced = match components {
        Some(mut components) => {
            rules::check(&Draft { category: &category, format, components: &components, media: &world.media })?;
            normal::keep_files(&mut components, &world.media);
            if category == "AUTHENTICATION" {
                normal::complete_authentication(&mut components);
            }
            Some(components)
        }
        None => None,
    };

    let template = world.template_mut(id)?;
    template.last_updated_time = now;
    if ttl.is_some() {
        template.ttl = ttl;
    }
    if is_reviewed {
        if template.status == "APPROVED" {
            template.edits.push(now);
        }
        if category != template.category {
            template.previous_category = Some(std::mem::replace(&mut template.category, category));
        }
        if let Some(components) = replaced {
            template.components = components;
            updates.push(tell::components(template));
        }
        template.revision += 1;
        "PENDING".clone_into(&mut template.status);
        "NONE".clone_into(&mut template.rejected_reason);
        updates.push(tell::status(template, "PENDING", Some("NONE"), &[]));
        let job = Job::Review { template_id: id.to_owned(), revision: template.revision };
        let due = now + call.shared().template_review_delay();
        world.schedule.add(due, job);
    }
    // Queued before a review that is due at once can be.
    call.handle.publish_from(&world, &updates);
    Ok(json!({ "success": true }))
}

/// Ends a pause before its time.
pub(crate) fn unpause(call: &Call<'_>, id: &str) -> Result<Value, GraphError> {
    let now = call.shared().now();
    let updates = {
        let mut world = call.shared().world();
        if world.template(id)?.status != "PAUSED" {
            return Err(Refusal::status("Only a paused template can be unpaused.").into());
        }
        quality::unpause(&mut world, id, now)?
    };
    call.handle.publish(&updates);
    Ok(json!({ "success": true }))
}

/// Only APPROVED, REJECTED and PAUSED templates; an approved one once in 24 hours and 10 times in 30 days,
/// and never its category.
fn check_editable(template: &Template, category: Option<&str>, now: i64) -> Result<(), Refusal> {
    if template.lock == Lock::Locked {
        return Err(Refusal::status("This template is locked and can't be edited."));
    }
    match template.status.as_str() {
        "REJECTED" | "PAUSED" => return Ok(()),
        "APPROVED" => {}
        _ => return Err(Refusal::status("Only approved, rejected and paused templates can be edited.")),
    }
    if category.is_some_and(|category| category != template.category) {
        return Err(Refusal::status("The category of an approved template can't be changed."));
    }
    let edits_since = |since: i64| template.edits.iter().filter(|edit| **edit > since).count();
    if edits_since(now - DAY) >= 1 || edits_since(now - 30 * DAY) >= 10 {
        return Err(Refusal::plain(
            "Edit limit reached",
            "An approved template can be edited once in 24 hours, and 10 times in 30 days.",
            "components",
        ));
    }
    Ok(())
}
