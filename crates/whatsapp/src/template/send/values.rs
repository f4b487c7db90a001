//! The values of one message.

use std::collections::BTreeMap;

use domain::Timestamp;
use serde_json::{Value, json};

/// What stands in the places of a template.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SendValues {
    /// Of the message itself.
    pub message: PartValues,
    /// Of each card.
    pub cards: Vec<PartValues>,
    /// When a limited-time offer ends.
    pub offer_ends: Option<Timestamp>,
}

/// What stands in header, body and buttons.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PartValues {
    /// In the header.
    pub header: Option<HeaderValue>,
    /// In the body: by what stands between the braces, `1` or `first_name`.
    pub body: BTreeMap<String, String>,
    /// At the buttons, by their index from 0.
    pub buttons: BTreeMap<usize, ButtonValue>,
}

/// What a header shows.
#[derive(Clone, Debug, PartialEq)]
pub enum HeaderValue {
    /// The parameter of a line of text.
    Text(String),
    /// A file.
    Media(MediaValue),
    /// A place.
    Location {
        /// Degrees, as text.
        latitude: String,
        /// Degrees, as text.
        longitude: String,
        /// What it is called.
        name: String,
        /// Where it is.
        address: String,
    },
    /// A product.
    Product {
        /// Meta's id of the catalog.
        catalog: String,
        /// The shop's id of the product.
        product: String,
    },
    /// The parameter of a format that the hub does not know, as Meta takes it.
    Whole(Value),
}

/// A file to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaValue {
    /// Where it is.
    pub source: MediaSource,
    /// What the phone calls a document.
    pub file_name: Option<String>,
}

/// Where a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediaSource {
    /// Meta's id of an uploaded file.
    Id(String),
    /// An address that Meta fetches.
    Link(String),
}

impl MediaValue {
    pub(super) fn object(&self) -> Value {
        let mut object = match &self.source {
            MediaSource::Id(id) => json!({ "id": id }),
            MediaSource::Link(link) => json!({ "link": link }),
        };
        if let Some(name) = &self.file_name {
            object["filename"] = name.as_str().into();
        }
        object
    }
}

/// What a button does in this message.
#[derive(Clone, Debug, PartialEq)]
pub enum ButtonValue {
    /// The end of an address.
    UrlSuffix(String),
    /// The code to copy, or the one-time password.
    Code(String),
    /// What a tap on a quick reply tells the webhook.
    Payload(String),
    /// How a form starts.
    Flow {
        /// What the form's answers carry; Meta writes `unused` when there is none.
        token: Option<String>,
        /// Data of the first screen.
        data: Option<Value>,
    },
    /// Whatever else a button takes (`action`): products of a catalog, an order.
    Action(Value),
}

/// The parts of a message, as Meta takes them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SendComponents(pub(super) Vec<Value>);

impl SendComponents {
    /// As JSON.
    pub fn as_json(&self) -> &[Value] {
        &self.0
    }
}

/// A place of the template has no value, or one of another kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A value is missing: {place}.")]
pub struct MissingValue {
    /// `header`, `body.1`, `body.first_name`, `buttons.0`, `offer`; within a card `cards.0.body.1`.
    pub place: String,
}

impl MissingValue {
    pub(super) fn at(place: impl Into<String>) -> Self {
        Self { place: place.into() }
    }
}
