//! A person changes the password.

use domain::account::Actor;
use domain::email::{Email, check_new_password};
use domain::ids::SessionId;
use store::{reset_links, sessions, users};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::{hashing, two_factor};
use crate::mail::{self, texts};
use crate::{Hub, HubError};

/// Changes the actor's password. Every other session of the person ends; `keep` is the one that asks.
///
/// # Errors
/// [`HubError::Invalid`] when the old password is wrong (field `password`) or the new one cannot be taken (field
/// `new_password`), [`HubError::TooMany`] after too many wrong ones.
pub async fn change(hub: &Hub, actor: &Actor, keep: &SessionId, old: &str, new: &str) -> Result<(), HubError> {
    let user = two_factor::prove_password(hub, actor.user, old).await?;
    check(new, &user.email)?;
    let hash = hashing::hash(&hub.random, new).await?;
    let notice = mail::compose(hub, &user.email, texts::password_changed(hub))?;
    let (actor, keep, now) = (*actor, keep.clone(), hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                users::set_password(tx, actor.user, &hash).await?;
                sessions::delete_others(tx, actor.user, &keep).await?;
                reset_links::void_all(tx, actor.user, now).await?;
                mail::queue(tx, &notice).await?;
                let entry =
                    Entry::new(By::Actor(actor), actor.organisation, Action::PasswordChanged, user.email.as_str());
                audit::record(tx, entry, now).await
            })
        })
        .await?;
    hub.signals.mail.notify_one();
    Ok(())
}

/// Refuses a new password that cannot be taken.
pub(crate) fn check(new: &str, email: &Email) -> Result<(), HubError> {
    check_new_password(new, email).map_err(|error| HubError::invalid("new_password", error))
}
