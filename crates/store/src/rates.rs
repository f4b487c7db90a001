//! Meta's rates, as they were imported.

use domain::money::{Currency, Micros};
use domain::rates::{Category, Market, Rate};
use domain::time::Date;

use crate::conn::{execute, fetch_all};
use crate::rows::not_a;
use crate::{Conn, StoreError, Tx};

/// Keeps a rate; one for the same market, category, day and volume is replaced.
///
/// # Errors
/// The database refuses.
pub async fn put(tx: &mut Tx, currency: Currency, rate: &Rate, card: &str) -> Result<(), StoreError> {
    execute!(
        tx,
        "insert into rates (currency, market, category, from_volume, from_day, price, card)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (currency, market, category, from_day, from_volume) do update
           set price = excluded.price, card = excluded.card",
        currency.code(),
        rate.market.as_str(),
        rate.category.code(),
        i64::try_from(rate.from_volume).unwrap_or(i64::MAX),
        rate.from.to_string(),
        rate.price.0,
        card,
    )?;
    Ok(())
}

/// All rates of a currency.
///
/// # Errors
/// The database refuses.
pub async fn all(conn: &mut Conn, currency: Currency) -> Result<Vec<Rate>, StoreError> {
    let rows = fetch_all!(
        conn,
        (i64, String, String, i64, String, i64),
        "select n, market, category, from_volume, from_day, price from rates where currency = $1",
        currency.code(),
    )?;
    let read = |(n, market, category, from_volume, from, price): (i64, String, String, i64, String, i64)| {
        Ok(Rate {
            market: Market::named(&market).ok_or_else(|| not_a("rates", n, "market", &market))?,
            category: Category::from(category.as_str()),
            from_volume: u64::try_from(from_volume).unwrap_or(1),
            from: Date::parse(&from).ok_or_else(|| not_a("rates", n, "day", &from))?,
            price: Micros(price),
        })
    };
    rows.into_iter().map(read).collect()
}
