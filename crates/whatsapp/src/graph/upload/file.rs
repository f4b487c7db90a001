//! A file that is uploaded, and what Meta calls it before and after.

use std::fmt;
use std::sync::Arc;

use super::super::GraphError;
use super::super::request::malformed;
use crate::media::MediaProblem;

/// A file that is to be uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadFile {
    /// What it is called.
    pub name: String,
    /// How many bytes it has.
    pub length: u64,
    /// `image/png`
    pub media_type: String,
}

/// An upload that was begun. It can be kept as text and gone on with later.
#[derive(Clone, PartialEq, Eq)]
pub struct UploadId(String);

impl UploadId {
    /// From what [`UploadId::as_str`] gave.
    ///
    /// # Errors
    /// When the text is no upload's id.
    pub fn parse(text: &str) -> Result<Self, GraphError> {
        let rest = text.strip_prefix("upload:").unwrap_or_default();
        if rest.is_empty() || text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(malformed("the upload has no id"));
        }
        Ok(Self(text.to_owned()))
    }

    /// `upload:MTpu…?sig=…`
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UploadId {
    /// Without the signature, which is as good as a key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UploadId(…)")
    }
}

/// What Meta calls an uploaded file: `4::aW1h…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle(pub String);

/// Hears how many bytes of the file have been sent.
#[derive(Clone)]
pub struct Progress(Arc<dyn Fn(u64) + Send + Sync>);

impl Progress {
    /// To a function.
    pub fn new(hear: impl Fn(u64) + Send + Sync + 'static) -> Self {
        Self(Arc::new(hear))
    }

    /// To nobody.
    pub fn unheard() -> Self {
        Self::new(|_| {})
    }

    pub(super) fn tell(&self, sent: u64) {
        (self.0)(sent);
    }
}

/// Why a file was not uploaded.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// Meta would not take it.
    #[error(transparent)]
    Media(#[from] MediaProblem),
    /// Its bytes cannot be read.
    #[error("The file cannot be read: {0}.")]
    Source(String),
    /// A call failed.
    #[error(transparent)]
    Graph(#[from] GraphError),
}
