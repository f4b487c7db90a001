//! `/{number}/register` and `/deregister`: takes a number into the Cloud API (Register a business phone number).

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::call::Call;
use super::error::GraphError;
use crate::state::number::Pin;

/// Registers a number with the PIN of its two-step verification, which is set where there was none.
pub(crate) fn post(call: &Call<'_>, id: &str) -> Result<Value, GraphError> {
    call.params.required("messaging_product")?;
    let pin = call.params.required("pin")?;
    if pin.len() != 6 || !pin.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(GraphError::invalid_parameter("Param pin must be a string with 6 digits"));
    }
    let now = call.shared().now();
    let mut world = call.shared().world();
    let number = world.number_mut(id)?;
    if number.code_verification_status != "VERIFIED" {
        return Err(GraphError::message(
            StatusCode::BAD_REQUEST,
            133_010,
            "Phone number not registered",
            "The number has to be verified with a code first.",
        ));
    }
    if number.pin_code.as_ref().is_some_and(|known| *known != pin) {
        return Err(GraphError::message(
            StatusCode::BAD_REQUEST,
            133_005,
            "Two step verification PIN Mismatch",
            "The two-step verification PIN is incorrect.",
        ));
    }
    number.pin = Pin::Set;
    number.pin_code = Some(pin);
    "CONNECTED".clone_into(&mut number.status);
    "CLOUD_API".clone_into(&mut number.platform_type);
    number.last_onboarded_time = Some(now);
    Ok(json!({ "success": true }))
}
