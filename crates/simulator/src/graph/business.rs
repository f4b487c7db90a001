//! The business portfolio node.

use serde_json::{Map, Value};

use super::error::GraphError;
use super::fields::{Field, Node};
use crate::state::World;
use crate::state::business::Business;

pub(crate) struct BusinessNode<'w> {
    business: &'w Business,
    extra: Map<String, Value>,
}

impl<'w> BusinessNode<'w> {
    pub fn of(world: &'w World, id: &str) -> Result<Self, GraphError> {
        let business = world.businesses.get(id).ok_or_else(|| GraphError::no_such_object("get", id))?;
        Ok(Self { business, extra: Map::new() })
    }
}

impl Node for BusinessNode<'_> {
    const KIND: &'static str = "Business";
    const DEFAULT: &'static [&'static str] = &["name"];

    fn id(&self) -> &str {
        &self.business.id
    }

    fn field(&self, field: &Field) -> Result<Option<Value>, GraphError> {
        Ok(match field.name.as_str() {
            "name" => Some(self.business.name.as_str().into()),
            "verification_status" => Some(self.business.verification.as_str().into()),
            "whatsapp_business_manager_messaging_limit" => Some(self.business.messaging_limit.as_str().into()),
            _ => None,
        })
    }

    fn extra(&self) -> &Map<String, Value> {
        &self.extra
    }
}
