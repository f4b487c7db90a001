//! A link by mail sets a new password. Asking for one answers the same whether the account exists or not.

use domain::Timestamp;
use domain::email::Email;
use store::{memberships, reset_links, sessions, users};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::browser::{Browser, BrowserMark};
use crate::accounts::throttle::{self, Tries};
use crate::accounts::token::{fresh, hash_of};
use crate::accounts::{hashing, password};
use crate::mail::{self, texts};
use crate::{Hub, HubError};

/// Seconds for which a link can be used.
pub const LINK_LIMIT: i64 = 3600;

/// The page of a link.
pub(crate) fn page(hub: &Hub, token: &str) -> String {
    hub.settings.page(&format!("/reset-password/{token}"))
}

/// Sends a link to the address if somebody has it here. The answer and the work are the same if nobody has.
///
/// # Errors
/// [`HubError::Invalid`] for what is no address, [`HubError::TooMany`] for a network that asks too often. When one
/// account is asked for too often, no more links are sent, and the answer stays the same.
pub async fn request(hub: &Hub, email: &str, browser: &Browser) -> Result<(), HubError> {
    let email = Email::parse(email).map_err(|error| HubError::invalid("email", error))?;
    Tries::at_reset_from(browser).begin(hub).await?;
    match Tries::at_reset_of(&email).begin(hub).await {
        Err(HubError::TooMany { .. }) => return Ok(()),
        other => other?,
    }
    let (token, hash) = fresh(&hub.random);
    let letter = mail::compose(hub, &email, texts::reset_password(hub, &page(hub, &token)))?;
    let now = hub.clock.now();
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                reset_links::create_for_address(tx, &hash, &email, now, now.plus_seconds(LINK_LIMIT)).await?;
                store::mails::create_if_known(tx, &letter).await
            })
        })
        .await?;
    hub.signals.mail.notify_one();
    Ok(())
}

/// Whose link this is: the page shows the address.
///
/// # Errors
/// [`HubError::NotFound`] when it cannot be used, or no longer.
pub async fn look(hub: &Hub, token: &str) -> Result<Email, HubError> {
    let hash = hash_of(token).ok_or(HubError::NotFound)?;
    let mut conn = hub.store.read().await?;
    let user = reset_links::find(&mut conn, &hash, hub.clock.now()).await?.ok_or(HubError::NotFound)?;
    Ok(users::get(&mut conn, user).await?.ok_or(HubError::NotFound)?.email)
}

/// Sets the new password, once per link. Every session of the person ends; two-factor sign-in stays as it is. Give
/// the browser the mark, so that strangers who guess at the account do not keep this browser out.
///
/// # Errors
/// [`HubError::NotFound`] when the link cannot be used, [`HubError::Invalid`] when the password cannot be taken.
pub async fn complete(hub: &Hub, token: &str, new_password: &str) -> Result<BrowserMark, HubError> {
    let email = look(hub, token).await?;
    password::check(new_password, &email)?;
    let link = hash_of(token).ok_or(HubError::NotFound)?;
    let hash = hashing::hash(&hub.random, new_password).await?;
    let notice = mail::compose(hub, &email, texts::password_changed(hub))?;
    let hub_in_tx = hub.clone();
    let mark = hub
        .store
        .write(move |tx| {
            Box::pin(async move {
                let now: Timestamp = hub_in_tx.clock.now();
                let user = reset_links::find(tx, &link, now).await?.ok_or(HubError::NotFound)?;
                if !reset_links::take(tx, &link, now).await? {
                    return Err(HubError::NotFound);
                }
                reset_links::void_all(tx, user, now).await?;
                users::set_password(tx, user, &hash).await?;
                sessions::delete_all(tx, user).await?;
                throttle::forgive(tx, &email).await?;
                mail::queue(tx, &notice).await?;
                for membership in memberships::of_user(tx, user).await? {
                    let entry =
                        Entry::new(By::User(user), membership.organisation, Action::PasswordReset, email.as_str());
                    audit::record(tx, entry, now).await?;
                }
                BrowserMark::new(&hub_in_tx, user)
            })
        })
        .await?;
    hub.signals.mail.notify_one();
    Ok(mark)
}
