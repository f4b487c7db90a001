//! `/{number}/whatsapp_business_encryption`: the key with which the data of Flows is encrypted (Flows, "Setting up
//! encryption").

use serde_json::{Value, json};

use super::call::Call;
use super::error::GraphError;

pub(crate) fn get(call: &Call<'_>, number_id: &str) -> Result<Value, GraphError> {
    let world = call.shared().world();
    let Some(key) = world.flow_keys.get(number_id) else { return Ok(json!({ "data": [] })) };
    Ok(json!({
        "data": [{ "business_public_key": key, "business_public_key_signature_status": "VALID" }]
    }))
}

pub(crate) fn post(call: &Call<'_>, number_id: &str) -> Result<Value, GraphError> {
    let key = call.params.required("business_public_key")?;
    if !key.trim_start().starts_with("-----BEGIN PUBLIC KEY-----") {
        return Err(GraphError::invalid_parameter("Param business_public_key must be a public key in PEM format"));
    }
    call.shared().world().flow_keys.insert(number_id.to_owned(), key);
    Ok(json!({ "success": true }))
}
