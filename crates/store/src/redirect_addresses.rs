//! Where a partner's clients may be sent after an onboarding.

use domain::Timestamp;
use domain::ids::PartnerKey;

use crate::conn::{execute, fetch_all};
use crate::{Conn, StoreError, Tx};

/// A partner's addresses, the default first.
///
/// # Errors
/// The database refuses.
pub async fn of_partner(conn: &mut Conn, partner: PartnerKey) -> Result<Vec<String>, StoreError> {
    let rows = fetch_all!(
        conn,
        (String,),
        "select address from redirect_addresses where partner_n = $1 order by chosen_at desc, n",
        partner.0,
    )?;
    Ok(rows.into_iter().map(|(address,)| address).collect())
}

/// Adds an address; one that is there stays as it is. The first one is the default.
///
/// # Errors
/// The database refuses.
pub async fn add(tx: &mut Tx, partner: PartnerKey, address: &str, at: Timestamp) -> Result<(), StoreError> {
    execute!(
        tx,
        "insert into redirect_addresses (partner_n, address, created_at, chosen_at)
         select $1, $2, $3, case when exists (select 1 from redirect_addresses where partner_n = $1) then 0 else $3 end
         where not exists (select 1 from redirect_addresses where partner_n = $1 and address = $2)",
        partner.0,
        address,
        at.millis(),
    )?;
    Ok(())
}

/// Makes an address the default. Answers whether it is there.
///
/// # Errors
/// The database refuses.
pub async fn choose(tx: &mut Tx, partner: PartnerKey, address: &str, at: Timestamp) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update redirect_addresses set chosen_at = $3 where partner_n = $1 and address = $2",
        partner.0,
        address,
        at.millis(),
    )?;
    Ok(changed == 1)
}

/// Removes an address. Answers whether it was there.
///
/// # Errors
/// The database refuses.
pub async fn remove(tx: &mut Tx, partner: PartnerKey, address: &str) -> Result<bool, StoreError> {
    let changed =
        execute!(tx, "delete from redirect_addresses where partner_n = $1 and address = $2", partner.0, address)?;
    Ok(changed == 1)
}
