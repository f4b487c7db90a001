//! The partner's calendar: which day it is where the partner is. Everything that a subscription promises is counted in
//! it, the client's own notice too, so that both sides read one date and two notices of one day end on one day.

use chrono::{DateTime, Datelike};
use chrono_tz::Tz;
use domain::Timestamp;
use domain::time::Date;
use domain::timezone::TimezoneId;
use domain::waba::WabaFacts;

/// The day at this moment in a zone, by its IANA name. What is no zone is UTC.
pub fn day_in(zone: &str, at: Timestamp) -> Date {
    let zone = zone.parse::<Tz>().unwrap_or(Tz::UTC);
    let Some(moment) = DateTime::from_timestamp_millis(at.millis()) else { return at.date() };
    let day = moment.with_timezone(&zone).date_naive();
    let small = |value: u32| u8::try_from(value).unwrap_or(1);
    Date { year: i64::from(day.year()), month: small(day.month()), day: small(day.day()) }
}

/// The zone in which an account's days are counted, by its IANA name; UTC where Meta names none.
pub fn zone_of(account: &WabaFacts) -> &'static str {
    account.timezone.and_then(TimezoneId::name).unwrap_or(Tz::UTC.name())
}

/// The zone that is meant, as the zone database writes it.
pub fn known_zone(name: &str) -> Option<&'static str> {
    name.trim().parse::<Tz>().ok().map(Tz::name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp(DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
    }

    #[test]
    fn a_day_begins_at_midnight_of_the_zone_whatever_its_clock_does() {
        for (zone, moment, day) in [
            ("UTC", "2026-05-15T23:59:59Z", "2026-05-15"),
            ("Europe/Berlin", "2026-05-15T21:59:59Z", "2026-05-15"),
            ("Europe/Berlin", "2026-05-15T22:00:00Z", "2026-05-16"),
            // The clock goes forward on 29 March and back on 25 October 2026.
            ("Europe/Berlin", "2026-03-28T22:59:59Z", "2026-03-28"),
            ("Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29"),
            ("Europe/Berlin", "2026-03-29T21:59:59Z", "2026-03-29"),
            ("Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-30"),
            ("Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-25"),
            ("Europe/Berlin", "2026-10-25T23:00:00Z", "2026-10-26"),
            // Where the clock goes forward at midnight, the day begins at one.
            ("America/Santiago", "2026-09-06T03:59:59Z", "2026-09-05"),
            ("America/Santiago", "2026-09-06T04:00:00Z", "2026-09-06"),
            ("Pacific/Kiritimati", "2026-12-31T10:00:00Z", "2027-01-01"),
            ("Pacific/Honolulu", "2027-01-01T09:59:59Z", "2026-12-31"),
            ("Asia/Kolkata", "2028-02-28T18:30:00Z", "2028-02-29"),
            ("nowhere", "2026-05-15T23:59:59Z", "2026-05-15"),
        ] {
            assert_eq!(day_in(zone, at(moment)).to_string(), day, "{zone} {moment}");
        }
    }

    #[test]
    fn every_zone_that_is_offered_is_known() {
        for name in domain::timezone::names() {
            assert!(known_zone(name).is_some(), "{name}");
        }
        assert_eq!(known_zone(" Europe/Berlin "), Some("Europe/Berlin"));
        assert_eq!(known_zone("Europe/Nowhere"), None);
    }
}
