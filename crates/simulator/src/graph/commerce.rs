//! `/{number}/whatsapp_commerce_settings` (Set commerce settings).

use serde_json::{Value, json};

use super::call::Call;
use super::error::GraphError;
use crate::state::profile::{Cart, Visibility};

/// `GET`: both settings.
pub(crate) fn get(call: &Call<'_>, id: &str) -> Result<Value, GraphError> {
    let world = call.shared().world();
    let commerce = &world.number(id)?.commerce;
    Ok(json!({ "data": [{
        "is_cart_enabled": commerce.cart == Cart::On,
        "is_catalog_visible": commerce.catalog == Visibility::Visible,
        "id": id,
    }] }))
}

/// `POST`: the ones that are given.
pub(crate) fn post(call: &Call<'_>, id: &str) -> Result<Value, GraphError> {
    let cart = flag(call, "is_cart_enabled")?;
    let catalog = flag(call, "is_catalog_visible")?;
    let mut world = call.shared().world();
    let commerce = &mut world.number_mut(id)?.commerce;
    if let Some(on) = cart {
        commerce.cart = if on { Cart::On } else { Cart::Off };
    }
    if let Some(visible) = catalog {
        commerce.catalog = if visible { Visibility::Visible } else { Visibility::Hidden };
    }
    Ok(json!({ "success": true }))
}

fn flag(call: &Call<'_>, name: &str) -> Result<Option<bool>, GraphError> {
    match call.params.text(name).as_deref() {
        None => Ok(None),
        Some("true" | "1") => Ok(Some(true)),
        Some("false" | "0") => Ok(Some(false)),
        Some(_) => Err(GraphError::invalid_parameter(&format!("Param {name} must be a boolean"))),
    }
}
