//! The pictures of business profiles: `/numbers/{id}/profile-picture` as Meta has it, and the new one that waits to be
//! saved below it. A new one comes as it is from a script, or in a form from a browser without one.

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::response::{IntoResponse, Response};
use domain::ids::ChannelId;
use domain::profile::picture::{LARGEST, Problem as Unfit};
use futures::StreamExt;
use http::header::{ACCEPT, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, StatusCode};
use hub::HubError;
use hub::accounts::sessions::Who;
use hub::profiles::Chosen;
use hub::templates::ShownSample;

use super::session::Caller;
use super::{Problem, Web, template_sample};

/// The largest request: a picture, and what a form puts around it.
const LIMIT: usize = LARGEST as usize + 64 * 1024;

/// How much of a request that is too large is listened to.
const PATIENCE: usize = 100 * 1024 * 1024;

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
    let chosen = match file(request).await {
        Ok(bytes) => hub::profiles::choose_picture(&web.hub, &session.actor, &id, bytes).await,
        Err(unfit) => Ok(Chosen::Refused(unfit)),
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

/// Who hears what became of it.
#[derive(Clone, Copy)]
enum Reader {
    Browser,
    Script,
}

impl Reader {
    fn of(headers: &HeaderMap) -> Self {
        let accepts = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
        if accepts.contains("text/html") { Self::Browser } else { Self::Script }
    }
}

/// The file of a request: its body, or the field of a form.
async fn file(request: Request) -> Result<Bytes, Unfit> {
    let (parts, body) = request.into_parts();
    let content_type = parts.headers.get(CONTENT_TYPE).and_then(|text| text.to_str().ok()).unwrap_or_default();
    let is_form = content_type.starts_with("multipart/form-data");
    let bytes = whole(body).await?;
    if !is_form {
        return Ok(bytes);
    }
    let request = Request::from_parts(parts, Body::from(bytes));
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Unfit::Empty)?;
    while let Ok(Some(field)) = form.next_field().await {
        if field.name() == Some("picture") {
            return field.bytes().await.map_err(|_| Unfit::Empty);
        }
    }
    Err(Unfit::Empty)
}

/// The whole body. One that is too large is heard to its end all the same, within reason: a browser that is still
/// sending would not read the answer.
async fn whole(body: Body) -> Result<Bytes, Unfit> {
    let (mut stream, mut kept, mut heard) = (body.into_data_stream(), Vec::new(), 0);
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Unfit::Empty)?;
        heard += chunk.len();
        if heard <= LIMIT {
            kept.extend_from_slice(&chunk);
        } else if heard <= PATIENCE {
            kept.clear();
        } else {
            break;
        }
    }
    if LIMIT < heard { Err(Unfit::TooLarge) } else { Ok(kept.into()) }
}

fn to(address: String) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, address)]).into_response()
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
