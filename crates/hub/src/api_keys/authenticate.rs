//! Recognising a key that somebody presents.

use domain::api_key::ApiKey;
use domain::ids::{ApiKeyKey, ChannelKey, ClientKey, PartnerKey};
use store::messaging::{self, Line, Presented};
use store::{StoreError, api_keys};

use crate::accounts::token;
use crate::{Hub, HubError};

/// The last use is written at most once in this many seconds.
const USED_EVERY_SECONDS: i64 = 60;

/// What a key opens, and the key itself, for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The key.
    pub key: ApiKeyKey,
    /// The channel.
    pub channel: ChannelKey,
    /// Its partner.
    pub partner: PartnerKey,
    /// Its client.
    pub client: ClientKey,
    /// The channel with its account, as they were when the key was presented.
    pub(crate) line: Line,
}

/// Whose channel a key opens; nothing for what is no key, is not known, or is no longer valid. This is the one read of
/// a request that goes on to Meta; the hashes are compared in constant time.
///
/// # Errors
/// The database refuses.
pub async fn authenticate(hub: &Hub, presented: &str) -> Result<Option<Caller>, HubError> {
    let Ok(key) = ApiKey::parse(presented) else { return Ok(None) };
    let (prefix, now) = (key.prefix(), hub.clock.now());
    let mut conn = hub.store.read().await?;
    let found = messaging::presented(&mut conn, &prefix).await?;
    drop(conn);
    let Some(known) = found else { return Ok(None) };
    let is_right = token::same(&known.hash, &token::hash(key.reveal().as_bytes()));
    if !is_right || !known.validity.is_valid_at(now) {
        return Ok(None);
    }
    let before = now.plus_seconds(-USED_EVERY_SECONDS);
    if known.last_used_at.is_none_or(|at| at <= before) {
        hub.store
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move { api_keys::used(tx, &prefix, now, before).await })
            })
            .await?;
    }
    let Presented { key, channel, partner, client, line, .. } = known;
    Ok(Some(Caller { key, channel, partner, client, line }))
}
