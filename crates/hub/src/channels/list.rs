//! The list of channels.

use domain::account::{Actor, Capability};
use domain::channel::ChannelCard;
use domain::ids::ChannelId;
use domain::list::ListQuery;
use store::Conn;
use store::channels;
use store::channels::page::{self, Page, StoredCard};

use crate::{Hub, HubError};

/// How many channels a page of the list has.
pub const PAGE_SIZE: usize = 50;

/// A page of the channels that the actor may see.
///
/// # Errors
/// [`HubError::TooSlow`] for a combination of filters that takes longer than a second.
pub async fn list(hub: &Hub, actor: &Actor, query: &ListQuery) -> Result<Page, HubError> {
    let mut conn = reader(hub, actor).await?;
    Ok(page::page(&mut conn, actor.organisation, query, PAGE_SIZE).await?)
}

/// As [`list`], with the cards as they are stored: for a page that keeps what it has drawn of them.
///
/// # Errors
/// As [`list`].
pub async fn stored_list(hub: &Hub, actor: &Actor, query: &ListQuery) -> Result<Page<StoredCard>, HubError> {
    let mut conn = reader(hub, actor).await?;
    Ok(page::stored_page(&mut conn, actor.organisation, query, PAGE_SIZE).await?)
}

async fn reader(hub: &Hub, actor: &Actor) -> Result<Conn, HubError> {
    if !actor.role.may(Capability::ViewNumbers) {
        return Err(HubError::Forbidden);
    }
    Ok(hub.store.read().await?)
}

/// The card of one channel, for a page that shows it already.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else.
pub async fn card(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<ChannelCard, HubError> {
    let mut conn = hub.store.read().await?;
    channels::card(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)
}
