//! Uploads of the template editor: samples of headers, on their way through the hub to Meta.

use std::borrow::Cow;

use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::ids::DraftId;
use domain::templates::MediaKind;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, StatusCode};
use hub::accounts::sessions::Who;
use hub::templates::Upload;
use url::form_urlencoded;

use super::session::Caller;
use super::{Problem, Web};

/// The longest name of a file that is passed on.
const NAME_MAX: usize = 200;

/// Whether a request uploads a sample.
pub fn is_upload(path: &str) -> bool {
    path.strip_prefix("/api/app/templates/drafts/").is_some_and(|rest| rest.ends_with("/sample"))
}

/// Passes the body on as it comes, and answers the handle that Meta gives. How large it may be, and of which type,
/// follows from its kind and is checked before the first byte is read.
pub async fn upload(
    State(web): State<Web>,
    Extension(Caller(who)): Extension<Caller>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let (Who::SignedIn(session), Ok(id)) = (who.as_ref(), DraftId::parse(&id)) else {
        return Problem::not_found().into_response();
    };
    let upload = match announced(query.as_deref().unwrap_or_default(), &headers) {
        Ok(upload) => upload,
        Err(problem) => return problem.into_response(),
    };
    match hub::templates::upload(&web.hub, &session.actor, &id, &upload, body.into_data_stream()).await {
        Ok(handle) => ([(CONTENT_TYPE, "text/plain; charset=utf-8")], handle).into_response(),
        Err(error) => Problem::from(error).into_response(),
    }
}

/// What comes, as address and headers say: `?kind=image&name=menu.png`.
fn announced(query: &str, headers: &HeaderMap) -> Result<Upload, Problem> {
    let value = |name: &str| {
        let found = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name);
        found.map(|(_, value)| value).unwrap_or(Cow::Borrowed(""))
    };
    let header = |name: HeaderName| headers.get(name).and_then(|text| text.to_str().ok()).unwrap_or_default();
    let Some(kind) = MediaKind::from_code(&value("kind")) else {
        let text = "It is not said for which kind of header the file is. Reload the page and try again.";
        return Err(Problem::new(StatusCode::BAD_REQUEST, "This upload was not complete", text));
    };
    let Ok(length) = header(CONTENT_LENGTH).parse() else {
        let text = "Meta wants to know the size of a file before it comes. Send it from the editor.";
        return Err(Problem::new(StatusCode::LENGTH_REQUIRED, "The size of the file is missing", text));
    };
    let name: String = value("name").chars().filter(|c| !c.is_control()).take(NAME_MAX).collect();
    let name = if name.trim().is_empty() { format!("sample-{kind}") } else { name };
    Ok(Upload { kind, name, media_type: header(CONTENT_TYPE).to_owned(), length })
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(length: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static(length));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("image/png"));
        headers
    }

    #[test]
    fn an_upload_says_what_comes() {
        let upload = announced("kind=image&name=Men%C3%BC%0A.png", &headers("12")).unwrap();
        assert_eq!((upload.kind, upload.name.as_str(), upload.length), (MediaKind::Image, "Menü.png", 12));
        assert_eq!(upload.media_type, "image/png");
        assert_eq!(announced("kind=video", &headers("12")).unwrap().name, "sample-video");
        assert!(announced("kind=other", &headers("12")).is_err());
        assert!(announced("kind=image", &HeaderMap::new()).is_err());
    }

    #[test]
    fn only_uploads_have_their_time() {
        assert!(is_upload("/api/app/templates/drafts/abc/sample"));
        assert!(!is_upload("/api/app/templates/drafts/abc") && !is_upload("/templates/drafts/abc/sample"));
    }
}
