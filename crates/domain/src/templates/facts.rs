//! What Meta says of one template.

use serde::{Deserialize, Serialize};

use super::{Category, Quality, RejectionReason, Template, TemplateStatus};
use crate::Timestamp;

/// One template in one language as Graph answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateFacts {
    /// Meta's id of this language of it.
    pub meta_id: String,
    /// What it is called and what it says.
    pub template: Template,
    /// Where it stands.
    pub status: TemplateStatus,
    /// How people take it; `None` where Meta did not say.
    pub quality: Option<Quality>,
    /// Why it was refused; `None` where it was not.
    pub rejection: Option<RejectionReason>,
    /// The category before Meta changed it.
    pub previous_category: Option<Category>,
    /// When it was last changed at Meta, where Meta says so.
    pub changed_at: Option<Timestamp>,
}

/// What else is known of a template: what webhooks said, which Graph does not repeat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateNotes {
    /// Meta's own words on a rejection or a pause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The category that Meta will give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_category: Option<Category>,
    /// When Meta will.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_category_at: Option<Timestamp>,
}
