//! Deletes what about people has ended and is of no more use.

use store::{attempts, mails, onboardings, reset_links, sessions};

use crate::accounts::throttle::FORGET_AFTER;
use crate::{Hub, HubError};

/// Days for which mails and used links are kept.
const KEEP_DAYS: i64 = 30;

/// Deletes ended sessions, forgotten failures, and mails and links of more than thirty days ago. Answers how many
/// rows.
///
/// # Errors
/// The database refuses.
pub async fn tidy(hub: &Hub) -> Result<u64, HubError> {
    let now = hub.clock.now();
    let old = now.plus_seconds(-KEEP_DAYS * 86_400);
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                Ok(sessions::delete_ended(tx, now).await?
                    + attempts::delete_older(tx, now.plus_seconds(-FORGET_AFTER)).await?
                    + reset_links::delete_ended(tx, old).await?
                    + onboardings::delete_ended(tx, now).await?
                    + mails::delete_older(tx, old).await?)
            })
        })
        .await
}
