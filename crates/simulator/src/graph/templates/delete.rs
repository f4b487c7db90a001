//! `DELETE /{waba}/message_templates?name=`, `?hsm_id=&name=` or `?hsm_ids=[…]` (Template management:
//! delete).

use serde_json::{Value, json};

use crate::changes::template::event;
use crate::graph::call::Call;
use crate::graph::error::GraphError;
use crate::rules::Refusal;
use crate::shared::whole_seconds;
use crate::state::World;

pub(crate) fn delete(call: &Call<'_>, waba_id: &str) -> Result<Value, GraphError> {
    let now = call.shared().now();
    let delay = whole_seconds(call.shared().config.template_deletion_delay);
    let mut world = call.shared().world();
    let ids = chosen(call, &world, waba_id)?;
    let by_name = call.params.text("hsm_id").is_none() && call.params.text("hsm_ids").is_none();
    for id in &ids {
        if world.template(id)?.status == "DISABLED" {
            return Err(Refusal::status("A disabled template can't be deleted.").into());
        }
    }
    for id in &ids {
        let updates = event::delete(&mut world, id, by_name, delay, now)?;
        call.handle.publish_from(&world, &updates);
    }
    Ok(json!({ "success": true }))
}

/// All languages of a name, one template, or a list of them.
fn chosen(call: &Call<'_>, world: &World, waba_id: &str) -> Result<Vec<String>, GraphError> {
    let missing = || {
        GraphError::template(Refusal::plain(
            "Message template not found",
            "There is no message template with this name or id.",
            "name",
        ))
    };
    let listed = call.params.list("hsm_ids");
    let name = if listed.is_empty() { Some(call.params.required("name")?) } else { call.params.text("name") };
    let wanted: Vec<String> = call.params.text("hsm_id").into_iter().chain(listed).collect();
    let ids: Vec<String> = world
        .templates_of(waba_id)
        .filter(|template| name.as_ref().is_none_or(|name| *name == template.name))
        .filter(|template| wanted.is_empty() || wanted.contains(&template.id))
        .map(|template| template.id.clone())
        .collect();
    if ids.is_empty() || (!wanted.is_empty() && ids.len() != wanted.len()) {
        return Err(missing());
    }
    Ok(ids)
}
