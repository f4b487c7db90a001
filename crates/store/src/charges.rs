//! Deliveries that Meta bills: noted once for each message, priced and posted later, in batches.

mod days;

use domain::Timestamp;
use domain::ids::{ChannelKey, PartnerKey, WabaKey};
use domain::money::Micros;
use domain::permission::PaymentType;
use domain::rates::{Category, Market};
use domain::time::Date;

pub use days::{Day, add_days, days};

use crate::conn::{execute, fetch_one, fetch_optional};
use crate::error::ensure_affected;
use crate::ledger::PostingKey;
use crate::rows::not_a;
use crate::sql::Sql;
use crate::{Conn, StoreError, Tx, dialect};

/// A delivery that Meta bills.
#[derive(Clone, Debug)]
pub struct NewCharge<'a> {
    /// Meta's id of the message.
    pub message_id: &'a str,
    /// Whose number sent it.
    pub partner: PartnerKey,
    /// The number that sent it.
    pub channel: ChannelKey,
    /// Who pays, as it was when the delivery was reported.
    pub payment: PaymentType,
    /// Where it went.
    pub market: Market,
    /// What it was.
    pub category: Category,
    /// The day on which it was delivered, in the account's time zone.
    pub day: Date,
    /// When it was delivered.
    pub at: Timestamp,
}

/// Notes a delivery, once for each message, however often and in whatever order it is reported.
///
/// # Errors
/// The database refuses.
pub async fn note(tx: &mut Tx, charge: &NewCharge<'_>) -> Result<(), StoreError> {
    execute!(
        tx,
        "insert into charges (message_id, partner_n, channel_n, payment, market, category, day, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (message_id) do nothing",
        charge.message_id,
        charge.partner.0,
        charge.channel.0,
        charge.payment.code(),
        charge.market.as_str(),
        charge.category.code(),
        charge.day.to_string(),
        charge.at.millis(),
    )?;
    Ok(())
}

/// A delivery that waits to be posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its row.
    pub n: i64,
    /// Whose number sent it.
    pub partner: PartnerKey,
    /// The number that sent it.
    pub channel: ChannelKey,
    /// The account of the number.
    pub waba: WabaKey,
    /// Who pays.
    pub payment: PaymentType,
    /// Where it went.
    pub market: Market,
    /// What it was.
    pub category: Category,
    /// The day on which it was delivered, in the account's time zone.
    pub day: Date,
}

#[derive(sqlx::FromRow)]
struct Found {
    n: i64,
    partner_n: i64,
    channel_n: i64,
    waba_n: i64,
    payment: String,
    market: String,
    category: String,
    day: String,
}

impl TryFrom<Found> for Waiting {
    type Error = StoreError;

    fn try_from(found: Found) -> Result<Self, StoreError> {
        let wrong = |what, value: &str| not_a("charges", found.n, what, value);
        Ok(Self {
            n: found.n,
            partner: PartnerKey(found.partner_n),
            channel: ChannelKey(found.channel_n),
            waba: WabaKey(found.waba_n),
            payment: PaymentType::from_code(&found.payment).ok_or_else(|| wrong("payment", &found.payment))?,
            market: Market::named(&found.market).ok_or_else(|| wrong("market", &found.market))?,
            category: Category::from(found.category.as_str()),
            day: Date::parse(&found.day).ok_or_else(|| wrong("day", &found.day))?,
        })
    }
}

/// The oldest deliveries that wait, at most `limit` of them.
///
/// # Errors
/// The database refuses.
pub async fn waiting(conn: &mut Conn, limit: usize) -> Result<Vec<Waiting>, StoreError> {
    let mut sql = Sql::new(
        "select c.n, c.partner_n, c.channel_n, h.waba_n, c.payment, c.market, c.category, c.day
         from charges c join channels h on h.n = c.channel_n
         where c.posting_n is null and c.held = false order by c.n",
    );
    sql.limit(limit);
    sql.all::<Found>(conn).await?.into_iter().map(Waiting::try_from).collect()
}

/// Writes price and posting of deliveries that cost the same.
///
/// # Errors
/// [`StoreError::RowsAffected`] when another process has posted one of them; nothing may be committed then.
pub async fn settle(tx: &mut Tx, rows: &[i64], price: Micros, posting: PostingKey) -> Result<(), StoreError> {
    let changed = dialect::execute_for_all(
        tx,
        "update charges set price = $2, posting_n = $3
         where n in (select value from json_each($1)) and posting_n is null and held = false",
        "update charges set price = $2, posting_n = $3 where n = any($1) and posting_n is null and held = false",
        rows,
        [price.0, posting.0],
    )
    .await?;
    ensure_affected("settle charges", rows.len() as u64, changed)
}

/// Holds deliveries for which there is no rate: they are shown, and posted once there is one.
///
/// # Errors
/// As [`settle`].
pub async fn hold(tx: &mut Tx, rows: &[i64]) -> Result<(), StoreError> {
    let changed = dialect::execute_for_all(
        tx,
        "update charges set held = true
         where n in (select value from json_each($1)) and posting_n is null and held = false",
        "update charges set held = true where n = any($1) and posting_n is null and held = false",
        rows,
        [],
    )
    .await?;
    ensure_affected("hold charges", rows.len() as u64, changed)
}

/// Lets everything that is held wait again, since there are new rates; answers how many.
///
/// # Errors
/// The database refuses.
pub async fn release(tx: &mut Tx) -> Result<u64, StoreError> {
    execute!(tx, "update charges set held = false where held = true")
}

/// How many deliveries of a channel are held, at most `most`.
///
/// # Errors
/// The database refuses.
pub async fn held(conn: &mut Conn, channel: ChannelKey, most: usize) -> Result<usize, StoreError> {
    let mut sql = Sql::new("select n from charges where ");
    sql.bind("channel_n = ? and held = true", [channel.0.into()]).limit(most);
    Ok(sql.all::<(i64,)>(conn).await?.len())
}

/// Whether something billable of a channel was delivered after this moment.
///
/// # Errors
/// The database refuses.
pub async fn any_since(conn: &mut Conn, channel: ChannelKey, at: Timestamp) -> Result<bool, StoreError> {
    let found = fetch_optional!(
        conn,
        (i64,),
        "select n from charges where channel_n = $1 and at > $2 order by at limit 1",
        channel.0,
        at.millis(),
    )?;
    Ok(found.is_some())
}

/// Counts a message of an account in its month and answers which one it is, counted from 1.
///
/// # Errors
/// The database refuses.
pub async fn count(
    tx: &mut Tx,
    waba: WabaKey,
    month: &str,
    (market, category): (&Market, &Category),
    messages: u64,
) -> Result<u64, StoreError> {
    let (after,) = fetch_one!(
        &mut **tx,
        (i64,),
        "insert into charge_volumes (waba_n, month, market, category, messages) values ($1, $2, $3, $4, $5)
         on conflict (waba_n, month, market, category) do update set messages = charge_volumes.messages + excluded.messages
         returning messages",
        waba.0,
        month,
        market.as_str(),
        category.code(),
        i64::try_from(messages).unwrap_or(i64::MAX),
    )?;
    Ok(u64::try_from(after).unwrap_or_default().saturating_sub(messages) + 1)
}
