//! Why a message is not taken, or not delivered (Error codes).

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::graph::error::GraphError;
use crate::state::World;
use crate::state::number::Number;
use crate::state::template::Template;

/// Whether the number and its account may send at all.
pub(super) fn check_sender(world: &World, number: &Number) -> Result<(), GraphError> {
    let bad =
        |code, title: &str, details: &str| Err(GraphError::message(StatusCode::BAD_REQUEST, code, title, details));
    let forbidden =
        |details: &str| Err(GraphError::message(StatusCode::FORBIDDEN, 131_031, "Business Account locked", details));
    if world.waba(&number.waba_id)?.status != "ACTIVE" {
        return forbidden("The WhatsApp Business account is disabled.");
    }
    match number.status.as_str() {
        "BANNED" => forbidden("The phone number is banned."),
        "PENDING" | "UNVERIFIED" | "DISCONNECTED" | "MIGRATED" | "DELETED" => {
            bad(133_010, "Account not registered", "The phone number is not registered with the Cloud API.")
        }
        "RESTRICTED" | "RATE_LIMITED" => {
            bad(131_048, "Spam rate limit hit", "The phone number is restricted in how it may start conversations.")
        }
        _ => Ok(()),
    }
}

/// The template in this language, if it can be sent: 132001 where there is none or none that is approved,
/// 132015 for a paused and 132016 for a disabled one.
pub(super) fn usable<'w>(
    world: &'w World,
    waba_id: &str,
    name: &str,
    language: &str,
) -> Result<&'w Template, GraphError> {
    let template = world.templates_of(waba_id).find(|other| other.name == name && other.language == language);
    match template.map(|template| (template.status.as_str(), template)) {
        Some(("APPROVED", template)) => Ok(template),
        Some(("PAUSED", _)) => Err(GraphError::message(
            StatusCode::BAD_REQUEST,
            132_015,
            "Template is paused",
            &format!("template {name} is paused due to low quality"),
        )),
        Some(("DISABLED", _)) => Err(GraphError::message(
            StatusCode::BAD_REQUEST,
            132_016,
            "Template is disabled",
            &format!("template {name} was disabled due to low quality"),
        )),
        _ => Err(GraphError::message(
            StatusCode::NOT_FOUND,
            132_001,
            "Template name does not exist in the translation",
            &format!("template name ({name}) does not exist in {language}"),
        )),
    }
}

/// The `errors` of a message that is taken and fails: nobody there, or nobody who pays.
pub(super) fn why_undeliverable(world: &World, number: &Number, to: &str) -> Option<Value> {
    let unpaid = world.wabas.get(&number.waba_id).is_some_and(|waba| waba.primary_funding_id.is_none());
    let code = world.messages.undeliverable.get(to).copied().or_else(|| unpaid.then_some(131_042))?;
    let (title, details) = match code {
        131_026 => ("Message undeliverable", "Message Undeliverable."),
        131_042 => (
            "Business eligibility payment issue",
            "Message failed to send because there were one or more errors related to your payment method.",
        ),
        131_049 => (
            "This message was not delivered to maintain healthy ecosystem engagement.",
            "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
        ),
        131_050 => (
            "User has stopped marketing messages from your business",
            "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages.",
        ),
        _ => ("Something went wrong", "Message failed to send due to an unknown error."),
    };
    Some(json!([{
        "code": code,
        "title": title,
        "message": title,
        "error_data": { "details": details },
        "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
    }]))
}
