//! Signing in: the password, then the one-time password where the person has turned that on.

use domain::email::Email;
use store::sessions::Stage;
use store::{sessions, users};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::browser::Browser;
use crate::accounts::sessions::{NewSession, begin};
use crate::accounts::throttle::Tries;
use crate::accounts::token::hash_of;
use crate::accounts::{hashing, two_factor};
use crate::{Hub, HubError};

/// How far a right password leads.
#[derive(Clone, Debug)]
pub enum SignIn {
    /// Signed in: set the cookies.
    Done(NewSession),
    /// Set the session cookie and ask for the code. That session opens nothing but [`with_code`], and ends
    /// after ten minutes.
    CodeNeeded(NewSession),
}

/// Signs in with address and password. An account that does not exist, one without a password and a wrong
/// password give the same answer after the same work.
///
/// # Errors
/// [`HubError::Invalid`] when that is not right; [`HubError::TooMany`] after too many failures, for known and
/// unknown accounts alike.
pub async fn with_password(hub: &Hub, email: &str, password: &str, browser: &Browser) -> Result<SignIn, HubError> {
    let email = Email::parse(email).map_err(|error| HubError::invalid("email", error))?;
    let user = users::find_by_email(&mut hub.store.read().await?, &email).await?;
    let tries = Tries::at_sign_in(hub, &email, user.as_ref().map(|user| user.key), browser);
    tries.begin(hub).await?;
    let hash = user.as_ref().and_then(|user| user.password_hash.as_deref());
    let right = hashing::verify(password, hash).await?;
    let Some(checked) = user.filter(|_| right) else { return Err(wrong_password()) };

    let (hub_in_tx, browser) = (hub.clone(), browser.clone());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                // The password may have been changed while the old one was being checked.
                let user = users::get(tx, checked.key).await?.ok_or_else(wrong_password)?;
                if user.password_hash != checked.password_hash {
                    return Err(wrong_password());
                }
                tries.succeeded(tx).await?;
                if user.totp_since.is_some() {
                    let (session, _) = begin(tx, &hub_in_tx, user.key, Stage::Code, &browser).await?;
                    return Ok(SignIn::CodeNeeded(session));
                }
                full(tx, &hub_in_tx, &user, &browser, "").await.map(SignIn::Done)
            })
        })
        .await
}

/// The second step: `code` is a one-time password of the app, or a recovery code. `token` is the session cookie
/// that [`SignIn::CodeNeeded`] gave.
///
/// # Errors
/// [`HubError::SignInRequired`] when the first step is missing or too long ago, [`HubError::Invalid`] for a wrong
/// code or one that was used before, [`HubError::TooMany`] after too many of them.
pub async fn with_code(hub: &Hub, token: &str, code: &str, browser: &Browser) -> Result<NewSession, HubError> {
    let hash = hash_of(token).ok_or(HubError::SignInRequired)?;
    let waiting = sessions::find(&mut hub.store.read().await?, &hash, hub.clock.now()).await?;
    let waiting = waiting.filter(|session| session.stage == Stage::Code).ok_or(HubError::SignInRequired)?;
    let tries = Tries::at_code(waiting.user);
    tries.begin(hub).await?;

    let (hub_in_tx, code, browser) = (hub.clone(), code.to_owned(), browser.clone());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let user = users::get(tx, waiting.user).await?.ok_or(HubError::SignInRequired)?;
                let taken = two_factor::take(tx, &hub_in_tx, &user, &code).await?;
                let detail = match taken {
                    two_factor::Taken::No => return Err(two_factor::wrong_code()),
                    two_factor::Taken::OneTimePassword => "with a code from the app",
                    two_factor::Taken::RecoveryCode => "with a recovery code",
                };
                // Two tries with two right codes at once: one session.
                if !sessions::delete_by_token(tx, &hash).await? {
                    return Err(HubError::SignInRequired);
                }
                tries.succeeded(tx).await?;
                full(tx, &hub_in_tx, &user, &browser, detail).await
            })
        })
        .await
}

async fn full(
    tx: &mut store::Tx,
    hub: &Hub,
    user: &users::UserRow,
    browser: &Browser,
    detail: &str,
) -> Result<NewSession, HubError> {
    let (session, organisation) = begin(tx, hub, user.key, Stage::Full, browser).await?;
    if let Some(organisation) = organisation {
        let by = By::User(user.key);
        let entry = Entry::new(by, organisation, Action::SignedIn, user.email.as_str()).detail(detail);
        audit::record(tx, entry, hub.clock.now()).await?;
    }
    Ok(session)
}

fn wrong_password() -> HubError {
    HubError::invalid("password", "The e-mail address or the password is not right. Check both and try again.")
}
