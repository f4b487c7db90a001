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
    #[error(
        "Something went wrong on our side. Try again; if it happens again, tell support the reference {reference}."
    )]
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

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            #[cfg(feature = "ssr")]
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                crate::server::set_status(http::StatusCode::BAD_REQUEST);
                Self::Refused("The form was not complete. Reload the page and try again.".to_owned())
            }
            _ => Self::Transport,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<hub::HubError> for AppError {
    /// Maps the error, sets the status of the answer and logs what only the operator can look into.
    fn from(error: hub::HubError) -> Self {
        use http::StatusCode as S;
        use hub::HubError as E;
        let (status, mapped) = match error {
            E::Invalid { field, message } => {
                (S::UNPROCESSABLE_ENTITY, Self::Invalid { field: field.to_owned(), message })
            }
            E::SignInRequired => (S::UNAUTHORIZED, Self::SignInRequired),
            E::Forbidden => (S::FORBIDDEN, Self::Forbidden),
            E::NotFound => (S::NOT_FOUND, Self::NotFound),
            E::TooSlow => (S::UNPROCESSABLE_ENTITY, Self::TooSlow),
            E::Conflict(sentence) => (S::CONFLICT, Self::Refused(sentence)),
            E::TooMany { .. } => (S::TOO_MANY_REQUESTS, Self::Refused(error.to_string())),
            E::Upstream { message } => (S::BAD_GATEWAY, Self::Refused(message)),
            E::Internal(cause) => {
                let reference = crate::server::reference();
                tracing::error!(%reference, %cause, "A request failed");
                (S::INTERNAL_SERVER_ERROR, Self::Internal { reference })
            }
        };
        crate::server::set_status(status);
        mapped
    }
}
