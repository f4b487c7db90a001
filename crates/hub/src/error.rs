//! What a use case can answer instead of success. Each kind has a sentence for the person; the cause goes to
//! the log once, with a reference that the person is shown.

use domain::Timestamp;
use store::StoreError;

/// A refused or failed use case.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    /// What was entered cannot be taken.
    #[error("{message}")]
    Invalid {
        /// The field, by its name in the form.
        field: &'static str,
        /// What to change.
        message: String,
    },
    /// Nobody is signed in, or the session has ended.
    #[error("Sign in to continue.")]
    SignInRequired,
    /// The role does not allow it.
    #[error("Only an owner of the organisation can do this.")]
    Forbidden,
    /// Not there, or not yours: the same answer.
    #[error("This does not exist, or it belongs to somebody else.")]
    NotFound,
    /// The state has changed or does not allow it.
    #[error("{0}")]
    Conflict(String),
    /// Too many tries.
    #[error("There were too many tries. Wait until {} and try again.", .until.to_words())]
    TooMany {
        /// When the next try is taken.
        until: Timestamp,
    },
    /// The list took too long.
    #[error("This combination of filters takes too long. Use fewer filters, or a longer search.")]
    TooSlow,
    /// Meta refused or could not be reached.
    #[error("{message}")]
    Upstream {
        /// Meta's own sentence for the user where it sent one.
        message: String,
    },
    /// Something failed that the person can do nothing about.
    #[error("Something went wrong on our side. Try again; if it happens again, tell support the reference.")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl HubError {
    /// A field that cannot be taken.
    pub fn invalid(field: &'static str, message: impl std::fmt::Display) -> Self {
        Self::Invalid { field, message: message.to_string() }
    }

    /// A failure that only the operator can look into.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }
}

impl From<StoreError> for HubError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::TooSlow => Self::TooSlow,
            other => Self::Internal(Box::new(other)),
        }
    }
}
