//! The buttons of a message (Meta, send message templates, `sub_type`).

use domain::templates::ButtonKind;
use domain::templates::parameters;
use serde_json::{Map, Value, json};

use super::ButtonValue;

/// A button of a message; `None` where its template leaves nothing open.
pub(super) fn component(kind: &ButtonKind, index: usize, value: Option<&ButtonValue>) -> Result<Option<Value>, ()> {
    let (sub_type, parameter) = match (kind, value) {
        (ButtonKind::Url { url, .. }, value) => {
            let is_open = !parameters::parse(url).parameters.is_empty();
            match (is_open, value) {
                (false, None) => return Ok(None),
                (true, Some(ButtonValue::UrlSuffix(suffix))) => ("url", text(suffix)),
                _ => return Err(()),
            }
        }
        // A one-time password travels as the end of an address, whatever its button does.
        (ButtonKind::Otp(_), Some(ButtonValue::Code(code))) => ("url", text(code)),
        (ButtonKind::CopyCode { .. }, Some(ButtonValue::Code(code))) => {
            ("copy_code", json!({ "type": "coupon_code", "coupon_code": code }))
        }
        (ButtonKind::QuickReply, Some(ButtonValue::Payload(payload))) => {
            ("quick_reply", json!({ "type": "payload", "payload": payload }))
        }
        (ButtonKind::Flow(_), None) => ("flow", flow(None, None)),
        (ButtonKind::Flow(_), Some(ButtonValue::Flow { token, data })) => {
            ("flow", flow(token.as_deref(), data.as_ref()))
        }
        (ButtonKind::Catalog, Some(ButtonValue::Action(value))) => ("catalog", action(value.clone())),
        (ButtonKind::Mpm, Some(ButtonValue::Action(value))) => ("mpm", action(value.clone())),
        (ButtonKind::OrderDetails, Some(ButtonValue::Action(value))) => ("order_details", action(value.clone())),
        (ButtonKind::VoiceCall, Some(ButtonValue::Payload(payload))) => {
            ("voice_call", json!({ "type": "payload", "payload": payload }))
        }
        (ButtonKind::Other(code), Some(ButtonValue::Action(value))) => {
            return Ok(Some(put_together(&code.to_ascii_lowercase(), index, action(value.clone()))));
        }
        (
            ButtonKind::QuickReply
            | ButtonKind::PhoneNumber { .. }
            | ButtonKind::Catalog
            | ButtonKind::Spm
            | ButtonKind::VoiceCall
            | ButtonKind::Other(_),
            None,
        ) => return Ok(None),
        _ => return Err(()),
    };
    Ok(Some(put_together(sub_type, index, parameter)))
}

fn put_together(sub_type: &str, index: usize, parameter: Value) -> Value {
    json!({ "type": "button", "sub_type": sub_type, "index": index.to_string(), "parameters": [parameter] })
}

fn text(text: &str) -> Value {
    json!({ "type": "text", "text": text })
}

fn action(action: Value) -> Value {
    json!({ "type": "action", "action": action })
}

fn flow(token: Option<&str>, data: Option<&Value>) -> Value {
    let mut fields = Map::new();
    fields.insert("flow_token".to_owned(), token.unwrap_or("unused").into());
    if let Some(data) = data {
        fields.insert("flow_action_data".to_owned(), data.clone());
    }
    action(Value::Object(fields))
}
