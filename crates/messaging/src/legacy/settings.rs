//! `/v1/settings`: the profile, in the pieces of then.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use hub::Hub;
use hub::api_keys::Caller;
use hub::messaging::{Ask, Edge, RelayBody, Relayed, ask};
use serde_json::{Map, Value, json};

use super::{first, meta};
use crate::body;
use crate::key::Key;
use crate::refusal::Refusal;
use crate::relayed::Back;

/// `GET /v1/settings/business/profile`.
pub async fn profile(State(hub): State<Hub>, Key(caller): Key) -> Result<Response, Refusal> {
    let answer = read(&hub, &caller, "address,description,email,vertical,websites").await?;
    Ok(shown(answer, |mut profile| {
        profile.remove("messaging_product");
        json!({ "business": { "profile": profile } })
    }))
}

/// `POST /v1/settings/business/profile`.
pub async fn change_profile(State(hub): State<Hub>, Key(caller): Key, body: Body) -> Result<Back, Refusal> {
    change(&hub, &caller, body::json(body).await?).await
}

/// `GET /v1/settings/profile/about`.
pub async fn about(State(hub): State<Hub>, Key(caller): Key) -> Result<Response, Refusal> {
    let answer = read(&hub, &caller, "about").await?;
    Ok(shown(answer, |profile| json!({ "profile": { "about": { "text": profile.get("about") } } })))
}

/// `PATCH /v1/settings/profile/about`.
pub async fn change_about(State(hub): State<Hub>, Key(caller): Key, body: Body) -> Result<Back, Refusal> {
    let given: Map<String, Value> = body::json(body).await?;
    let text = given.get("text").cloned().ok_or_else(|| Refusal::bad("The field text is missing."))?;
    change(&hub, &caller, Map::from_iter([("about".to_owned(), text)])).await
}

/// The profile with these fields, as Graph answers it.
pub async fn read(hub: &Hub, caller: &Caller, fields: &str) -> Result<Relayed, Refusal> {
    Ok(ask(hub, caller, Ask::get(Edge::Profile, vec![("fields", fields.to_owned())])).await?)
}

async fn change(hub: &Hub, caller: &Caller, mut profile: Map<String, Value>) -> Result<Back, Refusal> {
    profile.entry("messaging_product").or_insert_with(|| "whatsapp".into());
    let profile = Value::Object(profile).to_string();
    Ok(Back(ask(hub, caller, Ask::post(Edge::Profile, RelayBody::json(profile))).await?))
}

/// A good answer in the form of then, any other as it is.
pub fn shown(answer: Relayed, settings: impl FnOnce(Map<String, Value>) -> Value) -> Response {
    if answer.status != 200 {
        return Back(answer).into_response();
    }
    Json(json!({ "settings": settings(first(&answer)), "meta": meta() })).into_response()
}
