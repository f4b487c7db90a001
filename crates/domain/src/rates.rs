//! What a delivered message costs. A rate belongs to a market, a category, a volume and a day; all of it is data that comes
//! from Meta's published rate cards. Where a card has no rate the answer is none, never zero.

mod market;

pub use market::Market;
use serde::{Deserialize, Serialize};

use crate::money::Micros;
use crate::open_enum;
use crate::time::Date;

open_enum! {
    /// What kind of message Meta bills (Meta, status webhook, `pricing.category`).
    pub enum Category {
        Marketing = "marketing" => "Marketing",
        MarketingLite = "marketing_lite" => "Marketing (lite)",
        Utility = "utility" => "Utility",
        Authentication = "authentication" => "Authentication",
        AuthenticationInternational = "authentication-international" => "Authentication (international)",
        Service = "service" => "Service",
        Referral = "referral_conversion" => "Referral conversion",
    }
}

impl Category {
    /// Reads Meta's word; conversations write `authentication_international` with an underscore.
    pub fn read(word: &str) -> Self {
        match Category::from(word) {
            Category::Other(other) if other.eq_ignore_ascii_case("authentication_international") => {
                Category::AuthenticationInternational
            }
            category => category,
        }
    }
}

/// A rate: what one message costs, from a volume on, from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// The market, in the card's words.
    pub market: Market,
    /// The category.
    pub category: Category,
    /// The first message of the month in this market and category that costs this, counted from 1.
    pub from_volume: u64,
    /// The first day on which it holds, in the account's time zone.
    pub from: Date,
    /// What one message costs.
    pub price: Micros,
}

/// The rates of one currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RateCard {
    rates: Vec<Rate>,
}

impl RateCard {
    /// A card of these rates, in any order.
    pub fn new(mut rates: Vec<Rate>) -> Self {
        rates.sort_by(|a, b| key(a).cmp(&key(b)));
        Self { rates }
    }

    /// What the `volume`-th message of the month (counted from 1) costs that was delivered on this day; `None` where the
    /// card has no rate, and the charge is to be held.
    pub fn price(&self, market: &Market, category: &Category, volume: u64, day: Date) -> Option<Micros> {
        let wanted = (market.as_str(), category.code());
        let start = self.rates.partition_point(|rate| of(rate) < wanted);
        let rates = self.rates.get(start..)?.iter().take_while(|rate| of(rate) == wanted);
        let valid: Vec<&Rate> = rates.filter(|rate| rate.from <= day).collect();
        let newest = valid.last()?.from;
        let mut tiers = valid.into_iter().filter(|rate| rate.from == newest && rate.from_volume <= volume.max(1));
        tiers.next_back().map(|rate| rate.price)
    }
}

fn of(rate: &Rate) -> (&str, &str) {
    (rate.market.as_str(), rate.category.code())
}

/// Cards are sorted by this; days before volumes, so that the newest card's tiers stand together at the end.
fn key(rate: &Rate) -> (&str, &str, Date, u64) {
    (rate.market.as_str(), rate.category.code(), rate.from, rate.from_volume)
}

/// Whether Meta bills a delivery of this kind (`pricing.type`; since July 2025 everything but `regular` is free).
/// The retired `billable` decides where the kind is missing.
pub fn is_billed(kind: Option<&str>, billable: Option<bool>) -> bool {
    match kind {
        Some(kind) => kind.eq_ignore_ascii_case("regular"),
        None => billable.unwrap_or(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn rate(market: &str, category: Category, from_volume: u64, from: &str, price: i64) -> Rate {
        Rate { market: Market::named(market).unwrap(), category, from_volume, from: day(from), price: Micros(price) }
    }

    fn card() -> RateCard {
        RateCard::new(vec![
            rate("Germany", Category::Utility, 100_001, "2026-07-01", 40_000),
            rate("Germany", Category::Utility, 1, "2026-07-01", 45_600),
            rate("Germany", Category::Utility, 1, "2026-01-01", 50_000),
            rate("Germany", Category::Marketing, 1, "2026-01-01", 113_100),
            rate("France", Category::Utility, 1, "2026-01-01", 24_800),
        ])
    }

    #[test]
    fn the_rate_of_the_day_and_the_volume_holds() {
        let card = card();
        let germany = Market::named("Germany").unwrap();
        let price = |category: &Category, volume, on: &str| {
            card.price(&germany, category, volume, day(on)).map(|price| price.0)
        };
        for (category, volume, on, expected) in [
            (Category::Utility, 1, "2026-06-30", Some(50_000)),
            (Category::Utility, 1, "2026-07-01", Some(45_600)),
            (Category::Utility, 100_000, "2026-07-01", Some(45_600)),
            (Category::Utility, 100_001, "2026-07-01", Some(40_000)),
            (Category::Utility, 100_001, "2026-06-30", Some(50_000)),
            (Category::Marketing, 7, "2026-12-31", Some(113_100)),
            (Category::Marketing, 7, "2025-12-31", None),
            (Category::Service, 1, "2026-07-01", None),
            (Category::Other("video".into()), 1, "2026-07-01", None),
        ] {
            assert_eq!(price(&category, volume, on), expected, "{category} {volume} {on}");
        }
        assert_eq!(card.price(&Market::named("Italy").unwrap(), &Category::Utility, 1, day("2026-07-01")), None);
    }

    #[test]
    fn only_regular_deliveries_are_billed() {
        for (kind, billable, billed) in [
            (Some("regular"), None, true),
            (Some("REGULAR"), Some(false), true),
            (Some("free_customer_service"), Some(true), false),
            (Some("free_entry_point"), None, false),
            (Some("free_group_customer_service"), None, false),
            (None, Some(true), true),
            (None, Some(false), false),
            (None, None, false),
        ] {
            assert_eq!(is_billed(kind, billable), billed, "{kind:?} {billable:?}");
        }
    }

    #[test]
    fn both_spellings_of_the_international_category_are_read() {
        for word in ["authentication-international", "authentication_international", "AUTHENTICATION_INTERNATIONAL"] {
            assert_eq!(Category::read(word), Category::AuthenticationInternational);
        }
    }
}
