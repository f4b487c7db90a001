//! `/v1/media`: a file is the whole body, and comes back as one.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::{StreamExt, stream};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use hub::Hub;
use hub::messaging;
use serde_json::{Value, json};

use super::meta;
use crate::key::Key;
use crate::media::{self, file_id};
use crate::refusal::Refusal;
use crate::relayed::Back;

/// Nothing that Meta takes for a type of a file ends with it.
const BOUNDARY: &str = "partner-hub-b0undary-7MA4YWxkTrZu0gW";

/// Uploads a file: as a form, or as the whole body, around which a form is put while it passes.
pub async fn upload(
    State(hub): State<Hub>,
    Key(caller): Key,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let missing = || Refusal::bad("Say in the header Content-Type what the file is, such as image/jpeg.");
    let given = headers.get(CONTENT_TYPE).ok_or_else(missing)?;
    let media_type = given.to_str().map_err(|_| missing())?;
    let answer = if media::is_form(given) {
        media::hand_on(&hub, &caller, given.clone(), &headers, body).await?
    } else {
        let form = wrapped(media_type, &headers, body)?;
        media::hand_on(&hub, &caller, form.content_type, &form.headers, form.body).await?
    };
    let said: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    if answer.status != 200 || !said["id"].is_string() {
        return Ok(Back(answer).into_response());
    }
    Ok(Json(json!({ "media": [{ "id": said["id"] }], "meta": meta() })).into_response())
}

/// A form around a file that is the whole body.
struct Wrapped {
    content_type: HeaderValue,
    headers: HeaderMap,
    body: Body,
}

fn wrapped(media_type: &str, headers: &HeaderMap, body: Body) -> Result<Wrapped, Refusal> {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n\
         --{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\
         Content-Type: {media_type}\r\n\r\n"
    );
    let tail = format!("\r\n--{BOUNDARY}--\r\n");
    let mut around = headers.clone();
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if let Some(length) = length {
        let whole = length.saturating_add((head.len() + tail.len()) as u64);
        around.insert(CONTENT_LENGTH, HeaderValue::from(whole));
    }
    let piece = |text: String| stream::iter([Ok::<_, axum::Error>(Bytes::from(text))]);
    let whole = piece(head).chain(body.into_data_stream()).chain(piece(tail));
    let content_type = HeaderValue::from_str(&format!("multipart/form-data; boundary={BOUNDARY}"));
    let content_type = content_type.map_err(|_| Refusal::bad("The Content-Type cannot be read."))?;
    Ok(Wrapped { content_type, headers: around, body: Body::from_stream(whole) })
}

/// The file itself: Meta is asked where it is, and it is fetched from there.
pub async fn fetch(
    State(hub): State<Hub>,
    Key(caller): Key,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let answer = messaging::file(&hub, &caller, file_id(&id)?).await?;
    let said: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let address = said["url"].as_str().and_then(|url| url.split_once("://")?.1.split_once('/'));
    let Some((_, path)) = address.filter(|_| answer.status == 200) else { return Ok(Back(answer).into_response()) };
    media::fetched(&hub, &caller, &format!("/{path}"), &headers).await
}
