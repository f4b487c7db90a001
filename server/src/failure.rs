//! Why a command has ended early.

use std::fmt;

use crate::config::Problems;

/// Why a command has ended early, in sentences for the person who gave it.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Settings that cannot be taken; nothing was done.
    #[error("{0}")]
    Settings(#[from] Problems),
    /// Something did not work.
    #[error("{0}")]
    Failed(String),
}

impl Failure {
    /// What did not work, and why.
    pub fn because(what: impl fmt::Display, why: impl fmt::Display) -> Self {
        Self::Failed(format!("{what}: {why}"))
    }

    /// The exit code: 2 for settings, 1 for everything else.
    pub fn code(&self) -> u8 {
        match self {
            Self::Settings(_) => 2,
            Self::Failed(_) => 1,
        }
    }
}

impl From<hub::HubError> for Failure {
    fn from(error: hub::HubError) -> Self {
        match error {
            hub::HubError::Internal(cause) => Self::Failed(cause.to_string()),
            other => Self::Failed(other.to_string()),
        }
    }
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Self {
        Self::because("The database cannot be used", error)
    }
}
