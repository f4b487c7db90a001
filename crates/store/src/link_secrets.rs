//! The secrets with which partners sign their onboarding links.

use domain::Timestamp;
use domain::ids::PartnerKey;

use crate::conn::{execute, fetch_optional};
use crate::error::ensure_affected;
use crate::{Conn, StoreError, Tx};

/// A secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkSecret {
    /// The secret, sealed.
    pub sealed: Vec<u8>,
    /// Since when it is this one.
    pub at: Timestamp,
}

/// The partner's secret; nothing where it has made none.
///
/// # Errors
/// The database refuses.
pub async fn of_partner(conn: &mut Conn, partner: PartnerKey) -> Result<Option<LinkSecret>, StoreError> {
    let row = fetch_optional!(
        conn,
        (Vec<u8>, i64),
        "select link_secret, link_secret_at from partners
         where n = $1 and link_secret is not null and link_secret_at is not null",
        partner.0,
    )?;
    Ok(row.map(|(sealed, at)| LinkSecret { sealed, at: Timestamp(at) }))
}

/// Keeps a new secret in place of the one that is there.
///
/// # Errors
/// There is no such partner.
pub async fn put(tx: &mut Tx, partner: PartnerKey, secret: &LinkSecret) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "update partners set link_secret = $2, link_secret_at = $3 where n = $1",
        partner.0,
        secret.sealed.as_slice(),
        secret.at.millis(),
    )?;
    ensure_affected("keep a secret for links", 1, changed)
}
