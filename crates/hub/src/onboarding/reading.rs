//! Reading the accounts that a client has connected: the first time, and again where Meta did not answer.

use std::time::Duration;

use domain::ids::{OnboardingId, WabaKey};
use domain::waba::TokenState;
use store::wabas::{self, Waba};

use super::{own, register};
use crate::accounts::throttle::Tries;
use crate::wabas::sync;
use crate::{Hub, HubError};

/// How long the person waits for the read of the accounts. What takes longer goes on without.
const PATIENCE: Duration = Duration::from_secs(20);

/// Reads accounts and registers their numbers, for as long as a person waits.
///
/// # Errors
/// The database refuses. What Meta refuses stands on the account.
pub(super) async fn read(hub: &Hub, accounts: Vec<WabaKey>) -> Result<(), HubError> {
    let read = async {
        for key in accounts {
            sync(hub, key).await?;
            register::all_of(hub, key).await?;
        }
        Ok::<(), HubError>(())
    };
    match tokio::time::timeout(PATIENCE, read).await {
        Ok(done) => done,
        Err(_) => {
            tracing::info!("The read of a new client's accounts takes long and goes on by itself");
            Ok(())
        }
    }
}

/// Reads once more what could not be read.
///
/// # Errors
/// [`HubError::NotFound`] for a way of somebody else, [`HubError::SignInRequired`], [`HubError::TooMany`].
pub async fn read_again(hub: &Hub, id: &OnboardingId, session: &str) -> Result<(), HubError> {
    let (found, actor) = own(hub, session, id).await?;
    let client = actor.organisation.client().ok_or(HubError::NotFound)?;
    let tries = Tries::at_reading(found.n);
    tries.begin(hub).await?;
    let accounts = wabas::of_client(&mut hub.store.read().await?, found.partner, client).await?;
    read(hub, accounts.iter().filter(|account| is_unread(account)).map(|account| account.key).collect()).await?;
    let left = wabas::of_client(&mut hub.store.read().await?, found.partner, client).await?;
    if left.iter().any(is_unread) {
        return Ok(());
    }
    hub.store.write(move |tx| Box::pin(async move { tries.succeeded(tx).await })).await
}

/// Whether an account waits to be read for the first time.
pub(super) fn is_unread(account: &Waba) -> bool {
    account.synced_at.is_none() && account.token_state == TokenState::Valid
}

/// Why an account that waits to be read could not be read yet; nothing where it was not tried, or has been read.
pub(super) fn trouble(account: &Waba) -> Option<String> {
    if account.synced_at.is_some() || account.sync_failures == 0 && account.token_state == TokenState::Valid {
        return None;
    }
    let name = if account.facts.name.is_empty() { &account.external_id } else { &account.facts.name };
    let reason = account.sync_error.as_deref().unwrap_or("Meta did not say why.");
    Some(format!("The account {name} could not be read: {reason}"))
}
