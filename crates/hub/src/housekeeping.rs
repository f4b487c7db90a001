//! What is deleted when its time is over.

use store::templates::drafts;
use store::{changes, profile_drafts, webhooks};

use crate::{Hub, HubError, deliveries};

/// Open pages resume by the log of changes for this long.
const KEEP_CHANGES_SECONDS: i64 = 3_600;
/// Meta repeats deliveries for seven days (webhooks overview); a day more is safe.
const KEEP_DIGESTS_SECONDS: i64 = 8 * 86_400;

/// A draft that was sent leads to its template for this long.
const KEEP_SENT_DRAFTS_SECONDS: i64 = 7 * 86_400;
/// A profile that somebody began to write, with its picture, is forgotten after this time without a change.
const KEEP_PROFILES_SECONDS: i64 = 7 * 86_400;
/// A draft that nobody has touched for this long is forgotten.
const KEEP_DRAFTS_SECONDS: i64 = 90 * 86_400;

/// Deletes a run of what is too old; answers how much it was, so that the caller can go on while there is more.
///
/// # Errors
/// The database refuses.
pub async fn tidy(hub: &Hub) -> Result<u64, HubError> {
    let now = hub.clock.now();
    let keep_bodies = hub.settings.keep_payloads_days * 86_400;
    let worker = hub.clone();
    Ok(hub
        .store
        .write(move |tx| {
            Box::pin(async move {
                let log = changes::prune(tx, now.plus_seconds(-KEEP_CHANGES_SECONDS)).await?;
                let bodies =
                    webhooks::prune(tx, now.plus_seconds(-keep_bodies), now.plus_seconds(-KEEP_DIGESTS_SECONDS))
                        .await?;
                let sent = now.plus_seconds(-KEEP_SENT_DRAFTS_SECONDS);
                let drafts = drafts::tidy(tx, sent, now.plus_seconds(-KEEP_DRAFTS_SECONDS)).await?;
                let profiles = profile_drafts::tidy(tx, now.plus_seconds(-KEEP_PROFILES_SECONDS)).await?;
                let delivered = deliveries::tidy(&worker, tx).await?;
                Ok::<u64, store::StoreError>(log + bodies + drafts + profiles + delivered)
            })
        })
        .await?)
}
