//! `GET /debug_token`: what a token is worth (Graph API, Debug token).

use serde_json::{Value, json};

use super::app;
use super::auth;
use super::call::Call;
use super::error::GraphError;
use crate::state::World;
use crate::state::token::{Reach, Token, TokenState};

/// Asked with the app's token or with any valid one.
pub(crate) fn get(call: &Call<'_>) -> Result<Value, GraphError> {
    let input = call.params.required("input_token")?;
    let world = call.shared().world();
    if !auth::is_app_token(call) {
        auth::user_token(call, &world)?;
    }
    let app_id = &call.shared().config.app_id;
    let data = match world.tokens.get(&input) {
        None => invalid(&GraphError::invalid_token()),
        Some(token) if token.state == TokenState::Revoked => {
            let mut data = invalid(&GraphError::revoked_token());
            data["app_id"] = app_id.as_str().into();
            data["type"] = "SYSTEM_USER".into();
            data
        }
        Some(token) => json!({
            "app_id": app_id,
            "type": "SYSTEM_USER",
            "application": app::APP_NAME,
            "data_access_expires_at": 0,
            "expires_at": 0,
            "is_valid": true,
            "issued_at": token.issued_at,
            "scopes": token.scopes,
            "granular_scopes": granular(&world, token),
            "user_id": "122100000000000001",
        }),
    };
    Ok(json!({ "data": data }))
}

fn invalid(error: &GraphError) -> Value {
    let mut data = json!({
        "error": { "code": error.code(), "message": error.message },
        "is_valid": false,
        "scopes": [],
    });
    if let Some(subcode) = error.subcode_value() {
        data["error"]["subcode"] = subcode.into();
    }
    data
}

fn granular(world: &World, token: &Token) -> Vec<Value> {
    let targets: Vec<&String> = match &token.reach {
        Reach::Everything => world.wabas.keys().collect(),
        Reach::Wabas(ids) => ids.iter().collect(),
    };
    token
        .scopes
        .iter()
        .filter(|scope| scope.starts_with("whatsapp"))
        .map(|scope| json!({ "scope": scope, "target_ids": targets }))
        .collect()
}
