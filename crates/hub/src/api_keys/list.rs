//! What can be seen of the keys of a channel.

use domain::account::{Actor, Capability};
use domain::api_key::{KeyPrefix, may_revoke};
use domain::ids::ChannelId;
use store::api_keys::{self, StoredKey};
use store::channels;

use super::standing;
use crate::accounts::require;
use crate::{Hub, HubError};

/// How many keys are shown; those that are valid come first.
const SHOWN: usize = 50;

/// A key, and whether the actor may revoke it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneKey {
    /// The channel.
    pub channel: ChannelId,
    /// The key.
    pub key: StoredKey,
    /// Whether the actor may revoke it while it is valid.
    pub revocable: bool,
}

/// The keys of a channel: first those that are valid, then the others, each the newest first.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else.
pub async fn list(hub: &Hub, actor: &Actor, channel: &ChannelId) -> Result<Vec<OneKey>, HubError> {
    require(actor, Capability::ViewNumbers)?;
    let mut conn = hub.store.read().await?;
    let found = channels::standing(&mut conn, actor.organisation, channel).await?.ok_or(HubError::NotFound)?;
    let keys = api_keys::of_channel(&mut conn, found.key, hub.clock.now(), SHOWN).await?;
    let standing = standing(actor, &found);
    let one = |key: StoredKey| OneKey { channel: channel.clone(), revocable: may_revoke(&standing, key.side), key };
    Ok(keys.into_iter().map(one).collect())
}

/// One key.
///
/// # Errors
/// [`HubError::NotFound`] for a key of somebody else's channel.
pub async fn find(hub: &Hub, actor: &Actor, prefix: &KeyPrefix) -> Result<OneKey, HubError> {
    require(actor, Capability::ViewNumbers)?;
    let mut conn = hub.store.read().await?;
    let found = api_keys::find(&mut conn, actor.organisation, prefix).await?;
    let (channel, key) = found.ok_or(HubError::NotFound)?;
    let found = channels::standing(&mut conn, actor.organisation, &channel).await?.ok_or(HubError::NotFound)?;
    Ok(OneKey { channel, revocable: may_revoke(&standing(actor, &found), key.side), key })
}
