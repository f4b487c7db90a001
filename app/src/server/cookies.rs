//! The hub's cookies. How they are written depends on the address of the hub, which the server knows.

use std::sync::Arc;

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderValue};
use hub::accounts::browser::BrowserMark;
use hub::accounts::sessions::NewSession;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// Writes and reads cookies; the server provides one that fits its address.
pub trait CookieJar: Send + Sync {
    /// Hands a session's token to the browser for so many seconds. `None` for what no cookie can carry.
    fn set_session(&self, token: &str, seconds: i64) -> Option<HeaderValue>;
    /// Takes the session's token away.
    fn clear_session(&self) -> HeaderValue;
    /// Marks the browser as one that has signed in. `None` for what no cookie can carry.
    fn set_mark(&self, mark: &str) -> Option<HeaderValue>;
    /// Keeps what the next page shows once, for so many seconds. `None` for what no cookie can carry.
    fn set_flash(&self, sealed: &str, seconds: i64) -> Option<HeaderValue>;
    /// Takes that away.
    fn clear_flash(&self) -> HeaderValue;
    /// What [`CookieJar::set_flash`] kept.
    fn flash<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str>;
}

/// The jar of the request, in its context.
#[derive(Clone)]
pub struct Cookies(pub Arc<dyn CookieJar>);

/// Puts the cookies of a session that has begun, or got a new token, into the answer.
///
/// # Errors
/// The server was put together without a hub.
pub fn enter(session: &NewSession) -> Result<(), crate::error::AppError> {
    let seconds = (session.ends_at.millis() - super::now()?.millis()) / 1000;
    write(|jar| jar.set_session(session.token.as_str(), seconds));
    if let Some(known) = &session.mark {
        mark(known);
    }
    Ok(())
}

/// Marks the browser as one that is known.
pub fn mark(known: &BrowserMark) {
    write(|jar| jar.set_mark(known.as_str()));
}

/// Takes the session's cookie away.
pub fn leave() {
    write(|jar| Some(jar.clear_session()));
}

/// Adds a cookie to the answer.
pub(crate) fn write(cookie: impl FnOnce(&dyn CookieJar) -> Option<HeaderValue>) {
    let (Some(Cookies(jar)), Some(response)) = (use_context(), use_context::<ResponseOptions>()) else { return };
    if let Some(line) = cookie(&*jar) {
        response.append_header(SET_COOKIE, line);
    }
}
