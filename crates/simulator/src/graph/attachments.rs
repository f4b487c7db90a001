//! Files of messages: `POST /{number}/media`, `GET` and `DELETE /{file}`, and the files themselves at
//! `/whatsapp_business/attachments/` (Cloud API, Media).

use std::collections::HashMap;

use axum::extract::{Query, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::call::Call;
use super::error::GraphError;
use crate::Handle;
use crate::state::World;
use crate::state::attachment::Attachment;
use crate::wire;

/// Where Meta serves these files, whatever host the API is asked at.
const FILES: &str = "https://lookaside.fbsbx.com/whatsapp_business/attachments/";

/// The types that Meta takes (Cloud API, Media: supported types).
const TYPES: [&str; 13] = [
    "audio/aac",
    "audio/amr",
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg",
    "text/plain",
    "application/pdf",
    "application/msword",
    "image/jpeg",
    "image/png",
    "image/webp",
    "video/3gpp",
    "video/mp4",
];

pub(crate) fn post(call: &Call<'_>, number_id: &str) -> Result<Value, GraphError> {
    if call.params.required("messaging_product")? != "whatsapp" {
        return Err(GraphError::invalid_parameter("Param messaging_product must be one of {WHATSAPP}"));
    }
    let file = call.file.as_ref().ok_or_else(|| GraphError::missing_parameter("file"))?;
    let named = file.content_type.clone().or_else(|| call.params.text("type")).unwrap_or_default();
    let file_type = named.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !TYPES.contains(&file_type.as_str()) {
        let list = TYPES.join(", ");
        let what = format!(
            "Param file must be a file with one of the following types: {list}. Received file of type '{named}'."
        );
        return Err(GraphError::invalid_parameter(&what));
    }
    let mut world = call.shared().world();
    let id = world.new_id();
    let attachment = Attachment { number_id: number_id.to_owned(), file_type, bytes: file.bytes.clone() };
    world.attachments.insert(id.clone(), attachment);
    Ok(json!({ "id": id }))
}

pub(crate) fn get(call: &Call<'_>, id: &str) -> Result<Value, GraphError> {
    let world = call.shared().world();
    let file = of_number(call, &world, id)?;
    Ok(json!({
        "messaging_product": "whatsapp",
        "url": format!("{FILES}?mid={id}&ext={}&hash={}", call.shared().now() + 300, hash(id)),
        "mime_type": file.file_type,
        "sha256": wire::sha256_hex(&file.bytes),
        "file_size": file.bytes.len(),
        "id": id,
    }))
}

pub(crate) fn delete(call: &Call<'_>, id: &str) -> Result<Value, GraphError> {
    let mut world = call.shared().world();
    of_number(call, &world, id)?;
    world.attachments.remove(id);
    Ok(json!({ "success": true }))
}

/// The file, unless the call names another number than the one that it was uploaded to.
fn of_number<'w>(call: &Call<'_>, world: &'w World, id: &str) -> Result<&'w Attachment, GraphError> {
    let method = call.method.as_str().to_ascii_lowercase();
    let file = world.attachments.get(id).ok_or_else(|| GraphError::no_such_object(&method, id))?;
    match call.params.text("phone_number_id") {
        Some(number) if number != file.number_id => {
            Err(GraphError::invalid_parameter("Param phone_number_id does not own this media"))
        }
        _ => Ok(file),
    }
}

/// The file itself, for whoever has the address and a token of the account.
pub(crate) async fn download(
    State(handle): State<Handle>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let world = handle.shared().world();
    let id = query.get("mid").map(String::as_str).unwrap_or_default();
    let Some(file) = world.attachments.get(id).filter(|_| query.get("hash") == Some(&hash(id))) else {
        return (StatusCode::NOT_FOUND, "Not found").into_response();
    };
    let token = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let account = world.numbers.get(&file.number_id).map(|number| number.waba_id.as_str()).unwrap_or_default();
    if !token.and_then(|token| world.tokens.get(token)).is_some_and(|token| token.reach.covers(account)) {
        return (StatusCode::UNAUTHORIZED, "Unauthorized").into_response();
    }
    ([(CONTENT_TYPE, file.file_type.clone())], file.bytes.clone()).into_response()
}

fn hash(id: &str) -> String {
    wire::opaque(&format!("attachment {id}"), 32)
}
