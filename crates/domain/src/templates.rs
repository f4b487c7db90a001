//! Message templates: the model of the whole template, the words of its life at Meta, and its rules.
//! Templates belong to the WABA and are shared by its numbers.

pub mod actions;
pub mod authentication;
pub mod button;
pub mod changes;
pub mod compare;
pub mod component;
pub mod facts;
pub mod formatting;
pub mod header;
pub mod language;
pub mod name;
pub mod parameters;
pub mod preview;
pub mod query;
pub mod rejection;
pub mod sample;
pub mod starters;
pub mod state;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod validate;

use serde::{Deserialize, Serialize};

pub use button::{Button, ButtonKind};
pub use component::{Body, Card, Component, Footer, Offer};
pub use facts::{TemplateFacts, TemplateNotes};
pub use header::{Header, HeaderKind, Media, MediaKind};
pub use language::Language;
pub use name::TemplateName;
pub use query::{TemplateQuery, TemplateSort, TemplatesAt};
pub use state::{Quality, RejectionReason, TemplateStatus};

use crate::open_enum;

/// What Meta sent beside the fields that the hub knows, kept as it came and sent back untouched.
pub type Extra = serde_json::Map<String, serde_json::Value>;

open_enum! {
    /// What a template is for; it decides the price and what may stand in it
    /// (Meta, template categorization).
    pub enum Category {
        Marketing = "MARKETING" => "Marketing",
        Utility = "UTILITY" => "Utility",
        Authentication = "AUTHENTICATION" => "Authentication",
    }
}

open_enum! {
    /// How parameters are written: `{{1}}` or `{{first_name}}` (Meta, templates overview).
    pub enum ParameterFormat {
        Positional = "POSITIONAL" => "Numbers",
        Named = "NAMED" => "Names",
    }
}

/// A template as a person writes it: what it is called, and what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Its name, shared by its languages. Kept as typed until the validator has seen it.
    pub name: String,
    /// Its language code.
    pub language: Language,
    /// What it is for.
    pub category: Category,
    /// What it says.
    pub content: Content,
}

/// What a template says: all that an edit may replace, but for the category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// How parameters are written; `None` where Meta did not say (positional then).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter_format: Option<ParameterFormat>,
    /// Its parts, in the order in which they came.
    pub components: Vec<Component>,
    /// For how many seconds delivery is tried (`message_send_ttl_seconds`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl_seconds: Option<i64>,
    /// Fields of the template that the hub does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

impl Content {
    /// No parts yet.
    pub fn empty() -> Self {
        Self { parameter_format: None, components: Vec::new(), ttl_seconds: None, extra: Extra::new() }
    }

    /// Whether parameters have names.
    pub fn is_named(&self) -> bool {
        self.parameter_format == Some(ParameterFormat::Named)
    }

    /// The header, the first if there are several.
    pub fn header(&self) -> Option<&Header> {
        self.components.iter().find_map(|part| if let Component::Header(header) = part { Some(header) } else { None })
    }

    /// The body, the first if there are several.
    pub fn body(&self) -> Option<&Body> {
        self.components.iter().find_map(|part| if let Component::Body(body) = part { Some(body) } else { None })
    }

    /// The footer, the first if there are several.
    pub fn footer(&self) -> Option<&Footer> {
        self.components.iter().find_map(|part| if let Component::Footer(footer) = part { Some(footer) } else { None })
    }

    /// The buttons of the template itself, not those of its cards.
    pub fn buttons(&self) -> &[Button] {
        self.components
            .iter()
            .find_map(
                |part| if let Component::Buttons { buttons, .. } = part { Some(buttons.as_slice()) } else { None },
            )
            .unwrap_or_default()
    }

    /// The cards of a carousel.
    pub fn cards(&self) -> &[Card] {
        self.components
            .iter()
            .find_map(|part| if let Component::Carousel { cards, .. } = part { Some(cards.as_slice()) } else { None })
            .unwrap_or_default()
    }

    /// The limited-time offer.
    pub fn offer(&self) -> Option<&Offer> {
        self.components.iter().find_map(|part| if let Component::Offer(offer) = part { Some(offer) } else { None })
    }
}

/// The examples of a text's parameters, as reviewers at Meta see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Examples {
    /// One per `{{n}}`, in order.
    Positional(Vec<String>),
    /// One per `{{name}}`.
    Named(Vec<NamedExample>),
}

impl Default for Examples {
    fn default() -> Self {
        Self::Positional(Vec::new())
    }
}

impl Examples {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Positional(values) => values.is_empty(),
            Self::Named(values) => values.is_empty(),
        }
    }

    /// The example of the parameter that is written `{{key}}`; an empty one is none.
    pub fn get(&self, key: &str) -> Option<&str> {
        let value = match self {
            Self::Positional(values) => values.get(key.parse::<usize>().ok()?.checked_sub(1)?).map(String::as_str),
            Self::Named(values) => {
                values.iter().find(|example| example.name == key).map(|example| example.value.as_str())
            }
        };
        value.filter(|value| !value.is_empty())
    }
}

/// An example of a named parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedExample {
    /// The parameter.
    pub name: String,
    /// What may stand for it.
    pub value: String,
}
