//! `/{app}/uploads` and `/upload:…` (Graph API, Resumable upload).

use serde_json::{Value, json};

use super::auth;
use super::call::Call;
use super::error::GraphError;
use crate::state::media::Session;
use crate::wire;

const PREFIX: &str = "upload:";

/// What may be uploaded (Resumable upload: `file_type`).
const TYPES: &[&str] = &["application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4", "video/3gpp"];

const LARGEST: usize = 100 * 1024 * 1024;

/// Whether a path names an upload, also where its colon came escaped.
pub(crate) fn is_session(segment: &str) -> bool {
    unescaped(segment).starts_with(PREFIX)
}

/// `POST /{app}/uploads`: an upload of this length and type begins.
pub(crate) fn start(call: &Call<'_>) -> Result<Value, GraphError> {
    let length = call.params.required("file_length")?;
    let length = length.parse::<usize>().ok().filter(|length| (1..=LARGEST).contains(length)).ok_or_else(|| {
        GraphError::invalid_parameter("Param file_length must be a positive number of at most 104857600 bytes")
    })?;
    let file_type = call.params.required("file_type")?;
    if !TYPES.contains(&file_type.as_str()) {
        return Err(GraphError::invalid_parameter(&format!(
            "Param file_type must be one of {{{}}} - got \"{file_type}\".",
            TYPES.join(", ")
        )));
    }
    let mut world = call.shared().world();
    let serial = world.new_id();
    let id = format!("MTphdHRhY2htZW50{}", wire::opaque(&format!("upload {serial}"), 24));
    let signature = wire::opaque(&format!("signature {serial}"), 20);
    let answer = json!({ "id": format!("{PREFIX}{id}?sig={signature}") });
    let session = Session { id: id.clone(), signature, length, file_type, received: Vec::new() };
    world.media.sessions.insert(id, session);
    Ok(answer)
}

/// `GET /upload:…`: how much has arrived.
pub(crate) fn state(call: &Call<'_>, segment: &str) -> Result<Value, GraphError> {
    let mut world = call.shared().world();
    auth::user_token(call, &world)?;
    let session = find(call, &mut world.media.sessions, segment)?;
    Ok(
        json!({ "id": format!("{PREFIX}{}?sig={}", session.id, session.signature), "file_offset": session.received.len() }),
    )
}

/// `POST /upload:…`: the bytes from `file_offset` on. The last of them bring the handle; before that the
/// answer says how much has arrived.
pub(crate) fn append(call: &Call<'_>, segment: &str) -> Result<Value, GraphError> {
    let mut world = call.shared().world();
    auth::user_token(call, &world)?;
    if call.upload.scheme != "OAuth" {
        return Err(GraphError::invalid_parameter("An upload needs the header Authorization: OAuth {access-token}"));
    }
    let offset = call.upload.file_offset.as_deref().and_then(|text| text.trim().parse::<usize>().ok());
    let offset = offset.ok_or_else(|| GraphError::invalid_parameter("An upload needs the header file_offset"))?;
    let session = find(call, &mut world.media.sessions, segment)?;
    let arrived = session.received.len();
    if offset != arrived {
        return Err(GraphError::invalid_parameter(&format!(
            "The file_offset is {offset}, but {arrived} bytes have arrived"
        )));
    }
    if arrived + call.upload.bytes.len() > session.length {
        return Err(GraphError::invalid_parameter(&format!(
            "The file is longer than the {} bytes announced",
            session.length
        )));
    }
    session.received.extend(&call.upload.bytes);
    let (id, arrived, complete) =
        (session.id.clone(), session.received.len(), session.received.len() == session.length);
    if !complete {
        return Ok(json!({ "id": format!("{PREFIX}{id}"), "file_offset": arrived }));
    }
    let now = call.shared().now();
    let app_id = &call.shared().config.app_id;
    let handle = world.media.finish(&id, &id, app_id, now);
    handle.map(|handle| json!({ "h": handle })).ok_or_else(|| missing(call, segment))
}

/// The upload that the path and its signature name.
fn find<'s>(
    call: &Call<'_>,
    sessions: &'s mut std::collections::HashMap<String, Session>,
    segment: &str,
) -> Result<&'s mut Session, GraphError> {
    let text = unescaped(segment);
    let text = text.strip_prefix(PREFIX).unwrap_or(&text);
    let (id, signature) = match text.split_once("?sig=") {
        Some((id, signature)) => (id.to_owned(), Some(signature.to_owned())),
        None => (text.to_owned(), call.params.text("sig")),
    };
    sessions
        .get_mut(&id)
        .filter(|session| signature.as_deref() == Some(&session.signature))
        .ok_or_else(|| missing(call, segment))
}

fn missing(call: &Call<'_>, segment: &str) -> GraphError {
    GraphError::no_such_object(&call.method.as_str().to_ascii_lowercase(), segment)
}

fn unescaped(segment: &str) -> String {
    segment
        .replace("%3A", ":")
        .replace("%3a", ":")
        .replace("%3F", "?")
        .replace("%3f", "?")
        .replace("%3D", "=")
        .replace("%3d", "=")
}
