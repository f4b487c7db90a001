//! Finds out who is signed in, once per request.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::SET_COOKIE;
use hub::accounts::sessions::{self, Who};

use super::{Problem, Web, cookie};

/// What the session cookie of a request stands for, in the extensions of every request of a browser.
#[derive(Clone, Debug)]
pub struct Caller(pub Arc<Who>);

/// Looks the session up, and takes a cookie away that stands for none.
pub async fn layer(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let Some(token) = cookie::session(request.headers(), web.transport) else {
        request.extensions_mut().insert(Caller(Arc::new(Who::Nobody)));
        return next.run(request).await;
    };
    let who = match sessions::who(&web.hub, token).await {
        Ok(who) => who,
        Err(error) => {
            tracing::error!(%error, "A session could not be looked up");
            return Problem::unavailable().into_response();
        }
    };
    let is_stale = who == Who::Nobody;
    request.extensions_mut().insert(Caller(Arc::new(who)));
    let mut response = next.run(request).await;
    // Signing in sets a new cookie in the same answer.
    if is_stale && !cookie::answers_session(response.headers(), web.transport) {
        response.headers_mut().append(SET_COOKIE, cookie::clear_session(web.transport));
    }
    response
}
