//! The API keys of a channel: making, listing and revoking them, and recognising one that somebody presents.

mod authenticate;
mod list;
mod revoke;

pub use authenticate::{Caller, authenticate};
pub use list::{Maker, OneKey, find, list};
pub(crate) use revoke::end_those_of_partner;
pub use revoke::revoke;

use domain::account::{Actor, Capability, Organisation};
use domain::api_key::{ApiKey, KeyStanding, Overlap, may_generate};
use domain::ids::ChannelId;
use store::api_keys::{self, NewKey};
use store::changes::{self, Topic};
use store::channels::{self, Standing};
use store::{StoreError, Tx};

use crate::accounts::audit::{self, Action, Entry};
use crate::accounts::{require, token};
use crate::{Hub, HubError};

/// Makes a key for a channel and lets the older ones end, at once or after the overlap. The key is shown to the
/// person once; the hub keeps its hash alone. What the rule looks at is read where nobody can change it before the
/// key is there, so a permission that was taken away before this begins is missing here.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else; [`HubError::Conflict`] where the permission is missing or
/// the channel does not run, with what to do.
pub async fn generate(hub: &Hub, actor: &Actor, channel: &ChannelId, overlap: Overlap) -> Result<ApiKey, HubError> {
    require(actor, Capability::ManageNumbers)?;
    let (actor, channel, now) = (*actor, channel.clone(), hub.clock.now());
    let random = &hub.random;
    let key = ApiKey::from_entropy([random.entropy(), random.entropy(), random.entropy()]);
    let made = key.clone();
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let channel =
                    channels::hold_standing(tx, actor.organisation, &channel).await?.ok_or(HubError::NotFound)?;
                may_generate(&standing(&actor, &channel)).map_err(|missing| HubError::Conflict(missing.join(" ")))?;
                api_keys::replace_all(tx, channel.key, overlap.end(now)).await?;
                let new = NewKey {
                    prefix: key.prefix(),
                    hash: token::hash(key.reveal().as_bytes()),
                    channel: channel.key,
                    side: actor.organisation.kind(),
                    user: actor.user,
                    made_by: audit::name_of(tx, actor.user).await?,
                    at: now,
                };
                api_keys::insert(tx, &new).await?;
                let detail = format!("{}; older keys: {}", new.prefix, overlap.label());
                audit::record(tx, entry(&actor, &channel, Action::ApiKeyGenerated).detail(detail), now).await?;
                Ok(tell(tx, &channel, now).await?)
            })
        })
        .await
        .map(|()| made)
}

/// What the rules look at.
pub(crate) fn standing(actor: &Actor, channel: &Standing) -> KeyStanding {
    let side = actor.organisation.kind();
    KeyStanding { side, permission: channel.permission, payment: channel.payment, state: channel.state }
}

/// An entry in the client's log, which its partner sees too.
fn entry(actor: &Actor, channel: &Standing, action: Action) -> Entry {
    let log = Organisation::Client(channel.partner, channel.client);
    Entry::new(actor.into(), log, action, channel.number.as_str()).channel(channel.key)
}

/// Lets open pages of the channel look again.
async fn tell(tx: &mut Tx, channel: &Standing, now: domain::Timestamp) -> Result<(), StoreError> {
    changes::record(tx, channel.partner, Some(channel.client), Some(channel.key), Topic::Channel, now).await
}
