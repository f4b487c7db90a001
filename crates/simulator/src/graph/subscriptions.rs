//! `/{app}/subscriptions`: where webhooks go, and which (Graph API, Webhooks: subscriptions).

use serde_json::{Value, json};
use url::Url;

use super::auth;
use super::call::Call;
use super::error::GraphError;
use crate::state::subscription::{FIELDS, Subscription};
use crate::webhooks::handshake;

const OBJECT: &str = "whatsapp_business_account";

pub(crate) fn get(call: &Call<'_>) -> Result<Value, GraphError> {
    auth::app_token(call)?;
    let world = call.shared().world();
    let Some(subscription) = &world.subscription else {
        return Ok(json!({ "data": [] }));
    };
    let fields: Vec<Value> =
        subscription.fields.iter().map(|name| json!({ "name": name, "version": call.version })).collect();
    Ok(json!({ "data": [{
        "object": OBJECT,
        "callback_url": subscription.callback_url.as_str(),
        "active": true,
        "fields": fields,
    }] }))
}

/// Subscribes after a handshake: the callback has to answer with the challenge.
pub(crate) async fn post(call: &Call<'_>) -> Result<Value, GraphError> {
    auth::app_token(call)?;
    check_object(&call.params.required("object")?)?;
    let callback = call.params.required("callback_url")?;
    let callback_url = Url::parse(&callback)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .ok_or_else(|| GraphError::invalid_parameter("Param callback_url must be a valid URI"))?;
    let verify_token = call.params.required("verify_token")?;
    let fields = call.params.list("fields");
    if fields.is_empty() {
        return Err(GraphError::missing_parameter("fields"));
    }
    for (index, field) in fields.iter().enumerate() {
        if !FIELDS.contains(&field.as_str()) {
            return Err(GraphError::invalid_parameter(&format!(
                "Param fields[{index}] must be one of {{{}}} - got \"{field}\".",
                FIELDS.join(", ")
            )));
        }
    }
    handshake::verify(call.shared(), &callback_url, &verify_token).await?;
    call.shared().world().subscription = Some(Subscription { callback_url, fields });
    Ok(json!({ "success": true }))
}

pub(crate) fn delete(call: &Call<'_>) -> Result<Value, GraphError> {
    auth::app_token(call)?;
    if let Some(object) = call.params.text("object") {
        check_object(&object)?;
    }
    call.shared().world().subscription = None;
    Ok(json!({ "success": true }))
}

fn check_object(object: &str) -> Result<(), GraphError> {
    if object == OBJECT {
        return Ok(());
    }
    Err(GraphError::invalid_parameter(&format!("Param object must be one of {{{OBJECT}}}")))
}
