//! Whether an object can send messages (Meta, "Messaging health status").

use domain::meta::{CanSend, HealthEntity, HealthEntityKind};
use serde::Deserialize;

use super::pace::Scope;
use super::request::{Call, read};
use super::{AccessToken, Graph, GraphError};
use crate::wire::{Int, List, Nested, Text};

/// The health of a number or an account and of all that stands above it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// The worst of the entities. `None`: Meta did not say.
    pub can_send: Option<CanSend>,
    /// Each entity.
    pub entities: Vec<HealthEntity>,
}

impl Graph {
    /// The health of a number, an account or a template.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn health_status(&self, id: &str, token: &AccessToken) -> Result<Health, GraphError> {
        #[derive(Deserialize, Default)]
        #[serde(default)]
        struct NodeWire<'a> {
            #[serde(borrow)]
            health_status: Nested<Wire<'a>>,
        }
        let call = Call::get(&[id], token, Scope::Object(id)).query("fields", "health_status");
        let body = self.send(&call).await?;
        Ok(health(&read::<NodeWire<'_>>(&body)?.health_status))
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wire<'a> {
    #[serde(borrow)]
    can_send_message: Text<'a>,
    #[serde(borrow)]
    entities: List<Nested<EntityWire<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct EntityWire<'a> {
    #[serde(borrow)]
    entity_type: Text<'a>,
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    can_send_message: Text<'a>,
    #[serde(borrow)]
    additional_info: List<Text<'a>>,
    #[serde(borrow)]
    errors: List<Nested<ErrorWire<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ErrorWire<'a> {
    error_code: Int,
    #[serde(borrow)]
    error_description: Text<'a>,
    #[serde(borrow)]
    possible_solution: Text<'a>,
}

pub(super) fn health(wire: &Nested<Wire<'_>>) -> Health {
    let Some(wire) = &wire.0 else { return Health::default() };
    Health {
        can_send: wire.can_send_message.as_open(),
        entities: wire.entities.objects().map(EntityWire::entity).collect(),
    }
}

impl EntityWire<'_> {
    fn entity(&self) -> HealthEntity {
        let errors = self.errors.objects().filter_map(ErrorWire::sentence);
        HealthEntity {
            kind: HealthEntityKind::from(self.entity_type.get().unwrap_or_default()),
            id: self.id.or_empty(),
            can_send: CanSend::from(self.can_send_message.get().unwrap_or_default()),
            notes: self.additional_info.0.iter().filter_map(Text::owned).chain(errors).collect(),
        }
    }
}

impl ErrorWire<'_> {
    fn sentence(&self) -> Option<String> {
        let text = match (self.error_description.get(), self.possible_solution.get()) {
            (Some(what), Some(solution)) => format!("{what} {solution}"),
            (Some(text), None) | (None, Some(text)) => text.to_owned(),
            (None, None) => return self.error_code.0.map(|code| format!("Error {code}")),
        };
        Some(self.error_code.0.map_or_else(|| text.clone(), |code| format!("{text} ({code})")))
    }
}
