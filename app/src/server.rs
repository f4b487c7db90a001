//! What the server side of a page or a server function needs of its request.

use domain::account::Actor;
use hub::Hub;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::error::AppError;

/// The id of the request, as it stands in the log.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// The hub, from the context of the request.
///
/// # Errors
/// The server was put together without one.
pub fn hub() -> Result<Hub, AppError> {
    use_context::<Hub>().ok_or_else(|| AppError::Internal { reference: reference() })
}

/// Who is signed in.
///
/// # Errors
/// Nobody is.
pub fn actor() -> Result<Actor, AppError> {
    use_context::<Actor>().ok_or(AppError::SignInRequired)
}

/// The reference that the operator finds in the log.
pub fn reference() -> String {
    use_context::<RequestId>().map_or_else(|| "unknown".to_owned(), |id| id.0)
}

/// The theme that the person has chosen.
pub fn theme() -> Option<&'static str> {
    None
}

/// Sets the status of the page that is being rendered.
pub fn set_status(status: http::StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}
