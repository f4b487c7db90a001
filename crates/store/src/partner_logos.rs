//! The logos of partners.

use domain::Timestamp;
use domain::ids::{PartnerId, PartnerKey};
use domain::logo::Kind;

use crate::conn::{execute, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::not_a;
use crate::{Conn, StoreError, Tx};

/// A logo that is about to be kept.
#[derive(Clone, Debug)]
pub struct NewLogo {
    /// Made from the bytes.
    pub version: String,
    /// What it is made as.
    pub kind: Kind,
    /// The file.
    pub bytes: Vec<u8>,
    /// When.
    pub at: Timestamp,
}

/// Keeps a logo in place of the one that is there.
///
/// # Errors
/// The database refuses, for example because there is no such partner.
pub async fn put(tx: &mut Tx, partner: PartnerKey, new: &NewLogo) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "insert into partner_logos (partner_n, version, media_type, bytes, at) values ($1, $2, $3, $4, $5)
         on conflict (partner_n) do update set version = excluded.version, media_type = excluded.media_type,
             bytes = excluded.bytes, at = excluded.at",
        partner.0,
        new.version.as_str(),
        new.kind.code(),
        new.bytes.as_slice(),
        new.at.millis(),
    )?;
    ensure_affected("keep a logo", 1, changed)
}

/// The version of the partner's logo; nothing where it has none.
///
/// # Errors
/// The database refuses.
pub async fn version(conn: &mut Conn, partner: PartnerKey) -> Result<Option<String>, StoreError> {
    let row = fetch_optional!(conn, (String,), "select version from partner_logos where partner_n = $1", partner.0)?;
    Ok(row.map(|(version,)| version))
}

/// The partner's logo in this version: what it is made as, and the file.
///
/// # Errors
/// The database refuses.
pub async fn find(conn: &mut Conn, partner: &PartnerId, version: &str) -> Result<Option<(Kind, Vec<u8>)>, StoreError> {
    let row = fetch_optional!(
        conn,
        (i64, String, Vec<u8>),
        "select l.partner_n, l.media_type, l.bytes from partner_logos l join partners p on p.n = l.partner_n
         where p.id = $1 and l.version = $2",
        partner.as_str(),
        version,
    )?;
    row.map(|(n, code, bytes)| {
        let kind = Kind::from_code(&code).ok_or_else(|| not_a("partner_logos", n, "media type", &code))?;
        Ok((kind, bytes))
    })
    .transpose()
}

/// Removes the partner's logo. Answers whether there was one.
///
/// # Errors
/// The database refuses.
pub async fn remove(tx: &mut Tx, partner: PartnerKey) -> Result<bool, StoreError> {
    Ok(execute!(tx, "delete from partner_logos where partner_n = $1", partner.0)? == 1)
}
