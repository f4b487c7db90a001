//! The parts of a template.

use serde::{Deserialize, Serialize};

use super::{Button, Examples, Extra, Header};

/// One part of a template (Meta, template components).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Component {
    /// Above the body.
    Header(Header),
    /// The message itself.
    Body(Body),
    /// Small print below the body.
    Footer(Footer),
    /// What can be tapped.
    Buttons {
        /// In the order in which the phone shows them.
        buttons: Vec<Button>,
        /// Fields that the hub does not know.
        #[serde(default, skip_serializing_if = "Extra::is_empty")]
        extra: Extra,
    },
    /// Cards that scroll sideways.
    Carousel {
        /// Two to ten of them.
        cards: Vec<Card>,
        /// Fields that the hub does not know.
        #[serde(default, skip_serializing_if = "Extra::is_empty")]
        extra: Extra,
    },
    /// An offer that ends, with a code to copy.
    Offer(Offer),
    /// Asks for the permission to call; it has no fields of its own.
    CallPermissionRequest {
        /// Fields that the hub does not know.
        #[serde(default, skip_serializing_if = "Extra::is_empty")]
        extra: Extra,
    },
    /// A part that Meta added later, as it came.
    Other(Extra),
}

/// The message itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Absent in authentication templates, whose text Meta writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Examples of its parameters.
    #[serde(default, skip_serializing_if = "Examples::is_empty")]
    pub examples: Examples,
    /// Authentication only: adds "For your security, do not share this code."
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security_recommendation: Option<bool>,
    /// Fields that the hub does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// Small print below the body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footer {
    /// Absent in authentication templates, whose text Meta writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Authentication only: after how many minutes the code ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_expiration_minutes: Option<i64>,
    /// Fields that the hub does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// An offer that ends (Meta, limited-time offer templates).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What is offered, at most 16 characters.
    pub text: String,
    /// Whether the phone counts down to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_expiration: Option<bool>,
    /// Fields that the hub does not know; those inside `limited_time_offer` stand under that name.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// One card of a carousel: it has parts like a template, but fewer kinds of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its parts.
    pub components: Vec<Component>,
    /// Fields that the hub does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}
