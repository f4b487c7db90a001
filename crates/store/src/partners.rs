//! Partners: the companies that manage numbers for others.

use domain::Timestamp;
use domain::ids::{PartnerId, PartnerKey};
use domain::money::Currency;
use domain::permission::PaymentType;
use domain::text::Name;

use crate::conn::{execute, fetch_all, fetch_one, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::{inconsistent, not_a};
use crate::{Conn, StoreError, Tx};

/// A partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerRow {
    /// Its row number.
    pub key: PartnerKey,
    /// Its public name.
    pub id: PartnerId,
    /// What it is called.
    pub name: String,
    /// Who pays for the numbers of clients that come by onboarding.
    pub onboarding_payment: PaymentType,
    /// The zone of its calendar, by its IANA name.
    pub time_zone: String,
    /// Since when.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Found {
    n: i64,
    id: String,
    name: String,
    onboarding_payment: String,
    time_zone: String,
    created_at: i64,
}

impl TryFrom<Found> for PartnerRow {
    type Error = StoreError;

    fn try_from(found: Found) -> Result<Self, StoreError> {
        Ok(Self {
            key: PartnerKey(found.n),
            id: PartnerId::parse(&found.id).map_err(inconsistent("partners", found.n))?,
            name: found.name,
            onboarding_payment: PaymentType::from_code(&found.onboarding_payment)
                .ok_or_else(|| not_a("partners", found.n, "payment", &found.onboarding_payment))?,
            time_zone: found.time_zone,
            created_at: Timestamp(found.created_at),
        })
    }
}

/// Adds a partner.
///
/// # Errors
/// The database refuses.
pub async fn create(tx: &mut Tx, id: &PartnerId, name: &Name, at: Timestamp) -> Result<PartnerKey, StoreError> {
    let (n,): (i64,) = fetch_one!(
        tx,
        (i64,),
        "insert into partners (id, name, created_at) values ($1, $2, $3) returning n",
        id.as_str(),
        name.as_str(),
        at.millis(),
    )?;
    Ok(PartnerKey(n))
}

/// The partner with this public name.
///
/// # Errors
/// The database refuses.
pub async fn find(conn: &mut Conn, id: &PartnerId) -> Result<Option<PartnerRow>, StoreError> {
    fetch_optional!(
        conn,
        Found,
        "select n, id, name, onboarding_payment, time_zone, created_at from partners where id = $1",
        id.as_str()
    )?
    .map(PartnerRow::try_from)
    .transpose()
}

/// The partner with this row number.
///
/// # Errors
/// The database refuses.
pub async fn get(conn: &mut Conn, partner: PartnerKey) -> Result<Option<PartnerRow>, StoreError> {
    fetch_optional!(
        conn,
        Found,
        "select n, id, name, onboarding_payment, time_zone, created_at from partners where n = $1",
        partner.0
    )?
    .map(PartnerRow::try_from)
    .transpose()
}

/// Every partner, the oldest first: for the operator.
///
/// # Errors
/// The database refuses.
pub async fn list(conn: &mut Conn) -> Result<Vec<PartnerRow>, StoreError> {
    fetch_all!(conn, Found, "select n, id, name, onboarding_payment, time_zone, created_at from partners order by n")?
        .into_iter()
        .map(PartnerRow::try_from)
        .collect()
}

/// In which currency a partner is billed.
///
/// # Errors
/// The database refuses.
pub async fn currency(conn: &mut Conn, partner: PartnerKey) -> Result<Currency, StoreError> {
    let (currency,) = fetch_one!(conn, (String,), "select currency from partners where n = $1", partner.0)?;
    Currency::from_code(&currency).ok_or_else(|| not_a("partners", partner.0, "currency", &currency))
}

/// Says who pays for the numbers of clients that come by onboarding from now on.
///
/// # Errors
/// There is no such partner.
pub async fn set_onboarding_payment(tx: &mut Tx, partner: PartnerKey, payment: PaymentType) -> Result<(), StoreError> {
    let changed = execute!(tx, "update partners set onboarding_payment = $2 where n = $1", partner.0, payment.code())?;
    ensure_affected("say who pays for new clients", 1, changed)
}

/// Chooses the zone of the partner's calendar.
///
/// # Errors
/// The partner is gone, or the database refuses.
pub async fn set_time_zone(tx: &mut Tx, partner: PartnerKey, zone: &str) -> Result<(), StoreError> {
    let changed = execute!(tx, "update partners set time_zone = $2 where n = $1", partner.0, zone)?;
    ensure_affected("choose a time zone", 1, changed)
}
