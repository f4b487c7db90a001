//! Numbers whose subscription ends, and how many numbers of a client want attention.

use domain::ids::{ChannelKey, ClientKey, PartnerKey};
use domain::time::Date;

use crate::conn::fetch_one;
use crate::sql::Sql;
use crate::{Conn, StoreError};

/// Running numbers of a partner whose last day is before this one, the longest due first.
///
/// # Errors
/// The database refuses.
pub async fn due(
    conn: &mut Conn,
    partner: PartnerKey,
    today: Date,
    limit: usize,
) -> Result<Vec<ChannelKey>, StoreError> {
    let mut sql = Sql::new("select n from channels where last_day is not null and ended = false");
    sql.bind(" and partner_n = ? and last_day < ?", [partner.0.into(), today.to_string().into()]);
    sql.push(" order by last_day, n").limit(limit);
    Ok(sql.all::<(i64,)>(conn).await?.into_iter().map(|(n,)| ChannelKey(n)).collect())
}

/// Up to this many numbers are counted.
pub const COUNTED: u32 = 100;

/// How many running numbers a client has; [`COUNTED`] means that many or more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub running: u32,
    /// Where the client has to act.
    pub to_do: u32,
    /// Pending cancellation by the client.
    pub ending: u32,
    /// Where the partner stops to pay.
    pub unpaid: u32,
}

/// How many running numbers a client has.
///
/// # Errors
/// The database refuses.
pub async fn counts(conn: &mut Conn, partner: PartnerKey, client: ClientKey) -> Result<Counts, StoreError> {
    let (running, to_do, ending, unpaid) = fetch_one!(
        conn,
        (i64, i64, i64, i64),
        "select
           (select count(*) from (select 1 from channels
             where client_n = $1 and partner_n = $2 and ended = false limit 100) as running),
           (select count(*) from (select 1 from channels
             where client_n = $1 and partner_n = $2 and acts_any = true and ended = false and acts_client = true
             limit 100) as to_do),
           (select count(*) from (select 1 from channels
             where client_n = $1 and partner_n = $2 and last_day is not null and ended = false and state = 'ending'
             limit 100) as ending),
           (select count(*) from (select 1 from channels
             where client_n = $1 and partner_n = $2 and last_day is not null and ended = false
               and state = 'payment_ending'
             limit 100) as unpaid)",
        client.0,
        partner.0,
    )?;
    let counted = |rows: i64| u32::try_from(rows).unwrap_or(COUNTED);
    Ok(Counts { running: counted(running), to_do: counted(to_do), ending: counted(ending), unpaid: counted(unpaid) })
}
