//! The list of channels.

use domain::account::{Actor, Capability};
use domain::channel::ChannelCard;
use domain::ids::ChannelId;
use domain::list::ListQuery;
use store::channels::{self, page};

use crate::{Hub, HubError};

/// How many channels a page of the list has.
pub const PAGE_SIZE: usize = 50;

/// A page of the channels that the actor may see.
///
/// # Errors
/// [`HubError::TooSlow`] for a combination of filters that takes longer than a second.
pub async fn list(hub: &Hub, actor: &Actor, query: &ListQuery) -> Result<page::Page, HubError> {
    if !actor.role.may(Capability::ViewNumbers) {
        return Err(HubError::Forbidden);
    }
    let mut conn = hub.store.read().await?;
    Ok(page::page(&mut conn, actor.organisation, query, PAGE_SIZE).await?)
}

/// The card of one channel, for a page that shows it already.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else.
pub async fn card(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<ChannelCard, HubError> {
    let mut conn = hub.store.read().await?;
    channels::card(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)
}
