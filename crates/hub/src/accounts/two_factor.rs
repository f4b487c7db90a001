//! Two-factor sign-in: one-time passwords by time (RFC 6238) from an app, and recovery codes for when it is lost.

mod one_time;
mod recovery;

pub use one_time::Setup;

use domain::Timestamp;
use domain::account::Actor;
use domain::ids::UserKey;
use store::users::UserRow;
use store::{Tx, recovery_codes, users};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::hashing;
use crate::accounts::throttle::Tries;
use crate::mail::{self, texts};
use crate::{Hub, HubError};

/// How many recovery codes a person gets.
pub const RECOVERY_CODES: usize = 10;

/// What the secrets are encrypted for.
const PURPOSE: &str = "one-time password";

/// Where a person stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Signing in asks for the password alone.
    Off,
    /// Begun: [`confirm`] with a code from the app turns it on.
    Begun,
    /// Signing in asks for a code.
    On {
        /// Since when.
        since: Timestamp,
        /// How many recovery codes are left.
        recovery_codes: i64,
    },
}

/// By what somebody who is signed in proves again to be the person.
#[derive(Clone, Copy)]
pub enum Proof<'a> {
    /// The password.
    Password(&'a str),
    /// A code from the app, or a recovery code.
    Code(&'a str),
}

/// Where the actor stands.
///
/// # Errors
/// The database refuses.
pub async fn state(hub: &Hub, actor: &Actor) -> Result<State, HubError> {
    let mut conn = hub.store.read().await?;
    let user = users::get(&mut conn, actor.user).await?.ok_or(HubError::SignInRequired)?;
    Ok(match (user.totp_since, user.totp_secret) {
        (Some(since), _) => State::On { since, recovery_codes: recovery_codes::left(&mut conn, actor.user).await? },
        (None, Some(_)) => State::Begun,
        (None, None) => State::Off,
    })
}

/// Makes a new secret, which counts once [`confirm`] has seen a code of it.
///
/// # Errors
/// [`HubError::Conflict`] when two-factor sign-in is on already.
pub async fn begin(hub: &Hub, actor: &Actor) -> Result<Setup, HubError> {
    let secret: [u8; 20] = hub.random.bytes();
    let sealed = hub.sealer.seal(&hub.random, PURPOSE, &secret).map_err(HubError::internal)?;
    let user = actor.user;
    let email = hub
        .store
        .write(move |tx| {
            Box::pin(async move {
                if !users::begin_totp(tx, user, &sealed).await? {
                    return Err(HubError::Conflict("Two-factor sign-in is on already. Turn it off first.".to_owned()));
                }
                users::get(tx, user).await?.map(|user| user.email).ok_or(HubError::SignInRequired)
            })
        })
        .await?;
    one_time::setup(&secret, email.as_str())
}

/// The secret that [`begin`] made and [`confirm`] has not seen a code of, once more.
///
/// # Errors
/// [`HubError::NotFound`] when there is none.
pub async fn pending(hub: &Hub, actor: &Actor) -> Result<Setup, HubError> {
    let user = users::get(&mut hub.store.read().await?, actor.user).await?.ok_or(HubError::SignInRequired)?;
    match (user.totp_since, &user.totp_secret) {
        (None, Some(sealed)) => one_time::setup(&open(hub, sealed)?, user.email.as_str()),
        _ => Err(HubError::NotFound),
    }
}

/// Turns two-factor sign-in on, with a code that proves the app. The recovery codes are shown this once.
///
/// # Errors
/// [`HubError::Invalid`] for a wrong code, [`HubError::Conflict`] when nothing was begun,
/// [`HubError::TooMany`] after too many wrong codes.
pub async fn confirm(hub: &Hub, actor: &Actor, code: &str) -> Result<Vec<String>, HubError> {
    let nothing = || HubError::Conflict("Begin with a new secret: this one is no longer open.".to_owned());
    let user = users::get(&mut hub.store.read().await?, actor.user).await?.ok_or(HubError::SignInRequired)?;
    let sealed = user.totp_secret.filter(|_| user.totp_since.is_none()).ok_or_else(nothing)?;
    let tries = Tries::at_code(actor.user);
    tries.begin(hub).await?;
    let now = hub.clock.now();
    let step = one_time::step(&open(hub, &sealed)?, code, now)?.ok_or_else(wrong_code)?;

    let (codes, hashes) = recovery::fresh(&hub.random);
    let notice = mail::compose(hub, &user.email, texts::two_factor_on(hub))?;
    let actor = *actor;
    let codes = hub
        .store
        .write(move |tx| {
            Box::pin(async move {
                if !users::confirm_totp(tx, actor.user, &sealed, step, now).await? {
                    return Err(nothing());
                }
                tries.succeeded(tx).await?;
                recovery_codes::replace(tx, actor.user, &hashes).await?;
                mail::queue(tx, &notice).await?;
                let entry = Entry::new(By::Actor(actor), actor.organisation, Action::TwoFactorOn, user.email.as_str());
                audit::record(tx, entry, now).await?;
                Ok(codes)
            })
        })
        .await?;
    hub.signals.mail.notify_one();
    Ok(codes)
}

/// Turns two-factor sign-in off; also forgets a secret that was only begun.
///
/// # Errors
/// [`HubError::Invalid`] for a wrong proof, [`HubError::TooMany`] after too many of them.
pub async fn disable(hub: &Hub, actor: &Actor, proof: Proof<'_>) -> Result<(), HubError> {
    let user = prove(hub, actor, proof).await?;
    let notice = mail::compose(hub, &user.email, texts::two_factor_off(hub))?;
    let (actor, now) = (*actor, hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                users::clear_totp(tx, actor.user).await?;
                recovery_codes::delete_all(tx, actor.user).await?;
                if user.totp_since.is_none() {
                    return Ok(());
                }
                mail::queue(tx, &notice).await?;
                let entry = Entry::new(By::Actor(actor), actor.organisation, Action::TwoFactorOff, user.email.as_str());
                audit::record(tx, entry, now).await
            })
        })
        .await?;
    hub.signals.mail.notify_one();
    Ok(())
}

/// Replaces the recovery codes; the new ones are shown this once.
///
/// # Errors
/// [`HubError::Conflict`] while two-factor sign-in is off, [`HubError::Invalid`] for a wrong proof,
/// [`HubError::TooMany`] after too many of them.
pub async fn renew_recovery_codes(hub: &Hub, actor: &Actor, proof: Proof<'_>) -> Result<Vec<String>, HubError> {
    let user = prove(hub, actor, proof).await?;
    if user.totp_since.is_none() {
        return Err(HubError::Conflict("Turn two-factor sign-in on first.".to_owned()));
    }
    let (codes, hashes) = recovery::fresh(&hub.random);
    let (actor, now) = (*actor, hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                recovery_codes::replace(tx, actor.user, &hashes).await?;
                let entry =
                    Entry::new(By::Actor(actor), actor.organisation, Action::RecoveryCodesRenewed, user.email.as_str());
                audit::record(tx, entry, now).await?;
                Ok(codes)
            })
        })
        .await
}

/// What a code turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    No,
    OneTimePassword,
    RecoveryCode,
}

/// Uses up a code: a one-time password of a later step than the last one, or a recovery code.
pub(crate) async fn take(tx: &mut Tx, hub: &Hub, user: &UserRow, code: &str) -> Result<Taken, HubError> {
    let (Some(sealed), Some(_)) = (&user.totp_secret, user.totp_since) else { return Ok(Taken::No) };
    let now = hub.clock.now();
    if let Some(step) = one_time::step(&open(hub, sealed)?, code, now)? {
        let taken = users::take_totp_step(tx, user.key, step).await?;
        return Ok(if taken { Taken::OneTimePassword } else { Taken::No });
    }
    let Some(hash) = recovery::hash(code) else { return Ok(Taken::No) };
    let taken = recovery_codes::take(tx, user.key, &hash, now).await?;
    Ok(if taken { Taken::RecoveryCode } else { Taken::No })
}

pub(crate) fn wrong_code() -> HubError {
    HubError::invalid(
        "code",
        "This code is not right, or it was used before. Wait for the next one and check the clock of the device.",
    )
}

async fn prove(hub: &Hub, actor: &Actor, proof: Proof<'_>) -> Result<UserRow, HubError> {
    match proof {
        Proof::Password(password) => prove_password(hub, actor.user, password).await,
        Proof::Code(code) => {
            let tries = Tries::at_code(actor.user);
            tries.begin(hub).await?;
            let (hub_in_tx, user, code) = (hub.clone(), actor.user, code.to_owned());
            hub.store
                .write(move |tx| {
                    Box::pin(async move {
                        let user = users::get(tx, user).await?.ok_or(HubError::SignInRequired)?;
                        if take(tx, &hub_in_tx, &user, &code).await? == Taken::No {
                            return Err(wrong_code());
                        }
                        tries.succeeded(tx).await?;
                        Ok(user)
                    })
                })
                .await
        }
    }
}

/// Checks the password of somebody who is signed in.
pub(crate) async fn prove_password(hub: &Hub, user: UserKey, password: &str) -> Result<UserRow, HubError> {
    let tries = Tries::at_confirmation(user);
    tries.begin(hub).await?;
    let user = users::get(&mut hub.store.read().await?, user).await?.ok_or(HubError::SignInRequired)?;
    if !hashing::verify(password, user.password_hash.as_deref()).await? {
        return Err(HubError::invalid("password", "This is not your present password."));
    }
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                tries.succeeded(tx).await?;
                Ok(user)
            })
        })
        .await
}

fn open(hub: &Hub, sealed: &[u8]) -> Result<Vec<u8>, HubError> {
    hub.sealer.open(PURPOSE, sealed).map_err(HubError::internal)
}
