//! What a request of the messaging API needs to know of its channel.

use domain::ids::{ChannelKey, WabaKey};
use domain::sending::Standing;
use domain::state::ChannelState;
use domain::waba::TokenState;

use crate::conn::fetch_optional;
use crate::rows::not_a;
use crate::{Conn, StoreError};

/// A channel as the messaging API sees it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Meta's id of the number.
    pub number_id: String,
    /// The account.
    pub waba: WabaKey,
    /// Meta's id of the account.
    pub waba_id: String,
    /// What decides whether it may send.
    pub standing: Standing,
    /// The account's sealed access token.
    pub token: Option<Vec<u8>>,
}

/// The channel and its account as they are now: one read by primary keys.
///
/// # Errors
/// The database refuses.
pub async fn line(conn: &mut Conn, channel: ChannelKey) -> Result<Option<Line>, StoreError> {
    let found = fetch_optional!(
        conn,
        (String, String, i64, String, Option<Vec<u8>>, String),
        "select c.external_id, c.state, w.n, w.external_id, w.token, w.token_state
         from channels c join wabas w on w.n = c.waba_n where c.n = $1",
        channel.0,
    )?;
    let Some((number_id, state, waba, waba_id, token, token_state)) = found else { return Ok(None) };
    let state = ChannelState::from_code(&state).ok_or_else(|| not_a("channels", channel.0, "state", &state))?;
    let standing = TokenState::from_code(&token_state)
        .map(|token| Standing { state, token })
        .ok_or_else(|| not_a("wabas", waba, "token state", &token_state))?;
    Ok(Some(Line { number_id, waba: WabaKey(waba), waba_id, standing, token }))
}
