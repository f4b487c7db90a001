//! The pictures of business profiles: `/numbers/{id}/profile-picture` as Meta has it, and the new one that waits to be
//! saved below it. A new one comes as it is from a script, or in a form from a browser without one.

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use domain::ids::ChannelId;
use domain::profile::picture::{LARGEST, Problem as Unfit};
use http::StatusCode;
use hub::HubError;
use hub::accounts::sessions::Who;
use hub::profiles::Chosen;
use hub::templates::ShownSample;

use super::session::Caller;
use super::upload::{NoFile, Reader, file, to};
use super::{Problem, Web, template_sample};

/// Whether a request sends a new picture.
pub fn is_upload(path: &str) -> bool {
    path.strip_prefix("/api/app/numbers/").is_some_and(|rest| rest.ends_with("/profile-picture"))
}

/// The picture that Meta has.
pub async fn current(
    State(web): State<Web>,
    Extension(Caller(who)): Extension<Caller>,
    Path(id): Path<String>,
) -> Response {
    let (Who::SignedIn(session), Ok(id)) = (who.as_ref(), ChannelId::parse(&id)) else {
        return Problem::not_found().into_response();
    };
    shown(hub::profiles::current_picture(&web.hub, &session.actor, &id).await)
}

/// The picture that waits to be saved.
pub async fn new(
    State(web): State<Web>,
    Extension(Caller(who)): Extension<Caller>,
    Path(id): Path<String>,
) -> Response {
    let (Who::SignedIn(session), Ok(id)) = (who.as_ref(), ChannelId::parse(&id)) else {
        return Problem::not_found().into_response();
    };
    shown(hub::profiles::new_picture(&web.hub, &session.actor, &id).await)
}

fn shown(picture: Result<ShownSample, HubError>) -> Response {
    match picture {
        Ok(picture) => template_sample::file(picture),
        Err(error) => Problem::from(error).into_response(),
    }
}

/// Takes a new picture. A browser that sent a form is led on; a script gets 200, or the reason.
pub async fn take(
    State(web): State<Web>,
    Extension(Caller(who)): Extension<Caller>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let (Who::SignedIn(session), Ok(id)) = (who.as_ref(), ChannelId::parse(&id)) else {
        return Problem::not_found().into_response();
    };
    // Whose number it is, before megabytes are read for it.
    if let Err(error) = hub::profiles::draft(&web.hub, &session.actor, &id).await {
        return Problem::from(error).into_response();
    }
    let reader = Reader::of(request.headers());
    let chosen = match file(request, "picture", LARGEST).await {
        Ok(bytes) => hub::profiles::choose_picture(&web.hub, &session.actor, &id, bytes).await,
        Err(NoFile::Empty) => Ok(Chosen::Refused(Unfit::Empty)),
        Err(NoFile::TooLarge) => Ok(Chosen::Refused(Unfit::TooLarge)),
    };
    let page = format!("/numbers/{id}/profile");
    match (chosen, reader) {
        (Err(error), _) => Problem::from(error).into_response(),
        (Ok(Chosen::Kept), Reader::Browser) => to(format!("{page}?notice=picture")),
        (Ok(Chosen::Kept), Reader::Script) => StatusCode::OK.into_response(),
        (Ok(Chosen::Refused(unfit)), Reader::Browser) => to(format!("{page}/picture?error={unfit}")),
        (Ok(Chosen::Refused(unfit)), Reader::Script) => {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "This cannot be the picture", unfit.label()).into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_uploads_have_their_time() {
        assert!(is_upload("/api/app/numbers/abc/profile-picture"));
        assert!(!is_upload("/numbers/abc/profile-picture") && !is_upload("/api/app/numbers/abc"));
    }
}
