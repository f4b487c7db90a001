//! `/v1/settings/profile/photo`: the picture of the profile, which is the whole body in either direction.

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, RawQuery, Request, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::profile::picture::LARGEST;
use http::header::{CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use hub::Hub;
use hub::messaging;
use serde_json::json;

use super::{first, settings};
use crate::body;
use crate::key::Key;
use crate::media::is_form;
use crate::refusal::Refusal;
use crate::relayed::Back;

/// What a form may put around the file.
const FORM: u64 = 64 * 1024;

/// The picture itself; with `?format=link` its address.
pub async fn show(State(hub): State<Hub>, Key(caller): Key, RawQuery(query): RawQuery) -> Result<Response, Refusal> {
    let answer = settings::read(&hub, &caller, "profile_picture_url").await?;
    let query = query.unwrap_or_default();
    let wants_link = form_urlencoded::parse(query.as_bytes()).any(|(name, value)| name == "format" && value == "link");
    if wants_link || answer.status != 200 {
        return Ok(settings::shown(
            answer,
            |profile| json!({ "profile": { "photo": { "link": profile.get("profile_picture_url") } } }),
        ));
    }
    let profile = first(&answer);
    let address = profile.get("profile_picture_url").and_then(|address| address.as_str());
    let address = address.ok_or_else(|| Refusal::not_found("The profile of this number has no photo yet."))?;
    let photo = messaging::photo(&hub, address).await?;
    let mut response = Response::new(Body::from_stream(photo.bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(photo.media_type));
    headers.extend(photo.length.map(|length| (CONTENT_LENGTH, HeaderValue::from(length))));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    Ok(response)
}

/// Makes a file the picture: the whole body, or the file of a form. What it is, its content says.
pub async fn set(State(hub): State<Hub>, Key(caller): Key, headers: HeaderMap, body: Body) -> Result<Back, Refusal> {
    let content_type = headers.get(CONTENT_TYPE).filter(|value| is_form(value)).cloned();
    let file = match content_type {
        Some(content_type) => of_form(content_type, body).await?,
        None => body::up_to(LARGEST as usize, body).await?,
    };
    Ok(Back(messaging::set_photo(&hub, &caller, file).await?))
}

/// Says that Meta has no call for it any more.
pub async fn remove(Key(_): Key) -> Response {
    let sentence = "Meta's Cloud API cannot take a photo away. Replace it: send another one by POST.";
    Refusal::bad(sentence).into_response()
}

/// The first file of a form, whatever its field is called.
async fn of_form(content_type: HeaderValue, body: Body) -> Result<Bytes, Refusal> {
    let bytes = body::up_to((LARGEST + FORM) as usize, body).await?;
    let unreadable = |_| Refusal::bad("The form cannot be read. Send the picture as the whole body instead.");
    let mut request = Request::new(Body::from(bytes));
    request.headers_mut().insert(CONTENT_TYPE, content_type);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| unreadable(()))?;
    while let Some(field) = form.next_field().await.map_err(|_| unreadable(()))? {
        if field.file_name().is_some() {
            return field.bytes().await.map_err(|_| unreadable(()));
        }
    }
    Err(Refusal::bad("The form has no file. Add the picture as a file, or send it as the whole body."))
}
