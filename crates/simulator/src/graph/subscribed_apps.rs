//! `/{waba}/subscribed_apps`: whether our app gets this account's webhooks (Webhooks, Override).

use serde_json::{Value, json};
use url::Url;

use super::app;
use super::call::Call;
use super::error::GraphError;
use crate::state::waba::{AppSubscription, Waba};
use crate::webhooks::handshake;

pub(crate) fn get(call: &Call<'_>, waba_id: &str) -> Result<Value, GraphError> {
    let world = call.shared().world();
    Ok(list(call, world.waba(waba_id)?))
}

/// The subscriptions as the edge and the field of the WABA show them.
pub(crate) fn list(call: &Call<'_>, waba: &Waba) -> Value {
    let Some(subscription) = &waba.subscription else {
        return json!({ "data": [] });
    };
    let app_id = &call.shared().config.app_id;
    let mut entry = json!({ "whatsapp_business_api_data": {
        "id": app_id,
        "name": app::APP_NAME,
        "link": app::link(app_id),
    } });
    if let Some(uri) = &subscription.override_callback_uri {
        entry["override_callback_uri"] = uri.as_str().into();
    }
    json!({ "data": [entry] })
}

/// Subscribes; with `override_callback_uri` and `verify_token` after a handshake with that address.
pub(crate) async fn post(call: &Call<'_>, waba_id: &str) -> Result<Value, GraphError> {
    let override_callback_uri = match call.params.text("override_callback_uri") {
        None => None,
        Some(text) => {
            let uri = Url::parse(&text)
                .map_err(|_| GraphError::invalid_parameter("Param override_callback_uri must be a valid URI"))?;
            let token = call.params.required("verify_token")?;
            handshake::verify(call.shared(), &uri, &token).await?;
            Some(uri)
        }
    };
    let overridden = override_callback_uri.is_some();
    let mut world = call.shared().world();
    let waba = world.waba_mut(waba_id)?;
    waba.subscription = Some(AppSubscription { override_callback_uri });
    let mut answer = json!({ "success": true });
    if overridden {
        answer["data"] = list(call, waba)["data"].take();
    }
    Ok(answer)
}

pub(crate) fn delete(call: &Call<'_>, waba_id: &str) -> Result<Value, GraphError> {
    call.shared().world().waba_mut(waba_id)?.subscription = None;
    Ok(json!({ "success": true }))
}
