//! The form of the template editor, as a browser without a script sends it.

use app::templates::editor::take_form;
use axum::Extension;
use axum::extract::{Path, RawForm, State};
use axum::response::{IntoResponse, Response};
use domain::ids::DraftId;
use http::StatusCode;
use http::header::LOCATION;
use hub::accounts::sessions::Who;
use url::form_urlencoded;

use super::session::Caller;
use super::{Problem, Web};

/// Keeps what was written, does what the button said, and sends the browser on.
pub async fn take(
    State(web): State<Web>,
    Extension(Caller(who)): Extension<Caller>,
    Path(id): Path<String>,
    RawForm(form): RawForm,
) -> Response {
    let (Who::SignedIn(session), Ok(id)) = (who.as_ref(), DraftId::parse(&id)) else {
        return Problem::not_found().into_response();
    };
    let pairs = form_urlencoded::parse(&form).into_owned().collect();
    match take_form(&web.hub, &session.actor, &id, pairs).await {
        Ok(address) => (StatusCode::FOUND, [(LOCATION, address)]).into_response(),
        Err(error) => Problem::from(error).into_response(),
    }
}
