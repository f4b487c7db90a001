//! A message template: one name in one language.

use serde_json::{Map, Value};

/// A message template. Statuses, scores and reasons are open strings, as on the wire; components are
/// kept as they came, with the enums in capitals as Meta answers them.
#[derive(Clone)]
pub(crate) struct Template {
    pub id: String,
    pub waba_id: String,
    pub name: String,
    pub language: String,
    pub category: String,
    pub previous_category: Option<String>,
    /// The category that the template gets, and when (Template categorization).
    pub impending_category: Option<(String, i64)>,
    pub components: Vec<Value>,
    pub parameter_format: String,
    pub status: String,
    pub quality_score: String,
    pub quality_date: i64,
    /// `NONE` when nothing is wrong.
    pub rejected_reason: String,
    pub ttl: Option<i64>,
    pub sub_category: Option<String>,
    pub last_updated_time: i64,
    /// When it was edited while it was approved.
    pub edits: Vec<i64>,
    /// Counts what is handed in, so that a review decides on what it has looked at.
    pub revision: u32,
    pub category_choice: CategoryChoice,
    /// How often low quality has paused it.
    pub pauses: u32,
    pub lock: Lock,
    /// What it was before it was archived.
    pub archived_from: Option<String>,
    /// What the creation named besides, answered only when asked for.
    pub kept: Map<String, Value>,
    /// What Meta sends unasked and documents nowhere.
    pub extra: Map<String, Value>,
}

/// Whether Meta may put the template into another category (`allow_category_change`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CategoryChoice {
    Fixed,
    ByMeta,
}

/// Whether the template can be edited (event LOCKED).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lock {
    Open,
    Locked,
}

impl Template {
    /// A template that waits for its review.
    pub fn new(id: &str, waba_id: &str, name: &str, language: &str, category: &str, now: i64) -> Self {
        Self {
            id: id.to_owned(),
            waba_id: waba_id.to_owned(),
            name: name.to_owned(),
            language: language.to_owned(),
            category: category.to_owned(),
            previous_category: None,
            impending_category: None,
            components: Vec::new(),
            parameter_format: "POSITIONAL".to_owned(),
            status: "PENDING".to_owned(),
            quality_score: "UNKNOWN".to_owned(),
            quality_date: now,
            rejected_reason: "NONE".to_owned(),
            ttl: None,
            sub_category: None,
            last_updated_time: now,
            edits: Vec::new(),
            revision: 0,
            category_choice: CategoryChoice::Fixed,
            pauses: 0,
            lock: Lock::Open,
            archived_from: None,
            kept: Map::new(),
            extra: Map::new(),
        }
    }

    /// The first component of a type.
    pub fn component(&self, kind: &str) -> Option<&Value> {
        self.components.iter().find(|component| component["type"] == kind)
    }

    /// The text of the first component of a type; empty without one.
    pub fn text(&self, kind: &str) -> &str {
        self.component(kind).and_then(|component| component["text"].as_str()).unwrap_or_default()
    }

    /// The buttons, in order.
    pub fn buttons(&self) -> &[Value] {
        self.component("BUTTONS").and_then(|component| component["buttons"].as_array()).map_or(&[], Vec::as_slice)
    }
}
