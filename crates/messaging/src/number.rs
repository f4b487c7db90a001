//! What Meta keeps of the number: health, profile, the key of its Flows.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue};
use http::header::CONTENT_TYPE;
use hub::Hub;
use hub::api_keys::Caller;
use hub::messaging::{Ask, Edge, RelayBody, ask};

use crate::body;
use crate::key::Key;
use crate::refusal::Refusal;
use crate::relayed::Back;

/// `GET /health_status`.
pub async fn health_status(
    State(hub): State<Hub>,
    Key(caller): Key,
    RawQuery(query): RawQuery,
) -> Result<Back, Refusal> {
    read(&hub, &caller, Edge::Number, query, "health_status").await
}

/// `GET /whatsapp_business_profile`.
pub async fn profile(State(hub): State<Hub>, Key(caller): Key, RawQuery(query): RawQuery) -> Result<Back, Refusal> {
    let all = "about,address,description,email,profile_picture_url,websites,vertical";
    read(&hub, &caller, Edge::Profile, query, all).await
}

/// `POST /whatsapp_business_profile`.
pub async fn change_profile(State(hub): State<Hub>, Key(caller): Key, body: Body) -> Result<Back, Refusal> {
    let profile = body::object(body).await?;
    Ok(Back(ask(&hub, &caller, Ask::post(Edge::Profile, RelayBody::json(profile))).await?))
}

/// `GET /whatsapp_business_encryption`.
pub async fn encryption(State(hub): State<Hub>, Key(caller): Key) -> Result<Back, Refusal> {
    Ok(Back(ask(&hub, &caller, Ask::get(Edge::Encryption, Vec::new())).await?))
}

/// `POST /whatsapp_business_encryption`, a form or JSON.
pub async fn change_encryption(
    State(hub): State<Hub>,
    Key(caller): Key,
    headers: HeaderMap,
    body: Body,
) -> Result<Back, Refusal> {
    let form = HeaderValue::from_static("application/x-www-form-urlencoded");
    let content_type = headers.get(CONTENT_TYPE).cloned().unwrap_or(form);
    let key = RelayBody::Whole(content_type, body::whole(body).await?);
    Ok(Back(ask(&hub, &caller, Ask::post(Edge::Encryption, key)).await?))
}

/// Reads the fields that were asked for, or the usual ones. Nothing else of the query reaches Graph.
async fn read(hub: &Hub, caller: &Caller, edge: Edge<'_>, query: Option<String>, usual: &str) -> Result<Back, Refusal> {
    let query = query.unwrap_or_default();
    let asked = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "fields");
    let fields = asked.map(|(_, fields)| fields.into_owned()).filter(|fields| !fields.trim().is_empty());
    let fields = fields.unwrap_or_else(|| usual.to_owned());
    Ok(Back(ask(hub, caller, Ask::get(edge, vec![("fields", fields)])).await?))
}
