//! The PINs with which the hub registered numbers, sealed.

use domain::Timestamp;
use domain::ids::ChannelKey;

use crate::conn::{execute, fetch_optional};
use crate::error::ensure_affected;
use crate::{Conn, StoreError, Tx};

/// Keeps the sealed PIN of a number; the one of before is replaced.
///
/// # Errors
/// The database refuses.
pub async fn put(tx: &mut Tx, channel: ChannelKey, pin: &[u8], at: Timestamp) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "insert into registrations (channel_n, pin, at) values ($1, $2, $3)
         on conflict (channel_n) do update set pin = excluded.pin, at = excluded.at",
        channel.0,
        pin,
        at.millis(),
    )?;
    ensure_affected("keep the PIN of a number", 1, changed)
}

/// The sealed PIN of a number, where the hub has registered it.
///
/// # Errors
/// The database refuses.
pub async fn find(conn: &mut Conn, channel: ChannelKey) -> Result<Option<Vec<u8>>, StoreError> {
    let found = fetch_optional!(conn, (Vec<u8>,), "select pin from registrations where channel_n = $1", channel.0)?;
    Ok(found.map(|(pin,)| pin))
}
