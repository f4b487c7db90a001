//! The access token of an account, opened for a call.

use store::wabas::Waba;
use whatsapp::AccessToken;

use super::connect::TOKEN_PURPOSE;
use crate::Hub;

/// The account's token; `None` when it has none, or when it was sealed with another key.
pub(crate) fn open(hub: &Hub, waba: &Waba) -> Option<AccessToken> {
    unseal(hub, waba.token.as_deref()?)
}

/// A token as it is stored; `None` when it was sealed with another key.
pub(crate) fn unseal(hub: &Hub, sealed: &[u8]) -> Option<AccessToken> {
    let opened = hub.sealer.open(TOKEN_PURPOSE, sealed).ok()?;
    Some(AccessToken::new(std::str::from_utf8(&opened).ok()?))
}
