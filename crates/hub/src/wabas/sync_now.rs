//! A sync that a person asks for.

use domain::account::{Actor, Capability, Organisation};
use domain::ids::ChannelId;
use domain::waba::TokenState;
use store::{channels, wabas};

use crate::accounts::audit::{self, Action, Entry};
use crate::{Hub, HubError};

/// A person may ask again after this many seconds: Meta counts the calls.
const AGAIN_AFTER_SECONDS: i64 = 60;

/// Makes the account of a number due for its sync at once.
///
/// # Errors
/// [`HubError::NotFound`] for a number of somebody else; [`HubError::Conflict`] while Meta refuses the account's
/// token, and within a minute of its last sync.
pub async fn sync_now(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<(), HubError> {
    if !actor.role.may(Capability::ManageNumbers) {
        return Err(HubError::Forbidden);
    }
    let (actor, id, now) = (*actor, id.clone(), hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let channel = channels::find(tx, actor.organisation, &id).await?.ok_or(HubError::NotFound)?;
                let waba = wabas::find(tx, channel.waba).await?.ok_or(HubError::NotFound)?;
                if waba.token_state == TokenState::Refused {
                    return Err(HubError::Conflict(
                        "Meta refuses the access token of this account. Reconnect it with Meta first.".to_owned(),
                    ));
                }
                if waba.synced_at.is_some_and(|at| now < at.plus_seconds(AGAIN_AFTER_SECONDS)) {
                    return Err(HubError::Conflict(
                        "The account was synced less than a minute ago. Wait a moment before asking again.".to_owned(),
                    ));
                }
                wabas::sync_soon(tx, waba.key, now).await?;
                // In the client's log, which its partner sees too.
                let log = Organisation::Client(channel.partner, channel.client);
                let entry = Entry::new((&actor).into(), log, Action::SyncRequested, channel.facts.number.display())
                    .channel(channel.key);
                audit::record(tx, entry, now).await
            })
        })
        .await?;
    hub.signals.sync.notify_one();
    Ok(())
}
