//! Templates past all rules, for tests of what no creation brings about.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::World;
use super::template::Template;
use crate::Error;
use crate::rules::normal;

/// A template to add as it is: no rule is applied, and any value is taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewTemplate {
    /// Its name.
    pub name: String,
    /// How many there shall be; their names get `_2`, `_3`, …
    pub copies: usize,
    /// `en_US`, …
    pub language: String,
    /// MARKETING, UTILITY, AUTHENTICATION.
    pub category: String,
    /// The category it had before.
    pub previous_category: Option<String>,
    /// As Meta answers them; a short body when there are none.
    pub components: Vec<Value>,
    /// POSITIONAL or NAMED.
    pub parameter_format: String,
    /// APPROVED, REJECTED, …
    pub status: String,
    /// GREEN, YELLOW, RED, UNKNOWN.
    pub quality_score: String,
    /// NONE, SCAM, …
    pub rejected_reason: String,
    /// How long an undelivered message is tried.
    pub message_send_ttl_seconds: Option<i64>,
    /// `ORDER_DETAILS`, …
    pub sub_category: Option<String>,
    /// Seconds since the epoch; now when not given.
    pub last_updated_time: Option<i64>,
    /// Fields that Meta sends unasked.
    pub extra: Map<String, Value>,
}

impl Default for NewTemplate {
    fn default() -> Self {
        Self {
            name: "welcome".to_owned(),
            copies: 1,
            language: "en_US".to_owned(),
            category: "UTILITY".to_owned(),
            previous_category: None,
            components: Vec::new(),
            parameter_format: "POSITIONAL".to_owned(),
            status: "APPROVED".to_owned(),
            quality_score: "UNKNOWN".to_owned(),
            rejected_reason: "NONE".to_owned(),
            message_send_ttl_seconds: None,
            sub_category: None,
            last_updated_time: None,
            extra: Map::new(),
        }
    }
}

impl NewTemplate {
    /// Adds it and gives the ids.
    pub(crate) fn add(self, world: &mut World, waba_id: &str, now: i64) -> Result<Vec<String>, Error> {
        world.waba(waba_id)?;
        let mut ids = Vec::new();
        for copy in 1..=self.copies {
            let id = world.new_id();
            let name = if copy == 1 { self.name.clone() } else { format!("{}_{copy}", self.name) };
            let time = self.last_updated_time.unwrap_or(now);
            let mut template = Template::new(&id, waba_id, &name, &self.language, &self.category, time);
            let components = match self.components.as_slice() {
                [] => vec![serde_json::json!({ "type": "BODY", "text": format!("Welcome, this is {name}.") })],
                given => given.to_vec(),
            };
            template.components = normal::components(components);
            template.previous_category.clone_from(&self.previous_category);
            template.parameter_format.clone_from(&self.parameter_format);
            template.status.clone_from(&self.status);
            template.quality_score.clone_from(&self.quality_score);
            template.rejected_reason.clone_from(&self.rejected_reason);
            template.ttl = self.message_send_ttl_seconds;
            template.sub_category.clone_from(&self.sub_category);
            template.extra = self.extra.clone();
            world.add_template(template);
            ids.push(id);
        }
        Ok(ids)
    }
}
