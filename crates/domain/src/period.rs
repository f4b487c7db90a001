//! The periods that charges are shown for, as whole days of an account's calendar.

use crate::closed_enum;
use crate::time::Date;

closed_enum! {
    /// A period, as seen from a day.
    pub enum Period {
        Week = "7d" => "Last 7 days",
        ThirtyDays = "30d" => "Last 30 days",
        NinetyDays = "90d" => "Last 90 days",
        ThisMonth = "month" => "This month",
        LastMonth = "last-month" => "Last month",
    }
}

impl Period {
    /// Reads a period of an address; 30 days for anything that is none.
    pub fn read(code: &str) -> Self {
        Self::from_code(code).unwrap_or(Self::ThirtyDays)
    }

    /// Its days, as seen from `today`, which the last days and this month include.
    pub fn days(self, today: Date) -> Days {
        let back = |days: i64| Days { first: today.plus_days(1 - days), last: today };
        let month_start = Date { day: 1, ..today };
        match self {
            Self::Week => back(7),
            Self::ThirtyDays => back(30),
            Self::NinetyDays => back(90),
            Self::ThisMonth => Days { first: month_start, last: today },
            Self::LastMonth => {
                let last = month_start.plus_days(-1);
                Days { first: Date { day: 1, ..last }, last }
            }
        }
    }
}

/// Days in a row, the first and the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
}

impl Days {
    /// How many there are.
    pub fn count(self) -> i64 {
        self.last.days() - self.first.days() + 1
    }

    /// As many days, right before these.
    #[must_use]
    pub fn before(self) -> Self {
        let last = self.first.plus_days(-1);
        Self { first: last.plus_days(1 - self.count()), last }
    }

    /// Each of them, in order.
    pub fn each(self) -> impl Iterator<Item = Date> {
        (self.first.days()..=self.last.days()).map(Date::from_days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_period_has_its_days_and_as_many_before() {
        for (period, today, days, before) in [
            ("7d", "2026-11-23", ("2026-11-17", "2026-11-23"), ("2026-11-10", "2026-11-16")),
            ("30d", "2026-11-23", ("2026-10-25", "2026-11-23"), ("2026-09-25", "2026-10-24")),
            ("90d", "2028-03-01", ("2027-12-03", "2028-03-01"), ("2027-09-04", "2027-12-02")),
            ("month", "2026-11-01", ("2026-11-01", "2026-11-01"), ("2026-10-31", "2026-10-31")),
            ("month", "2026-11-23", ("2026-11-01", "2026-11-23"), ("2026-10-09", "2026-10-31")),
            ("last-month", "2026-11-23", ("2026-10-01", "2026-10-31"), ("2026-08-31", "2026-09-30")),
            ("last-month", "2027-01-31", ("2026-12-01", "2026-12-31"), ("2026-10-31", "2026-11-30")),
            ("last-month", "2028-03-31", ("2028-02-01", "2028-02-29"), ("2028-01-03", "2028-01-31")),
        ] {
            let of = |(first, last)| Days { first: day(first), last: day(last) };
            let found = Period::from_code(period).unwrap().days(day(today));
            assert_eq!((found, found.before()), (of(days), of(before)), "{period} {today}");
            assert_eq!(found.count(), found.before().count(), "{period} {today}");
            assert_eq!(found.each().count() as i64, found.count(), "{period} {today}");
            assert_eq!((found.each().next(), found.each().last()), (Some(found.first), Some(found.last)));
        }
    }

    #[test]
    fn what_is_no_period_is_thirty_days() {
        assert_eq!(
            ["90d", "", "31d", "MONTH"].map(Period::read),
            [Period::NinetyDays, Period::ThirtyDays, Period::ThirtyDays, Period::ThirtyDays]
        );
    }
}
