//! Keeping an account up to date: full at connection, then periodically and when a webhook hints at it.
//! Running it twice changes nothing; a failure is visible on the account and tried again.

use std::collections::HashSet;

use domain::account::Actor;
use domain::event::{EventData, EventKind, NewEvent};
use domain::ids::WabaKey;
use domain::meta::NumberStatus;
use domain::waba::TokenState;
use store::changes::{self, Topic};
use store::wabas::{self, SyncProgress, Waba};
use store::{StoreError, channels};
use whatsapp::{AccessToken, GraphErrorKind};

use super::failure::Failure;
use super::token;
use crate::channels::save;
use crate::{Hub, HubError, templates};

/// How long one process may work on an account before another one takes over.
const LEASE_SECONDS: i64 = 600;
/// After this many failures in a row the people are told.
const TELL_AFTER: i64 = 3;
/// The longest pause between two tries.
const LONGEST_PAUSE_SECONDS: i64 = 3_600;

/// What became of a sync.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Synced {
    /// Everything is up to date.
    Done {
        /// How many numbers the account has.
        numbers: usize,
    },
    /// Meta refuses the token; the account waits to be reconnected.
    TokenRefused,
    /// Something else failed; it is tried again.
    Failed {
        /// Why.
        reason: String,
    },
}

/// Syncs the account whose turn it is; `None` when none is due.
///
/// # Errors
/// The database refuses. What Meta answers is part of [`Synced`].
pub async fn sync_next_due(hub: &Hub) -> Result<Option<Synced>, HubError> {
    let now = hub.clock.now();
    let claimed: Option<Waba> = hub
        .store
        .write(move |tx| Box::pin(async move { wabas::claim_due(tx, now, now.plus_seconds(LEASE_SECONDS)).await }))
        .await?;
    match claimed {
        Some(waba) => Ok(Some(run(hub, waba).await?)),
        None => Ok(None),
    }
}

/// Syncs one account now.
///
/// # Errors
/// [`HubError::NotFound`] for an account that is not there.
pub async fn sync(hub: &Hub, key: WabaKey) -> Result<Synced, HubError> {
    let mut conn = hub.store.read().await?;
    let waba = wabas::find(&mut conn, key).await?.ok_or(HubError::NotFound)?;
    drop(conn);
    run(hub, waba).await
}

/// How far the first syncs of the actor's organisation are; `None` when none is running.
///
/// # Errors
/// The database refuses.
pub async fn progress(hub: &Hub, actor: &Actor) -> Result<Option<SyncProgress>, HubError> {
    let mut conn = hub.store.read().await?;
    Ok(wabas::first_sync(&mut conn, actor.organisation).await?)
}

async fn run(hub: &Hub, waba: Waba) -> Result<Synced, HubError> {
    let Some(token) = token::open(hub, &waba) else {
        let reason = "The stored access token cannot be opened with this encryption key.".to_owned();
        return refused(hub, waba.key, reason).await;
    };
    match read_all(hub, &waba, &token).await {
        Ok(numbers) => Ok(Synced::Done { numbers }),
        Err(Failure::Store(error)) => not_stored(hub, waba.key, error).await,
        Err(Failure::Graph(error)) if error.kind == GraphErrorKind::TokenRefused => {
            refused(hub, waba.key, error.to_string()).await
        }
        Err(Failure::Graph(error)) => {
            let wait = error.retry_after().and_then(|wait| i64::try_from(wait.as_secs()).ok());
            failed(hub, waba.key, error.to_string(), wait).await
        }
    }
}

/// What Meta answered could not be stored. Where the database takes at least that, it stands on the account, whose lease
/// ends, and the other accounts go on; where it does not, the failure is the worker's.
async fn not_stored(hub: &Hub, key: WabaKey, error: StoreError) -> Result<Synced, HubError> {
    tracing::error!(waba.key = key.0, %error, "What Meta answered about an account could not be stored");
    let reason = match &error {
        StoreError::Duplicate => "A number of this account stands in another account of the hub.",
        _ => "What Meta answered could not be stored.",
    };
    failed(hub, key, reason.to_owned(), None).await.map_err(|_| error.into())
}

async fn read_all(hub: &Hub, waba: &Waba, token: &AccessToken) -> Result<usize, Failure> {
    let facts = hub.graph.waba(&waba.external_id, token).await?;
    let key = waba.key;
    let worker = hub.clone();
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let Some(waba) = wabas::find(tx, key).await? else { return Ok::<(), StoreError>(()) };
                let facts = facts.or_known(&waba.facts);
                save::change_waba(&worker, tx, &waba, facts).await?;
                Ok(())
            })
        })
        .await?;
    let mut seen = HashSet::new();
    let mut cursor = None;
    loop {
        let page = hub.graph.phone_numbers(&waba.external_id, cursor.as_ref(), token).await?;
        for unreadable in &page.unreadable {
            tracing::warn!(waba.id = %waba.id, ?unreadable, "A number of Meta's answer could not be read and was left as it is");
            seen.extend(unreadable.id.clone());
        }
        seen.extend(page.items.iter().map(|item| item.external_id.clone()));
        let worker = hub.clone();
        hub.store
            .write(move |tx| {
                Box::pin(async move {
                    let Some(waba) = wabas::find(tx, key).await? else { return Ok::<(), StoreError>(()) };
                    for facts in page.items {
                        match channels::find_by_external_id(tx, waba.key, &facts.external_id).await? {
                            Some(channel) => {
                                let facts = facts.or_known(&channel.facts);
                                save::change(&worker, tx, (&waba, &waba), &channel, &facts).await?;
                            }
                            None => save::add(&worker, tx, &waba, &facts).await?,
                        }
                    }
                    Ok(())
                })
            })
            .await?;
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let numbers = seen.len();
    templates::read_all(hub, waba, token).await?;
    finish(hub, key, seen).await?;
    Ok(numbers)
}

/// Notes the complete sync and what is no longer in the account.
async fn finish(hub: &Hub, key: WabaKey, seen: HashSet<String>) -> Result<(), StoreError> {
    let worker = hub.clone();
    // Spread over a tenth of the interval, so that accounts connected together do not sync together for ever.
    let spread = i64::from(u16::from_be_bytes(hub.random.bytes())) % (hub.settings.sync_every_seconds / 10).max(1);
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let now = worker.clock.now();
                let Some(waba) = wabas::find(tx, key).await? else { return Ok::<(), StoreError>(()) };
                for channel in channels::of_waba(tx, key).await? {
                    if seen.contains(&channel.facts.external_id) || channel.facts.status == NumberStatus::Deleted {
                        continue;
                    }
                    let mut facts = channel.facts.clone();
                    facts.status = NumberStatus::Deleted;
                    save::change(&worker, tx, (&waba, &waba), &channel, &facts).await?;
                    let gone = NewEvent {
                        kind: EventKind::ChannelDeleted,
                        data: EventData::about(facts.number.display())
                            .because("Meta no longer lists it in the account."),
                    };
                    save::tell(&worker, tx, &waba, save::Concerns::Number(channel.key), &[gone]).await?;
                }
                wabas::sync_done(tx, key, now, now.plus_seconds(worker.settings.sync_every_seconds + spread)).await?;
                changes::record(tx, waba.partner, Some(waba.client), None, Topic::Sync, now).await
            })
        })
        .await
}

async fn refused(hub: &Hub, key: WabaKey, reason: String) -> Result<Synced, HubError> {
    let worker = hub.clone();
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let Some(waba) = wabas::find(tx, key).await? else { return Ok::<(), StoreError>(()) };
                wabas::refuse_token(tx, key, &reason).await?;
                save::change_token_state(&worker, tx, &waba, TokenState::Refused).await?;
                changes::record(tx, waba.partner, Some(waba.client), None, Topic::Sync, worker.clock.now()).await
            })
        })
        .await?;
    Ok(Synced::TokenRefused)
}

async fn failed(hub: &Hub, key: WabaKey, reason: String, wait: Option<i64>) -> Result<Synced, HubError> {
    let told = reason.clone();
    let worker = hub.clone();
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let now = worker.clock.now();
                let Some(waba) = wabas::find(tx, key).await? else { return Ok::<(), StoreError>(()) };
                let doubled = 30_i64.saturating_mul(1_i64 << waba.sync_failures.clamp(0, 10));
                let pause = wait.unwrap_or(doubled).clamp(1, LONGEST_PAUSE_SECONDS);
                let failures = wabas::sync_failed(tx, key, &told, now.plus_seconds(pause)).await?;
                if failures == TELL_AFTER {
                    let event = NewEvent {
                        kind: EventKind::SyncFailed,
                        data: EventData::about(waba.facts.name.as_str()).because(told),
                    };
                    save::tell(&worker, tx, &waba, save::Concerns::Account, &[event]).await?;
                }
                changes::record(tx, waba.partner, Some(waba.client), None, Topic::Sync, now).await
            })
        })
        .await?;
    tracing::warn!(waba.key = key.0, %reason, "The sync of an account failed and is tried again");
    Ok(Synced::Failed { reason })
}
