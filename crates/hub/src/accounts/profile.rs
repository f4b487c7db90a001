//! What a person sets about the own account.

use domain::account::{Actor, ListView, Theme};
use domain::text::Name;
use store::users;

use crate::accounts::audit::{self, Action, By, Entry};
use crate::{Hub, HubError};

/// Changes the actor's name.
///
/// # Errors
/// [`HubError::Invalid`] for a name that cannot be taken.
pub async fn rename(hub: &Hub, actor: &Actor, name: &str) -> Result<(), HubError> {
    let name = Name::parse(name).map_err(|error| HubError::invalid("name", error))?;
    let (actor, now) = (*actor, hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let entry = Entry::new(By::Actor(actor), actor.organisation, Action::UserRenamed, name.as_str());
                audit::record(tx, entry, now).await?;
                Ok(users::rename(tx, actor.user, &name).await?)
            })
        })
        .await
}

/// Remembers how the actor wants the list of numbers drawn.
///
/// # Errors
/// The database refuses.
pub async fn set_list_view(hub: &Hub, actor: &Actor, view: ListView) -> Result<(), HubError> {
    let user = actor.user;
    Ok(hub.store.write(move |tx| Box::pin(users::set_list_view(tx, user, view))).await?)
}

/// Remembers which colours the actor wants.
///
/// # Errors
/// The database refuses.
pub async fn set_theme(hub: &Hub, actor: &Actor, theme: Theme) -> Result<(), HubError> {
    let user = actor.user;
    Ok(hub.store.write(move |tx| Box::pin(users::set_theme(tx, user, theme))).await?)
}
