//! `/v1/messages`: messages without `messaging_product`, and marking as read by PUT.

use axum::body::Body;
use axum::extract::{Path, State};
use hub::Hub;
use hub::messaging::{Ask, Edge, RelayBody, ask};
use serde_json::{Map, Value, json};

use crate::body;
use crate::key::Key;
use crate::refusal::Refusal;
use crate::relayed::Back;

/// Sends it in today's form.
pub async fn send(State(hub): State<Hub>, Key(caller): Key, body: Body) -> Result<Back, Refusal> {
    let message: Map<String, Value> = body::json(body).await?;
    let message = Value::Object(today(message)).to_string();
    Ok(Back(ask(&hub, &caller, Ask::post(Edge::Messages, RelayBody::json(message))).await?))
}

/// Marks a message as read.
pub async fn mark(
    State(hub): State<Hub>,
    Key(caller): Key,
    Path(id): Path<String>,
    body: Body,
) -> Result<Back, Refusal> {
    let asked: Map<String, Value> = body::json(body).await?;
    if asked.get("status").and_then(Value::as_str) != Some("read") {
        return Err(Refusal::bad("A message can be marked as read only: {\"status\":\"read\"}."));
    }
    let read = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": id }).to_string();
    Ok(Back(ask(&hub, &caller, Ask::post(Edge::Messages, RelayBody::json(read))).await?))
}

/// A message of then in today's form: what had to be said then and is refused or of no use now is left out.
fn today(mut message: Map<String, Value>) -> Map<String, Value> {
    message.entry("messaging_product").or_insert_with(|| "whatsapp".into());
    if let Some(template) = message.get_mut("template").and_then(Value::as_object_mut) {
        template.remove("namespace");
        if let Some(language) = template.get_mut("language").and_then(Value::as_object_mut) {
            language.remove("policy");
        }
    }
    if let Some(preview) = message.remove("preview_url")
        && let Some(text) = message.get_mut("text").and_then(Value::as_object_mut)
    {
        text.entry("preview_url").or_insert(preview);
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_then_says_the_same_today() {
        for (then, now) in [
            (
                json!({ "to": "1", "type": "text", "text": { "body": "a" }, "preview_url": true }),
                json!({ "messaging_product": "whatsapp", "to": "1", "type": "text", "text": { "body": "a", "preview_url": true } }),
            ),
            (
                json!({ "to": "1", "type": "template", "template": {
                    "namespace": "x", "name": "n", "language": { "policy": "deterministic", "code": "en" } } }),
                json!({ "messaging_product": "whatsapp", "to": "1", "type": "template", "template": {
                    "name": "n", "language": { "code": "en" } } }),
            ),
            (json!({ "messaging_product": "other" }), json!({ "messaging_product": "other" })),
        ] {
            let Value::Object(message) = then else { panic!() };
            assert_eq!(Value::Object(today(message)), now);
        }
    }
}
