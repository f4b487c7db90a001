//! `/oauth/access_token`: a code of Embedded Signup for a business token, or the app's own token
//! (Embedded Signup, Onboarding customers; Graph API, Access tokens).

use serde_json::{Value, json};

use super::call::Call;
use super::error::GraphError;
use crate::state::token::{CodeState, Reach, Token};

/// How long a code is good, in seconds.
const CODE_LIFETIME: i64 = 30;

pub(crate) fn exchange(call: &Call<'_>) -> Result<Value, GraphError> {
    let config = &call.shared().config;
    if call.params.required("client_id")? != config.app_id {
        return Err(GraphError::unknown_app());
    }
    if call.params.required("client_secret")? != config.app_secret {
        return Err(GraphError::wrong_secret());
    }
    if call.params.text("grant_type").as_deref() == Some("client_credentials") {
        return Ok(answer(&format!("{}|{}", config.app_id, config.app_secret)));
    }
    let code = call.params.required("code")?;
    let now = call.shared().now();
    let mut world = call.shared().world();
    let signup = world.codes.get_mut(&code).ok_or_else(GraphError::invalid_code)?;
    if signup.state == CodeState::Used {
        return Err(GraphError::used_code());
    }
    if now - signup.issued_at > CODE_LIFETIME {
        return Err(GraphError::expired_code());
    }
    signup.state = CodeState::Used;
    let reach = Reach::Wabas([signup.waba_id.clone()].into());
    let token = Token::new(&format!("code {code}"), reach, now);
    let value = token.token.clone();
    world.add_token(token);
    Ok(answer(&value))
}

fn answer(token: &str) -> Value {
    json!({ "access_token": token, "token_type": "bearer" })
}
