//! What only Graph writes about a template (Graph API, `WhatsAppBusinessHSM`; Meta, template management).

use domain::templates::{Category, Quality, RejectionReason, TemplateFacts, TemplateStatus};
use serde_json::Value;

use super::fields::{Fields, scalar};
use super::{UnreadableTemplate, moment};

/// The fields of a node that a creation does not take.
const OF_NODES: [&str; 10] = [
    "id",
    "status",
    "quality_score",
    "rejected_reason",
    "rejection_info",
    "previous_category",
    "correct_category",
    "last_updated_time",
    "health_status",
    "namespace",
];

/// A creation names a template of Meta's library to copy; a node says which one it was copied from.
const LIBRARY: &str = "library_template_name";

/// Leaves out what only Graph writes.
pub(super) fn leave_out(fields: &mut Fields) {
    if fields.has("id") {
        fields.take(LIBRARY);
    }
    for name in OF_NODES {
        fields.take(name);
    }
}

/// Reads a node; an answer that lacks its id is the template that was asked for.
pub(crate) fn facts(node: &Value, asked_id: Option<&str>) -> Result<TemplateFacts, UnreadableTemplate> {
    let mut fields = Fields::of(node).ok_or(UnreadableTemplate::NotAnObject)?;
    let id = fields.scalar("id").filter(|id| !id.is_empty());
    let meta_id = id.or_else(|| asked_id.map(str::to_owned)).ok_or(UnreadableTemplate::Missing("id"))?;
    let said = |text: Option<String>| text.filter(|text| !text.is_empty() && text != "NONE");
    Ok(TemplateFacts {
        meta_id,
        template: super::read(node)?,
        status: TemplateStatus::from(fields.code("status").unwrap_or_default()),
        quality: said(quality(&mut fields)).map(Quality::from),
        rejection: said(fields.code("rejected_reason")).map(RejectionReason::from),
        previous_category: said(fields.code("previous_category")).map(Category::from),
        changed_at: fields.when("last_updated_time", |time| moment::read(&scalar(time)?)),
    })
}

/// `{"score":"GREEN","date":1758754645}`, or the score alone.
fn quality(fields: &mut Fields) -> Option<String> {
    let score = fields.within("quality_score", |quality| quality.code("score"));
    score.or_else(|| fields.code("quality_score"))
}
