//! Everything about one channel.

use domain::account::Actor;
use domain::details::{ChannelDetails, ClientSummary, SyncState};
use domain::ids::ChannelId;
use store::{channels, events, wabas};

use super::derive::derive;
use crate::{Hub, HubError};

/// How many events the history shows, of the number and its account together.
const HISTORY: usize = 30;

/// Everything about one channel.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else.
pub async fn details(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<ChannelDetails, HubError> {
    let mut conn = hub.store.read().await?;
    let channel = channels::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    let waba = wabas::find(&mut conn, channel.waba).await?.ok_or(HubError::NotFound)?;
    let mut history = events::of_channel(&mut conn, channel.partner, channel.key, HISTORY).await?;
    history.extend(events::of_account(&mut conn, channel.partner, channel.waba, HISTORY).await?);
    // Stable: of one moment, what happened to the number comes first.
    history.sort_by_key(|event| std::cmp::Reverse(event.at));
    history.truncate(HISTORY);
    let derived = derive(&channel.id, &channel.facts, &channel.contract, &waba);
    Ok(ChannelDetails {
        card: derived.card,
        activation: derived.activation,
        facts: channel.facts,
        contract: channel.contract,
        connected_at: channel.created_at,
        waba_id: waba.id,
        waba: waba.facts,
        client: ClientSummary {
            id: waba.client_id,
            name: waba.client_name,
            legal_name: waba.client_legal_name,
            contact_email: waba.client_email,
        },
        sync: SyncState { synced_at: waba.synced_at, error: waba.sync_error, token: waba.token_state },
        history,
    })
}
