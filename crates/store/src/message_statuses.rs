//! The newest status of each message: ids only, never content or recipients.

use domain::Timestamp;
use domain::ids::ChannelKey;

use crate::conn::{execute, fetch_one};
use crate::{Conn, StoreError, Tx};

/// A reported status.
#[derive(Clone, Debug)]
pub struct MessageStatus<'a> {
    /// Meta's id of the message.
    pub message_id: &'a str,
    /// The channel it was sent from.
    pub channel: ChannelKey,
    /// Meta's word.
    pub status: &'a str,
    /// Its place in the life of a message: a later report with a lower rank changes nothing.
    pub rank: i64,
    /// When it happened.
    pub at: Timestamp,
    /// Meta's error code of a failed message.
    pub error_code: Option<i64>,
}

/// Keeps the furthest status of a message, in whatever order reports arrive.
///
/// # Errors
/// The database refuses.
pub async fn report(tx: &mut Tx, status: &MessageStatus<'_>) -> Result<(), StoreError> {
    execute!(
        tx,
        "insert into message_statuses (message_id, channel_n, status, rank, at, error_code) values ($1, $2, $3, $4, $5, $6)
         on conflict (message_id) do update
           set status = excluded.status, rank = excluded.rank, at = excluded.at, error_code = excluded.error_code
           where message_statuses.rank < excluded.rank",
        status.message_id,
        status.channel.0,
        status.status,
        status.rank,
        status.at.millis(),
        status.error_code,
    )?;
    Ok(())
}

/// How many messages of a channel have this status.
///
/// # Errors
/// The database refuses.
pub async fn count(conn: &mut Conn, channel: ChannelKey, status: &str) -> Result<i64, StoreError> {
    Ok(fetch_one!(
        conn,
        (i64,),
        "select count(*) from message_statuses where channel_n = $1 and status = $2",
        channel.0,
        status,
    )?
    .0)
}
