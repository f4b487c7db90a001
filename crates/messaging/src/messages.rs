//! `POST /messages`: sending, and marking as read.

use axum::body::Body;
use axum::extract::State;
use hub::Hub;
use hub::messaging::{Ask, Edge, RelayBody, ask};

use crate::body;
use crate::key::Key;
use crate::refusal::Refusal;
use crate::relayed::Back;

/// Hands a message on as it is. It is tried once: a second try of the hub's own might be a second message.
pub async fn send(State(hub): State<Hub>, Key(caller): Key, body: Body) -> Result<Back, Refusal> {
    let message = body::object(body).await?;
    Ok(Back(ask(&hub, &caller, Ask::post(Edge::Messages, RelayBody::json(message))).await?))
}
