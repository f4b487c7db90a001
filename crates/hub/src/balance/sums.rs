use std::collections::BTreeMap;

use domain::money::Micros;
use domain::percent;
use domain::period::Days;
use domain::rates::{Category, Market};
use domain::time::Date;
use store::charges::Day;

/// How many messages were charged, and what they cost together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Messages.
    pub messages: u64,
    /// What they cost.
    pub cost: Micros,
}

impl Total {
    /// The sum of these rows; `None` beyond 64 bits.
    pub fn of(rows: &[Day]) -> Option<Self> {
        rows.iter().try_fold(Self::default(), Self::with)
    }

    fn with(self, row: &Day) -> Option<Self> {
        Some(Self { messages: self.messages.checked_add(row.messages)?, cost: self.cost.plus(row.cost)? })
    }
}

/// The part of one category or one market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<T> {
    /// Of which.
    pub of: T,
    /// Its messages and cost.
    pub total: Total,
    /// Its share of the whole in whole per cent: of the cost for a category, of the messages for a market.
    pub share: i64,
}

/// What was charged on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfDay {
    /// The day.
    pub day: Date,
    /// Its messages and cost.
    pub total: Total,
    /// What it cost by category, in the order of [`Sums::categories`].
    pub costs: Vec<Micros>,
}

/// What was charged in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sums {
    /// All of it.
    pub total: Total,
    /// Every day of the period, those without a charge too.
    pub days: Vec<OfDay>,
    /// By category, what cost most first.
    pub categories: Vec<Part<Category>>,
    /// By market, where most messages went first.
    pub markets: Vec<Part<Market>>,
}

impl Sums {
    /// Adds up the rows of these days; `None` beyond 64 bits.
    pub fn of(days: Days, rows: &[Day]) -> Option<Self> {
        let total = Total::of(rows)?;
        let (mut categories, mut markets) = (BTreeMap::new(), BTreeMap::new());
        let mut by_day: BTreeMap<i64, (Total, BTreeMap<&str, Micros>)> = BTreeMap::new();
        for row in rows {
            add(&mut categories, row.category.code(), row)?;
            add(&mut markets, row.market.as_str(), row)?;
            let (of_day, costs) = by_day.entry(row.day.days()).or_default();
            *of_day = of_day.with(row)?;
            let cost = costs.entry(row.category.code()).or_default();
            *cost = cost.plus(row.cost)?;
        }
        let of = |total: Total| i64::try_from(total.messages).unwrap_or(i64::MAX);
        let mut categories: Vec<_> = categories
            .into_values()
            .map(|(row, part)| Part {
                of: row.category.clone(),
                total: part,
                share: percent::share(part.cost.0, total.cost.0).unwrap_or_default(),
            })
            .collect();
        categories.sort_by_key(|part| std::cmp::Reverse(part.total.cost));
        let mut markets: Vec<_> = markets
            .into_values()
            .map(|(row, part)| Part {
                of: row.market.clone(),
                total: part,
                share: percent::share(of(part), of(total)).unwrap_or_default(),
            })
            .collect();
        markets.sort_by_key(|part| std::cmp::Reverse(part.total.messages));
        let days = days.each().map(|day| {
            let (total, costs) = by_day.remove(&day.days()).unwrap_or_default();
            let cost = |part: &Part<Category>| costs.get(part.of.code()).copied().unwrap_or_default();
            OfDay { day, total, costs: categories.iter().map(cost).collect() }
        });
        let days = days.collect();
        Some(Self { total, days, categories, markets })
    }
}

/// Adds a row to the part of this name.
fn add<'r>(parts: &mut BTreeMap<&'r str, (&'r Day, Total)>, name: &'r str, row: &'r Day) -> Option<()> {
    let (_, total) = parts.entry(name).or_insert((row, Total::default()));
    *total = total.with(row)?;
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::permission::PaymentType;

    fn row(day: &str, category: &str, market: &str, messages: u64, cost: i64) -> Day {
        Day {
            day: Date::parse(day).unwrap(),
            payment: PaymentType::Direct,
            category: Category::from(category),
            market: Market::named(market).unwrap(),
            messages,
            cost: Micros(cost),
        }
    }

    fn days(first: &str, last: &str) -> Days {
        Days { first: Date::parse(first).unwrap(), last: Date::parse(last).unwrap() }
    }

    #[test]
    fn charges_are_added_up_by_day_category_and_market() {
        let rows = [
            row("2026-07-01", "utility", "France", 1, 24_800),
            row("2026-07-01", "utility", "Germany", 10, 456_000),
            row("2026-07-03", "marketing", "Germany", 9, 1_017_900),
            row("2026-07-03", "video", "Brazil", 20, 0),
        ];
        let sums = Sums::of(days("2026-07-01", "2026-07-03"), &rows).unwrap();
        assert_eq!(sums.total, Total { messages: 40, cost: Micros(1_498_700) });
        let categories: Vec<_> = sums
            .categories
            .iter()
            .map(|part| (part.of.code(), part.total.messages, part.total.cost.0, part.share))
            .collect();
        assert_eq!(categories, [("marketing", 9, 1_017_900, 68), ("utility", 11, 480_800, 32), ("video", 20, 0, 0)]);
        let markets: Vec<_> = sums
            .markets
            .iter()
            .map(|part| (part.of.as_str(), part.total.messages, part.total.cost.0, part.share))
            .collect();
        assert_eq!(markets, [("Brazil", 20, 0, 50), ("Germany", 19, 1_473_900, 48), ("France", 1, 24_800, 3)]);
        let by_day: Vec<_> = sums
            .days
            .iter()
            .map(|day| (day.day.to_string(), day.total.cost.0, day.costs.iter().map(|cost| cost.0).collect::<Vec<_>>()))
            .collect();
        assert_eq!(
            by_day,
            [
                ("2026-07-01".to_owned(), 480_800, vec![0, 480_800, 0]),
                ("2026-07-02".to_owned(), 0, vec![0, 0, 0]),
                ("2026-07-03".to_owned(), 1_017_900, vec![1_017_900, 0, 0]),
            ]
        );
    }

    #[test]
    fn nothing_charged_is_a_period_of_empty_days() {
        let sums = Sums::of(days("2026-07-01", "2026-07-07"), &[]).unwrap();
        assert_eq!((sums.total, sums.days.len(), sums.categories.len()), (Total::default(), 7, 0));
    }

    #[test]
    fn what_is_beyond_64_bits_is_refused() {
        let rows = [row("2026-07-01", "utility", "France", 1, i64::MAX), row("2026-07-01", "utility", "France", 1, 1)];
        assert_eq!(Sums::of(days("2026-07-01", "2026-07-01"), &rows), None);
    }
}
