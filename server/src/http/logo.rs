//! The logos of partners: `/logo/{partner}/{version}` for everybody, and the upload of a new one.

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use domain::ids::PartnerId;
use domain::logo::{LARGEST, Problem as Unfit};
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use hub::accounts::sessions::Who;
use hub::logos::{self, Chosen};

use super::session::Caller;
use super::template_sample::POLICY;
use super::upload::{NoFile, Reader, file, to};
use super::{Problem, Web};

/// The version is made from the bytes: what stands at an address never changes.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The logo of a partner in one version.
pub async fn show(State(web): State<Web>, Path((partner, version)): Path<(String, String)>) -> Response {
    let Ok(partner) = PartnerId::parse(&partner) else { return Problem::not_found().into_response() };
    match logos::show(&web.hub, &partner, &version).await {
        Ok(logo) => {
            let kind = HeaderValue::from_static(logo.kind.code());
            let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, KEPT), (CONTENT_SECURITY_POLICY, POLICY)];
            (headers, logo.bytes).into_response()
        }
        Err(error) => Problem::from(error).into_response(),
    }
}

/// Takes a new logo. A browser that sent a form is led on; a script gets 200, or the reason.
pub async fn take(State(web): State<Web>, Extension(Caller(who)): Extension<Caller>, request: Request) -> Response {
    let Who::SignedIn(session) = who.as_ref() else { return Problem::not_found().into_response() };
    let reader = Reader::of(request.headers());
    let chosen = match file(request, "logo", LARGEST).await {
        Ok(bytes) => logos::choose(&web.hub, &session.actor, bytes).await,
        Err(NoFile::Empty) => Ok(Chosen::Refused(Unfit::Empty)),
        Err(NoFile::TooLarge) => Ok(Chosen::Refused(Unfit::TooLarge)),
    };
    let page = "/settings/organisation";
    match (chosen, reader) {
        (Err(error), _) => Problem::from(error).into_response(),
        (Ok(Chosen::Kept), Reader::Browser) => to(format!("{page}?notice=logo#logo")),
        (Ok(Chosen::Kept), Reader::Script) => StatusCode::OK.into_response(),
        (Ok(Chosen::Refused(unfit)), Reader::Browser) => to(format!("{page}?notice={unfit}#logo")),
        (Ok(Chosen::Refused(unfit)), Reader::Script) => {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "This cannot be the logo", unfit.label()).into_response()
        }
    }
}
