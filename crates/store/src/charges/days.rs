use domain::ids::ChannelKey;
use domain::money::Micros;
use domain::permission::PaymentType;
use domain::rates::{Category, Market};
use domain::time::Date;

use crate::conn::{execute, fetch_all};
use crate::rows::not_a;
use crate::{Conn, StoreError, Tx};

/// What was charged for a day's messages of one category to one market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day, in the account's time zone.
    pub day: Date,
    /// Who pays.
    pub payment: PaymentType,
    /// What the messages were.
    pub category: Category,
    /// Where they went.
    pub market: Market,
    /// How many there were.
    pub messages: u64,
    /// What they cost together.
    pub cost: Micros,
}

/// Adds messages to a day.
///
/// # Errors
/// The database refuses.
pub async fn add_days(tx: &mut Tx, channel: ChannelKey, day: &Day) -> Result<(), StoreError> {
    execute!(
        tx,
        "insert into charge_days (channel_n, day, payment, category, market, messages, cost)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (channel_n, day, payment, category, market) do update
           set messages = charge_days.messages + excluded.messages, cost = charge_days.cost + excluded.cost",
        channel.0,
        day.day.to_string(),
        day.payment.code(),
        day.category.code(),
        day.market.as_str(),
        i64::try_from(day.messages).unwrap_or(i64::MAX),
        day.cost.0,
    )?;
    Ok(())
}

/// What was charged to a channel from the first to the last of these days, both included.
///
/// # Errors
/// The database refuses.
pub async fn days(conn: &mut Conn, channel: ChannelKey, first: Date, last: Date) -> Result<Vec<Day>, StoreError> {
    let rows = fetch_all!(
        conn,
        (String, String, String, String, i64, i64),
        "select day, payment, category, market, messages, cost from charge_days
         where channel_n = $1 and day >= $2 and day <= $3 order by day, category, market",
        channel.0,
        first.to_string(),
        last.to_string(),
    )?;
    let read = |(day, payment, category, market, messages, cost): (String, String, String, String, i64, i64)| {
        let wrong = |what, value: &str| not_a("charge_days", channel.0, what, value);
        Ok(Day {
            day: Date::parse(&day).ok_or_else(|| wrong("day", &day))?,
            payment: PaymentType::from_code(&payment).ok_or_else(|| wrong("payment", &payment))?,
            category: Category::from(category.as_str()),
            market: Market::named(&market).ok_or_else(|| wrong("market", &market))?,
            messages: u64::try_from(messages).unwrap_or_default(),
            cost: Micros(cost),
        })
    };
    rows.into_iter().map(read).collect()
}
