//! What the server side of a page or a server function needs of its request.

use domain::Timestamp;
use domain::account::{Actor, Theme};
use hub::Hub;
use hub::accounts::sessions::SignedIn;
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

/// The session of the request.
///
/// # Errors
/// Nobody is signed in.
pub fn signed_in() -> Result<SignedIn, AppError> {
    use_context::<SignedIn>().ok_or_else(|| {
        set_status(http::StatusCode::UNAUTHORIZED);
        AppError::SignInRequired
    })
}

/// Who acts: the first line of every server function but those of the sign-in.
///
/// # Errors
/// Nobody is signed in.
pub fn actor() -> Result<(Hub, Actor), AppError> {
    Ok((hub()?, signed_in()?.actor))
}

/// The reference that the operator finds in the log.
pub fn reference() -> String {
    use_context::<RequestId>().map_or_else(|| "unknown".to_owned(), |id| id.0)
}

/// The theme that the person has chosen; `None` follows the device.
pub fn theme() -> Option<&'static str> {
    match use_context::<SignedIn>()?.theme {
        Theme::System => None,
        chosen => Some(chosen.code()),
    }
}

/// The time of the request.
///
/// # Errors
/// The server was put together without a hub.
pub fn now() -> Result<Timestamp, AppError> {
    Ok(hub()?.clock.now())
}

/// Sets the status of the page or answer that is being made.
pub fn set_status(status: http::StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}
