//! Addresses under `/v1` of the API before the Cloud API, which existing inbox products still call. Each says what it
//! would say today in today's form, and its answer in the form of then.

pub mod contacts;
pub mod files;
pub mod messages;
pub mod photo;
pub mod settings;

use axum::Json;
use hub::messaging::Relayed;
use serde_json::{Map, Value, json};

use crate::key::Key;

/// What the API of then says of itself. Its last version has no successor under this address.
const VERSION: &str = "2.53";

/// `GET /v1/health`.
pub async fn health(Key(_): Key) -> Json<Value> {
    Json(json!({ "health": { "gateway_status": "connected" }, "meta": meta() }))
}

fn meta() -> Value {
    json!({ "api_status": "stable", "version": VERSION })
}

/// The first object of an answer's list.
fn first(answer: &Relayed) -> Map<String, Value> {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    body["data"][0].as_object().cloned().unwrap_or_default()
}
