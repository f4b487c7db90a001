//! `POST /{number}/messages` with a template, and what becomes of the message (Messages; Webhooks
//! reference, `messages`: status).

mod parameters;
mod refused;

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::call::Call;
use super::error::GraphError;
use crate::changes::Update;
use crate::shared::whole_seconds;
use crate::state::World;
use crate::state::message::Message;
use crate::state::number::Number;
use crate::state::schedule::Job;
use crate::state::template::Template;

/// Takes a template message; what becomes of it is told by webhooks.
pub(crate) fn post(call: &Call<'_>, number_id: &str) -> Result<Value, GraphError> {
    if call.params.required("messaging_product")? != "whatsapp" {
        return Err(GraphError::invalid_parameter("Param messaging_product must be one of {WHATSAPP}"));
    }
    let input = call.params.required("to")?;
    let kind = call.params.text("type").unwrap_or_else(|| "text".to_owned());
    if kind != "template" {
        return Err(GraphError::message(
            StatusCode::BAD_REQUEST,
            131_047,
            "Re-engagement message",
            "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
        ));
    }
    let wanted = call.params.json("template").ok_or_else(|| GraphError::missing_parameter("template"))?;
    let name = wanted["name"].as_str().ok_or_else(|| GraphError::missing_parameter("template['name']"))?;
    let language = wanted["language"]["code"]
        .as_str()
        .ok_or_else(|| GraphError::missing_parameter("template['language']['code']"))?;
    let to = recipient(&input)?;

    let now = call.shared().now();
    let pace = whole_seconds(call.shared().config.message_pace);
    let mut world = call.shared().world();
    let number = world.number(number_id)?.clone();
    refused::check_sender(&world, &number)?;
    let template = refused::usable(&world, &number.waba_id, name, language)?.clone();
    parameters::check(&template, &wanted)?;

    let id = message_id(&to, &world.new_id());
    let errors = refused::why_undeliverable(&world, &number, &to);
    world.messages.add(sent(&id, &number, &template, &to, &wanted));
    let mut later = |seconds: i64, status: &'static str, errors: Option<Value>| {
        let job = Job::MessageStatus { message_id: id.clone(), status, errors };
        world.schedule.add(now + seconds, job);
    };
    match errors {
        Some(errors) => later(pace, "failed", Some(errors)),
        None => {
            later(0, "sent", None);
            later(pace, "delivered", None);
            later(pace * 2, "read", None);
        }
    }
    Ok(json!({
        "messaging_product": "whatsapp",
        "contacts": [{ "input": input, "wa_id": to }],
        "messages": [{ "id": id, "message_status": "accepted" }],
    }))
}

/// The message gets on. Prices stand with `sent` and `delivered`; the model is the one per message, and
/// `conversation` is omitted as from v24.0 on.
pub(crate) fn describe_status(
    world: &mut World,
    message_id: &str,
    status: &'static str,
    errors: Option<&Value>,
    now: i64,
) -> Option<Update> {
    let message = world.messages.get_mut(message_id)?;
    message.status = status;
    let mut told = json!({
        "id": message.id,
        "status": status,
        "timestamp": now.to_string(),
        "recipient_id": message.to,
    });
    if matches!(status, "sent" | "delivered") {
        told["pricing"] = json!({
            "billable": true,
            "pricing_model": "PMP",
            "type": "regular",
            "category": message.category.to_ascii_lowercase(),
        });
    }
    if let Some(errors) = errors {
        told["errors"] = errors.clone();
    }
    let value = json!({
        "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": message.display, "phone_number_id": message.number_id },
        "statuses": [told],
    });
    Some(Update { entry_id: message.waba_id.clone(), field: "messages", value })
}

fn sent(id: &str, number: &Number, template: &Template, to: &str, wanted: &Value) -> Message {
    Message {
        id: id.to_owned(),
        waba_id: number.waba_id.clone(),
        number_id: number.id.clone(),
        display: number.digits(),
        to: to.to_owned(),
        template_id: template.id.clone(),
        category: template.category.clone(),
        template: wanted.clone(),
        status: "accepted",
    }
}

/// The digits of the number that was given.
fn recipient(input: &str) -> Result<String, GraphError> {
    let digits: String = input.chars().filter(char::is_ascii_digit).collect();
    let is_number = input.chars().all(|letter| letter.is_ascii_digit() || "+-() .".contains(letter));
    if is_number && (7..=15).contains(&digits.len()) {
        return Ok(digits);
    }
    Err(GraphError::message(
        StatusCode::BAD_REQUEST,
        131_009,
        "Parameter value is not valid",
        "The recipient phone number is not a valid phone number.",
    ))
}

fn message_id(to: &str, serial: &str) -> String {
    format!("wamid.{}", STANDARD.encode(format!("\u{1d}\u{b}{to}\u{15}\u{2}{serial}")))
}
