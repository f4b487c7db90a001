//! The numbers of all clients whose permission is missing, for a partner that asks several clients at once.

use domain::account::Actor;
use domain::channel::ChannelCard;
use domain::ids::ChannelId;
use domain::list::{ListQuery, PageAt};
use domain::permission::Permission;
use store::partners;
use store::permission_requests::{self, PermissionRequest};

use super::requests::{Asked, by_client, link, partner_of};
use crate::channels::list;
use crate::{Hub, HubError};

/// A page of the numbers whose permission is missing.
#[derive(Clone, Debug)]
pub struct Missing {
    /// The numbers, the newest first, each with the last request.
    pub numbers: Vec<(ChannelCard, Option<PermissionRequest>)>,
    /// Whether there are some before the first.
    pub has_previous: bool,
    /// Whether there are some after the last.
    pub has_next: bool,
}

/// A page of the partner's numbers whose permission is missing.
///
/// # Errors
/// [`HubError::NotFound`] on the client's side.
pub async fn missing(hub: &Hub, actor: &Actor, page: PageAt) -> Result<Missing, HubError> {
    let partner = partner_of(actor)?;
    let query = ListQuery { permission: Some(Permission::Missing), page, ..ListQuery::default() };
    let page = list(hub, actor, &query).await?;
    let mut conn = hub.store.read().await?;
    let mut last = permission_requests::last_of(&mut conn, partner, page.cards.iter().map(|card| &card.id)).await?;
    let numbers = page.cards.into_iter().map(|card| {
        let at = last.iter().position(|(id, _)| *id == card.id);
        let request = at.map(|at| last.swap_remove(at).1);
        (card, request)
    });
    Ok(Missing { numbers: numbers.collect(), has_previous: page.has_previous, has_next: page.has_next })
}

/// The open requests for these numbers, one per client, as [`super::ask`] has answered them; numbers that were answered
/// meanwhile are left out.
///
/// # Errors
/// [`HubError::NotFound`] for a number of somebody else and on the client's side.
pub async fn open_requests(hub: &Hub, actor: &Actor, chosen: &[ChannelId]) -> Result<Vec<Asked>, HubError> {
    let partner = partner_of(actor)?;
    let mut conn = hub.store.read().await?;
    let wanted = by_client(&mut conn, actor, chosen).await?;
    let id = partners::get(&mut conn, partner).await?.ok_or(HubError::NotFound)?.id;
    let mut asked = Vec::new();
    for (client, mut channels) in wanted {
        let last = permission_requests::last_of(&mut conn, partner, channels.iter().map(|channel| &channel.id)).await?;
        let open = |id: &ChannelId| last.iter().find(|(of, request)| of == id && request.answered.is_none());
        channels.retain(|channel| open(&channel.id).is_some());
        let Some((_, request)) = channels.first().and_then(|channel| open(&channel.id)) else { continue };
        let link = link(hub, id.as_str(), &client.id, &channels)?;
        asked.push(Asked { client: client.name, link, sent_to: request.sent_to.clone() });
    }
    Ok(asked)
}
