//! Files of messages. They pass through as they come, in either direction, and are never held as a whole.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::Response;
use futures::{StreamExt, stream};
use http::header::{
    CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use hub::Hub;
use hub::api_keys::Caller;
use hub::messaging::{self, Ask, ByteRange, Edge, LARGEST_FILE, NotAsked, RelayBody, Relayed, Unanswered, ask};
use tokio::sync::Mutex;

use crate::key::Key;
use crate::refusal::{self, Refusal};
use crate::relayed::Back;

/// How long a file is heard that is too large.
const PATIENCE: Duration = Duration::from_secs(5);

/// `POST /media`: the form goes to Meta as it comes.
pub async fn upload(State(hub): State<Hub>, Key(caller): Key, headers: HeaderMap, body: Body) -> Result<Back, Refusal> {
    let content_type = headers.get(CONTENT_TYPE).filter(|value| is_form(value)).cloned().ok_or_else(|| {
        Refusal::bad("Send the file as multipart/form-data with the fields messaging_product, type and file.")
    })?;
    Ok(Back(hand_on(&hub, &caller, content_type, &headers, body).await?))
}

/// Hands a form with a file on to Meta while it comes. A file that is too large is heard for a while after Meta's
/// connection was dropped: a program that is still sending would not read the answer.
pub async fn hand_on(
    hub: &Hub,
    caller: &Caller,
    content_type: HeaderValue,
    headers: &HeaderMap,
    body: Body,
) -> Result<Relayed, Refusal> {
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let source = Arc::new(Mutex::new(body.into_data_stream()));
    if length.is_some_and(|length| LARGEST_FILE < length) {
        hear_out(&source).await;
        return Err(Refusal::too_large(LARGEST_FILE));
    }
    let bytes = stream::unfold(source.clone(), |source| async move {
        let chunk = source.lock().await.next().await?;
        Some((chunk, source))
    });
    let flow = RelayBody::flow(content_type, length, bytes);
    let answer = ask(hub, caller, Ask::post(Edge::Media, flow)).await;
    if matches!(answer, Err(NotAsked::Unanswered(Unanswered::TooLarge))) {
        hear_out(&source).await;
    }
    Ok(answer?)
}

async fn hear_out(source: &Mutex<BodyDataStream>) {
    let rest = async { while let Some(Ok(_)) = source.lock().await.next().await {} };
    // Whoever goes on for longer is cut off.
    let _ = tokio::time::timeout(PATIENCE, rest).await;
}

/// `GET /{id}`: where a file is. Its address leads to Meta's host for files; with the API's own in its place it works
/// here, see [`download`].
pub async fn find(State(hub): State<Hub>, Key(caller): Key, Path(id): Path<String>) -> Result<Back, Refusal> {
    Ok(Back(messaging::file(&hub, &caller, file_id(&id)?).await?))
}

/// `DELETE /{id}`.
pub async fn remove(State(hub): State<Hub>, Key(caller): Key, Path(id): Path<String>) -> Result<Back, Refusal> {
    Ok(Back(messaging::delete_file(&hub, &caller, file_id(&id)?).await?))
}

/// `GET /whatsapp_business/attachments/?…`: the file itself, from the path and query that Meta has given.
pub async fn download(
    State(hub): State<Hub>,
    Key(caller): Key,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    fetched(&hub, &caller, uri.path_and_query().map_or("/", |path| path.as_str()), &headers).await
}

/// The file at this path of Meta's host for files, or the part of it that the headers ask for.
pub async fn fetched(hub: &Hub, caller: &Caller, path: &str, headers: &HeaderMap) -> Result<Response, Refusal> {
    let range = headers.get(RANGE).and_then(|range| ByteRange::parse(range.to_str().ok()?));
    let file = messaging::download(hub, caller, path, range.as_ref()).await?;
    let status = StatusCode::from_u16(file.status()).unwrap_or(StatusCode::BAD_GATEWAY);
    if status.is_redirection() || status == StatusCode::UNAUTHORIZED {
        return Err(Refusal::not_found("Meta does not have this file any more. Ask for its address again."));
    }
    let headers = file.headers();
    let mut response = Response::new(Body::from_stream(file.into_stream()));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    // Whoever sent the file to the number has chosen what it is.
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (CONTENT_DISPOSITION, "attachment"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

/// Whether a body is a form with files.
pub fn is_form(content_type: &HeaderValue) -> bool {
    content_type.as_bytes().to_ascii_lowercase().starts_with(b"multipart/form-data")
}

/// Meta's ids of files are numbers.
pub fn file_id(text: &str) -> Result<&str, Refusal> {
    let is_id = (1..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_id { Ok(text) } else { Err(refusal::unknown(text)) }
}
