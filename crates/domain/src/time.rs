//! Instants and calendar days. The hub counts in UTC milliseconds; local dates come from a zone's
//! offset that the caller supplies, since a zone database is too large for the browser.

use serde::{Deserialize, Serialize};

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// From whole seconds since the epoch, as Meta writes them.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// Milliseconds since the epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This instant moved by a span of milliseconds, later or earlier.
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// This instant moved by a span of seconds, later or earlier.
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// RFC 3339 in UTC with seconds: `2026-11-22T09:03:00Z`.
    pub fn to_rfc3339(self) -> String {
        let (day, second) = self.day_and_second();
        let date = Date::from_days(day);
        format!("{date}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
    }

    /// As a person reads it, in UTC: `22 Nov 2026, 09:03 UTC`.
    pub fn to_words(self) -> String {
        let (day, second) = self.day_and_second();
        format!("{}, {:02}:{:02} UTC", Date::from_days(day).to_words(), second / 3600, second / 60 % 60)
    }

    /// How long ago this was, in one unit: `just now`, `3 min ago`, `5 h ago`, `2 days ago`, then the date.
    pub fn ago(self, now: Timestamp) -> String {
        let seconds = now.0.saturating_sub(self.0) / 1000;
        match seconds {
            i64::MIN..60 => "just now".to_owned(),
            60..3600 => format!("{} min ago", seconds / 60),
            3600..86_400 => format!("{} h ago", seconds / 3600),
            86_400..172_800 => "yesterday".to_owned(),
            172_800..2_592_000 => format!("{} days ago", seconds / 86_400),
            _ => Date::from_days(self.day_and_second().0).to_words(),
        }
    }

    /// The calendar day in UTC.
    pub fn date(self) -> Date {
        Date::from_days(self.day_and_second().0)
    }

    fn day_and_second(self) -> (i64, i64) {
        let seconds = self.seconds();
        (seconds.div_euclid(86_400), seconds.rem_euclid(86_400))
    }
}

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// Year, proleptic Gregorian.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Date {
    /// From days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days).
    pub fn from_days(days: i64) -> Self {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self { year, month: month as u8, day: day as u8 }
    }

    /// Days since 1970-01-01; the inverse of [`Date::from_days`] (the same source, days_from_civil).
    pub fn days(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = if month <= 2 { self.year - 1 } else { self.year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let shifted_month = if 2 < month { month - 3 } else { month + 9 };
        let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// Reads `2026-11-22`; `None` for anything that is no day of the calendar.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let date = Self {
            year: parts.next()?.parse().ok()?,
            month: parts.next()?.parse().ok()?,
            day: parts.next()?.parse().ok()?,
        };
        (Self::from_days(date.days()) == date).then_some(date)
    }

    /// This day moved by a number of days, later or earlier.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_days(self.days() + days)
    }

    /// The last day of its month.
    #[must_use]
    pub fn month_end(self) -> Self {
        let next = match self.month {
            12 => Self { year: self.year + 1, month: 1, day: 1 },
            month => Self { month: month + 1, day: 1, ..self },
        };
        next.plus_days(-1)
    }

    /// As a person reads it: `22 Nov 2026`.
    pub fn to_words(self) -> String {
        let month = MONTHS.get(usize::from(self.month).saturating_sub(1)).copied().unwrap_or("?");
        format!("{} {month} {}", self.day, self.year)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_as_rfc_3339() {
        assert_eq!(Timestamp(0).to_rfc3339(), "1970-01-01T00:00:00Z");
        assert_eq!(Timestamp::from_seconds(951_782_400).to_rfc3339(), "2000-02-29T00:00:00Z");
        assert_eq!(Timestamp::from_seconds(1_795_338_180).to_words(), "22 Nov 2026, 09:03 UTC");
        assert_eq!(Timestamp(-1).to_rfc3339(), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn days_are_counted_there_and_back() {
        for days in (-800_000..800_000).step_by(7) {
            assert_eq!(Date::from_days(days).days(), days);
        }
        let ends = |year, month| Date { year, month, day: 1 }.month_end().day;
        assert_eq!(
            [(2026, 2), (2028, 2), (2100, 2), (2000, 2), (2026, 12), (2026, 4)].map(|(y, m)| ends(y, m)),
            [28, 29, 28, 29, 31, 30]
        );
    }

    #[test]
    fn ages_use_one_unit() {
        let now = Timestamp::from_seconds(10_000_000);
        assert_eq!(now.plus_seconds(5).ago(now), "just now");
        assert_eq!(now.plus_seconds(-180).ago(now), "3 min ago");
        assert_eq!(now.plus_seconds(-7200).ago(now), "2 h ago");
        assert_eq!(now.plus_seconds(-90_000).ago(now), "yesterday");
        assert_eq!(now.plus_seconds(-400_000).ago(now), "4 days ago");
        assert_eq!(now.plus_seconds(-9_000_000).ago(now), "12 Jan 1970");
    }
}
