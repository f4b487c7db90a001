//! A message template, as events name it.

use domain::templates::{TemplateFacts, TemplateNotes};
use serde::Serialize;

use super::lower;

/// A message template in one language, without what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WireTemplate {
    /// Id.
    pub id: String,
    /// Meta's id.
    pub external_id: String,
    /// Its name.
    pub name: String,
    /// Its language, `en_US`.
    pub language: String,
    /// Its status, in lower case.
    pub new_status: String,
    /// What it is for.
    pub category: String,
    /// What it was for before Meta changed that.
    pub previous_category: Option<String>,
    /// What Meta will take it for.
    pub new_category: Option<String>,
    /// How people take it.
    pub quality: Option<String>,
    /// Why it was refused.
    pub rejected_reason: Option<String>,
}

impl WireTemplate {
    /// From what is known of it.
    pub fn new(id: &str, facts: &TemplateFacts, notes: &TemplateNotes) -> Self {
        Self {
            id: id.to_owned(),
            external_id: facts.meta_id.clone(),
            name: facts.template.name.clone(),
            language: facts.template.language.code().to_owned(),
            new_status: lower(facts.status.code()),
            category: facts.template.category.code().to_owned(),
            previous_category: facts.previous_category.as_ref().map(|category| category.code().to_owned()),
            new_category: notes.next_category.as_ref().map(|category| category.code().to_owned()),
            quality: facts.quality.as_ref().map(|quality| quality.code().to_owned()),
            rejected_reason: facts.rejection.as_ref().map(|reason| reason.code().to_owned()),
        }
    }
}
