//! `/v1/configs/webhook`: the channel's own address.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use hub::Hub;
use hub::channel_webhooks::{of_channel, set_of_channel};
use serde_json::Value;

use super::{Given, shown};
use crate::body;
use crate::key::Key;
use crate::refusal::Refusal;

/// The address and its headers.
pub async fn show(State(hub): State<Hub>, Key(caller): Key) -> Result<Json<Value>, Refusal> {
    Ok(Json(shown(of_channel(&hub, &caller).await?.as_ref()).into()))
}

/// Sets it.
pub async fn set(State(hub): State<Hub>, Key(caller): Key, body: Body) -> Result<Json<Value>, Refusal> {
    let webhook = body::json::<Given>(body).await?.read()?;
    set_of_channel(&hub, &caller, webhook.clone()).await?;
    Ok(Json(shown(webhook.as_ref()).into()))
}
