//! The app node.

use serde_json::{Map, Value};

use super::call::Call;
use super::error::GraphError;
use super::fields::{Field, Node};

/// What the partner called its app.
pub(crate) const APP_NAME: &str = "Bridgework Hub";

pub(crate) struct AppNode<'a> {
    id: &'a str,
    extra: Map<String, Value>,
}

impl<'a> AppNode<'a> {
    pub fn new(call: &'a Call<'_>) -> Self {
        Self { id: &call.shared().config.app_id, extra: Map::new() }
    }
}

impl Node for AppNode<'_> {
    const KIND: &'static str = "Application";
    const DEFAULT: &'static [&'static str] = &["category", "link", "name"];

    fn id(&self) -> &str {
        self.id
    }

    fn field(&self, field: &Field) -> Result<Option<Value>, GraphError> {
        Ok(match field.name.as_str() {
            "category" => Some("Business".into()),
            "link" => Some(link(self.id).into()),
            "name" => Some(APP_NAME.into()),
            _ => None,
        })
    }

    fn extra(&self) -> &Map<String, Value> {
        &self.extra
    }
}

pub(crate) fn link(app_id: &str) -> String {
    format!("https://www.facebook.com/games/?app_id={app_id}")
}
