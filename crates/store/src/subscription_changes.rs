//! Who did what about the end of a subscription, and when.

use domain::Timestamp;
use domain::ids::{ChannelKey, UserKey};
use domain::subscription::Step;
use domain::time::Date;

use crate::conn::{execute, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::not_a;
use crate::{Conn, StoreError, Tx};

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionChange {
    /// What was done.
    pub step: Step,
    /// The day with which the number ends, from then on.
    pub last_day: Option<Date>,
    /// The person, unless the hub did it.
    pub user: Option<UserKey>,
    /// The name of who did it, as it was then.
    pub actor: String,
    /// When.
    pub at: Timestamp,
}

/// Writes a change.
///
/// # Errors
/// The database refuses.
pub async fn append(tx: &mut Tx, channel: ChannelKey, change: &SubscriptionChange) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "insert into subscription_changes (channel_n, step, last_day, user_n, actor, at)
         values ($1, $2, $3, $4, $5, $6)",
        channel.0,
        change.step.code(),
        change.last_day.map(|day| day.to_string()),
        change.user.map(|user| user.0),
        change.actor.as_str(),
        change.at.millis(),
    )?;
    ensure_affected("write a change of a subscription", 1, changed)
}

/// The last time that this was done to a channel.
///
/// # Errors
/// The database refuses.
pub async fn last(conn: &mut Conn, channel: ChannelKey, step: Step) -> Result<Option<SubscriptionChange>, StoreError> {
    let row = fetch_optional!(
        conn,
        (i64, Option<String>, Option<i64>, String, i64),
        "select n, last_day, user_n, actor, at from subscription_changes
         where channel_n = $1 and step = $2 order by n desc limit 1",
        channel.0,
        step.code(),
    )?;
    let Some((n, last_day, user, actor, at)) = row else { return Ok(None) };
    let read = |day: &str| Date::parse(day).ok_or_else(|| not_a("subscription_changes", n, "day", day));
    let last_day = last_day.as_deref().map(read).transpose()?;
    Ok(Some(SubscriptionChange { step, last_day, user: user.map(UserKey), actor, at: Timestamp(at) }))
}
