//! The one error that a server function answers with, readable on both sides.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// What went wrong, as far as a person can do something about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum AppError {
    /// A field cannot be taken.
    #[error("{message}")]
    Invalid {
        /// The field's name in its form.
        field: String,
        /// What to change.
        message: String,
    },
    /// Nobody is signed in.
    #[error("Sign in to continue.")]
    SignInRequired,
    /// The role does not allow it.
    #[error("Only an owner of the organisation can do this.")]
    Forbidden,
    /// Not there, or not yours.
    #[error("This does not exist, or it belongs to somebody else.")]
    NotFound,
    /// The state does not allow it, or something outside refused; the sentence says what to do.
    #[error("{0}")]
    Refused(String),
    /// The list took too long.
    #[error("This combination of filters takes too long. Use fewer filters, or a longer search.")]
    TooSlow,
    /// Something failed on the server.
    #[error("Something went wrong on our side. Try again; if it happens again, tell support the reference {reference}.")]
    Internal {
        /// What the operator looks for in the log.
        reference: String,
    },
    /// The server could not be reached, or the page is older than the server.
    #[error("The server did not answer. Check the connection and reload the page.")]
    Transport,
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self::Transport
    }
}

#[cfg(feature = "ssr")]
impl From<hub::HubError> for AppError {
    fn from(error: hub::HubError) -> Self {
        use hub::HubError as E;
        match error {
            E::Invalid { field, message } => Self::Invalid { field: field.to_owned(), message },
            E::SignInRequired => Self::SignInRequired,
            E::Forbidden => Self::Forbidden,
            E::NotFound => Self::NotFound,
            E::TooSlow => Self::TooSlow,
            E::Conflict(_) | E::TooMany { .. } | E::Upstream { .. } => Self::Refused(error.to_string()),
            E::Internal(cause) => {
                let reference = crate::server::reference();
                tracing::error!(%reference, %cause, "A request failed");
                Self::Internal { reference }
            }
        }
    }
}
