//! What can be seen of the keys of a channel.

use domain::Timestamp;
use domain::account::{Actor, Capability, OrganisationKind};
use domain::api_key::{KeyPrefix, KeyStanding, Validity, may_revoke};
use domain::ids::ChannelId;
use store::api_keys::{self, StoredKey};
use store::channels;

use super::standing;
use crate::accounts::require;
use crate::{Hub, HubError};

/// How many keys are shown; those that are valid come first.
const SHOWN: usize = 50;

/// A key as the actor sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneKey {
    /// The channel.
    pub channel: ChannelId,
    /// What the key begins with.
    pub prefix: KeyPrefix,
    /// Who made it.
    pub maker: Maker,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was used last, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// How long it is valid.
    pub validity: Validity,
    /// Whether the actor may revoke it while it is valid.
    pub revocable: bool,
}

/// Who made a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Maker {
    /// A person of this side, by the name of then.
    Person(String, OrganisationKind),
    /// Somebody of the partner: a client is not told who works there.
    Partner,
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
    Ok(keys.into_iter().map(|key| seen(channel.clone(), key, &standing)).collect())
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
    Ok(seen(channel, key, &standing(actor, &found)))
}

fn seen(channel: ChannelId, key: StoredKey, standing: &KeyStanding) -> OneKey {
    let maker = match (standing.side, key.side) {
        (OrganisationKind::Client, OrganisationKind::Partner) => Maker::Partner,
        (_, side) => Maker::Person(key.made_by, side),
    };
    OneKey {
        channel,
        prefix: key.prefix,
        maker,
        created_at: key.created_at,
        last_used_at: key.last_used_at,
        validity: key.validity,
        revocable: may_revoke(standing, key.side),
    }
}
