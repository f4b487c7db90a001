//! The bell and the notifications page: events of the organisation as one person reads them.

use domain::account::Actor;
use domain::ids::EventId;

pub use store::notifications::{COUNT_UP_TO, Notification, NotificationQuery, Read};

use crate::{Hub, HubError};

/// How many notifications a page has.
pub const PAGE_SIZE: usize = 50;

/// A page of notifications, newest first; one more than [`PAGE_SIZE`] says that there is a next page.
///
/// # Errors
/// The database refuses.
pub async fn list(hub: &Hub, actor: &Actor, query: &NotificationQuery) -> Result<Vec<Notification>, HubError> {
    let mut conn = hub.store.read().await?;
    Ok(store::notifications::page(&mut conn, actor.organisation, actor.user, query, PAGE_SIZE + 1).await?)
}

/// How many are unread, counted up to [`COUNT_UP_TO`].
///
/// # Errors
/// The database refuses.
pub async fn unread(hub: &Hub, actor: &Actor) -> Result<i64, HubError> {
    let mut conn = hub.store.read().await?;
    Ok(store::notifications::unread(&mut conn, actor.organisation, actor.user).await?)
}

/// Marks one as read.
///
/// # Errors
/// [`HubError::NotFound`] for an event of somebody else.
pub async fn mark_read(hub: &Hub, actor: &Actor, event: EventId) -> Result<(), HubError> {
    let (actor, now) = (*actor, hub.clock.now());
    let found = hub
        .store
        .write(move |tx| {
            Box::pin(
                async move { store::notifications::mark_read(tx, actor.organisation, actor.user, &event, now).await },
            )
        })
        .await?;
    if found { Ok(()) } else { Err(HubError::NotFound) }
}

/// Marks everything up to now as read.
///
/// # Errors
/// The database refuses.
pub async fn mark_all_read(hub: &Hub, actor: &Actor) -> Result<(), HubError> {
    let (actor, now) = (*actor, hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move { store::notifications::mark_all_read(tx, actor.organisation, actor.user, now).await })
        })
        .await?;
    Ok(())
}
