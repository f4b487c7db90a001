//! Who calls: the key in the header `D360-API-KEY`.

use axum::extract::FromRequestParts;
use axum::http::HeaderName;
use axum::http::request::Parts;
use hub::Hub;
use hub::api_keys::{self, Caller};

use crate::refusal::Refusal;

/// The header.
pub const HEADER: HeaderName = HeaderName::from_static("d360-api-key");

/// Whoever has presented a valid key. Taken before the body is read, so that nobody else's body is.
pub struct Key(pub Caller);

impl FromRequestParts<Hub> for Key {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, hub: &Hub) -> Result<Self, Refusal> {
        let presented = parts.headers.get(&HEADER).ok_or_else(Refusal::no_key)?;
        let presented = presented.to_str().map_err(|_| Refusal::wrong_key())?;
        let caller = api_keys::authenticate(hub, presented.trim()).await?;
        caller.map(Self).ok_or_else(Refusal::wrong_key)
    }
}
