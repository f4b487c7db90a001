//! What the server side of a page or a server function needs of its request.

mod cookies;
pub mod flash;
mod forms;

pub use cookies::{CookieJar, Cookies, enter, leave, mark};
pub use forms::{FormAt, go_to, local_or};

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

/// Sends a browser that has posted a form by itself to a page of the hub, and answers whether that was the case.
/// A page with a script stays where it is.
pub fn send_form_to(address: &str) -> bool {
    let by_itself = use_context::<http::request::Parts>().is_some_and(|parts| {
        let accepted = parts.headers.get(http::header::ACCEPT).and_then(|value| value.to_str().ok());
        accepted.is_some_and(|accepted| accepted.contains("text/html"))
    });
    if by_itself {
        leptos_axum::redirect(address);
    }
    by_itself
}
