//! The header of a template.

use serde::{Deserialize, Serialize};

use super::{Examples, Extra};
use crate::closed_enum;

/// Above the body: a line of text, a medium, a place or a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// What it shows.
    pub kind: HeaderKind,
    /// Fields that the hub does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

impl Header {
    /// With nothing unknown.
    pub fn new(kind: HeaderKind) -> Self {
        Self { kind, extra: Extra::new() }
    }
}

/// What a header shows (Meta, template components, `format`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeaderKind {
    /// A line of text with at most one parameter.
    Text {
        /// The line.
        text: String,
        /// The example of its parameter.
        #[serde(default, skip_serializing_if = "Examples::is_empty")]
        examples: Examples,
    },
    /// A file.
    Media(Media),
    /// A place, named when the message is sent.
    Location,
    /// A product of the catalog.
    Product,
    /// A format that Meta added later.
    Other(Box<str>),
}

closed_enum! {
    /// Kinds of files that a header may show.
    pub enum MediaKind {
        Image = "image" => "Image",
        Video = "video" => "Video",
        Document = "document" => "Document",
        Gif = "gif" => "GIF",
    }
}

/// A file in a header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// Its kind.
    pub kind: MediaKind,
    /// The sample that reviewers see: one value in all that Meta publishes, but a list on the wire.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<Sample>,
}

/// Where the sample of a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sample {
    /// What Meta's upload gave; it can be sent.
    Handle(String),
    /// What Graph answers: an address that ends, and that cannot be sent again.
    Address(String),
}

impl Sample {
    /// Told apart by their form: a handle is no address.
    pub fn from_wire(text: String) -> Self {
        if text.starts_with("https://") || text.starts_with("http://") {
            Self::Address(text)
        } else {
            Self::Handle(text)
        }
    }

    /// As it stands on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Handle(text) | Self::Address(text) => text,
        }
    }
}
