//! The template node (fields as in Meta's business SDK).

use serde_json::{Map, Value, json};

use crate::Handle;
use crate::clock::graph_time;
use crate::graph::call::Call;
use crate::graph::error::GraphError;
use crate::graph::fields::{Field, Node};
use crate::graph::health_status;
use crate::rules::normal;
use crate::state::World;
use crate::state::template::{Lock, Template};

pub(crate) struct TemplateNode<'c> {
    call: &'c Call<'c>,
    world: &'c World,
    template: &'c Template,
}

impl<'c> TemplateNode<'c> {
    pub fn of(call: &'c Call<'c>, world: &'c World, id: &str) -> Result<Self, GraphError> {
        let template = world.templates.get(id).ok_or_else(|| GraphError::no_such_object("get", id))?;
        Ok(Self { call, world, template })
    }
}

impl Node for TemplateNode<'_> {
    const KIND: &'static str = "WhatsAppBusinessHSM";
    const DEFAULT: &'static [&'static str] =
        &["name", "parameter_format", "components", "language", "status", "category", "sub_category"];

    fn id(&self) -> &str {
        &self.template.id
    }

    fn field(&self, field: &Field) -> Result<Option<Value>, GraphError> {
        let template = self.template;
        let optional = |text: Option<&str>| text.map(Value::from).unwrap_or_default();
        Ok(Some(match field.name.as_str() {
            "category" => template.category.as_str().into(),
            "components" => {
                let base = self.call.handle.base_url();
                normal::published(&template.components, base.as_str(), &self.world.media).into()
            }
            "correct_category" => optional(template.impending_category.as_ref().map(|(category, _)| category.as_str())),
            "health_status" => health_status::of_template(self.call, self.world, template),
            "language" => template.language.as_str().into(),
            "last_updated_time" => graph_time(template.last_updated_time).into(),
            "message_send_ttl_seconds" => template.ttl.map(Value::from).unwrap_or_default(),
            "name" => template.name.as_str().into(),
            "parameter_format" => template.parameter_format.as_str().into(),
            "previous_category" => optional(template.previous_category.as_deref()),
            "quality_score" => json!({ "score": template.quality_score, "date": template.quality_date }),
            "rejected_reason" => template.rejected_reason.as_str().into(),
            "status" => template.status.as_str().into(),
            "sub_category" => optional(template.sub_category.as_deref()),
            name @ ("bid_spec"
            | "creative_sourcing_spec"
            | "cta_url_link_tracking_opted_out"
            | "degrees_of_freedom_spec"
            | "display_format"
            | "is_primary_device_delivery_only"
            | "library_template_body_inputs"
            | "library_template_button_inputs"
            | "library_template_name"
            | "send_type") => template.kept.get(name).cloned().unwrap_or_default(),
            _ => return Ok(None),
        }))
    }

    fn extra(&self) -> &Map<String, Value> {
        &self.template.extra
    }
}

/// A template with all that tests look at, without going over the Graph API.
pub(crate) fn describe(handle: &Handle, world: &World, template: &Template) -> Value {
    json!({
        "id": template.id,
        "waba_id": template.waba_id,
        "name": template.name,
        "language": template.language,
        "category": template.category,
        "previous_category": template.previous_category,
        "impending_category": template.impending_category.as_ref().map(|(category, _)| category),
        "status": template.status,
        "quality_score": template.quality_score,
        "rejected_reason": template.rejected_reason,
        "parameter_format": template.parameter_format,
        "message_send_ttl_seconds": template.ttl,
        "pauses": template.pauses,
        "edits": template.edits,
        "locked": template.lock == Lock::Locked,
        "last_updated_time": template.last_updated_time,
        "components": normal::published(&template.components, handle.base_url().as_str(), &world.media),
    })
}
