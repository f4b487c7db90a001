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
    #[error("There were too many tries. {}", wait_words(*.now, *.until))]
    TooMany {
        /// When this one was refused.
        now: Timestamp,
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

/// How long to wait, rounded up, so that whoever waits that long is not refused again.
fn wait_words(now: Timestamp, until: Timestamp) -> String {
    let seconds = until.millis().saturating_sub(now.millis()).saturating_add(999) / 1_000;
    match seconds {
        ..=1 => "Wait a second and try again.".to_owned(),
        2..120 => format!("Wait {seconds} seconds and try again."),
        _ => format!("Wait {} minutes and try again.", seconds.saturating_add(59) / 60),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_to_wait_is_said_in_seconds_and_from_two_minutes_on_in_minutes() {
        for (milliseconds, words) in [
            (-5_000, "Wait a second and try again."),
            (1, "Wait a second and try again."),
            (1_001, "Wait 2 seconds and try again."),
            (30_000, "Wait 30 seconds and try again."),
            (59_200, "Wait 60 seconds and try again."),
            (119_000, "Wait 119 seconds and try again."),
            (119_001, "Wait 2 minutes and try again."),
            (120_001, "Wait 3 minutes and try again."),
            (900_000, "Wait 15 minutes and try again."),
        ] {
            let refused = HubError::TooMany { now: Timestamp(7_000), until: Timestamp(7_000 + milliseconds) };
            assert_eq!(refused.to_string(), format!("There were too many tries. {words}"), "{milliseconds}");
        }
    }
}
