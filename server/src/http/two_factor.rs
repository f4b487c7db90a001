//! The secret of an authenticator app as a picture to scan, while two-factor sign-in is being set up.

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use hub::accounts::sessions::Who;
use hub::accounts::two_factor;

use super::session::Caller;
use super::{Problem, Web};

/// The picture: PNG, for whoever is signed in and has begun.
pub async fn picture(State(web): State<Web>, Extension(Caller(who)): Extension<Caller>) -> Response {
    let Who::SignedIn(session) = who.as_ref() else { return Problem::not_found().into_response() };
    match two_factor::pending(&web.hub, &session.actor).await {
        Ok(setup) => ([(CONTENT_TYPE, "image/png")], setup.qr_png).into_response(),
        Err(error) => Problem::from(error).into_response(),
    }
}
