//! Who calls, and what that token opens.

use super::call::Call;
use super::error::GraphError;
use crate::state::World;
use crate::state::token::{Reach, Token, TokenState};
use crate::wire;

/// A business or system user token that is valid.
///
/// # Errors
/// 190 for a missing, unknown or revoked token; 100 for an `appsecret_proof` of another token.
pub(crate) fn user_token<'w>(call: &Call<'_>, world: &'w World) -> Result<&'w Token, GraphError> {
    let token = call.token.as_deref().ok_or_else(GraphError::invalid_token)?;
    let known = world.tokens.get(token).ok_or_else(GraphError::invalid_token)?;
    if known.state == TokenState::Revoked {
        return Err(GraphError::revoked_token());
    }
    check_proof(call, token)?;
    Ok(known)
}

/// Requires the app access token `id|secret` (Graph API, Access tokens).
///
/// # Errors
/// 190 without a token, 15 for a valid token of another kind.
pub(crate) fn app_token(call: &Call<'_>) -> Result<(), GraphError> {
    if is_app_token(call) {
        return Ok(());
    }
    let world = call.shared().world();
    user_token(call, &world)?;
    Err(GraphError::app_token_required())
}

pub(crate) fn is_app_token(call: &Call<'_>) -> bool {
    let config = &call.shared().config;
    call.token.as_deref() == Some(&format!("{}|{}", config.app_id, config.app_secret))
}

/// Whether this token sees this business: the partner's sees all, a client's its own.
pub(crate) fn sees_business(world: &World, token: &Token, business_id: &str) -> bool {
    match &token.reach {
        Reach::Everything => true,
        Reach::Wabas(ids) => {
            ids.iter().filter_map(|id| world.wabas.get(id)).any(|waba| waba.client_business() == business_id)
        }
    }
}

fn check_proof(call: &Call<'_>, token: &str) -> Result<(), GraphError> {
    match call.params.text("appsecret_proof") {
        None => Ok(()),
        Some(proof) if proof == wire::hmac_hex(&call.shared().config.app_secret, token.as_bytes()) => Ok(()),
        Some(_) => Err(GraphError::invalid_proof()),
    }
}
