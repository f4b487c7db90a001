//! Graph's times: `2026-01-31T08:30:00+0000`, or seconds since the epoch.

use domain::Timestamp;

/// Reads a time; `None` for anything else.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<i64>() {
        return Some(Timestamp::from_seconds(seconds));
    }
    let (date, time) = text.split_at_checked(10)?;
    let time = time.strip_prefix(['T', ' '])?;
    let (clock, zone) = time.split_at_checked(8)?;
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(clock, ':')?;
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || 23 < hour || 59 < minute || 60 < second {
        return None;
    }
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    Some(Timestamp::from_seconds(seconds - offset(zone)?))
}

fn numbers(text: &str, separator: char) -> Option<[i64; 3]> {
    let mut parts = text
        .split(separator)
        .map(|part| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i64>().ok()).flatten());
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(numbers)
}

/// Seconds east of Greenwich: `Z`, `+0000`, `+01:00`. Fractions of a second in front of it are dropped.
fn offset(zone: &str) -> Option<i64> {
    let zone = match zone.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => zone,
    };
    if zone.is_empty() || zone == "Z" {
        return Some(0);
    }
    let (sign, digits) = match zone.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits: i64 = Some(digits.replace(':', ""))
        .filter(|digits| digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))?
        .parse()
        .ok()?;
    Some(sign * (digits / 100 * 3600 + digits % 100 * 60))
}

/// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graphs_times_are_read() {
        for (text, expected) in [
            ("1758754645", Some("2025-09-24T22:57:25Z")),
            ("2026-01-31T08:30:00+0000", Some("2026-01-31T08:30:00Z")),
            ("2024-02-29T23:59:59Z", Some("2024-02-29T23:59:59Z")),
            ("2024-03-01T00:30:00.250+01:00", Some("2024-02-29T23:30:00Z")),
            ("1969-12-31T23:00:00-0100", Some("1970-01-01T00:00:00Z")),
            ("2000-01-01 00:00:00", Some("2000-01-01T00:00:00Z")),
            ("", None),
            ("yesterday", None),
            ("2026-13-01T00:00:00Z", None),
            ("2026-01-01T24:00:00Z", None),
            ("2026-01-01T00:00:00 CET", None),
            ("20260101T000000Z", None),
            ("2026-01-0ä0:00:00Z", None),
        ] {
            assert_eq!(read(text).map(Timestamp::to_rfc3339).as_deref(), expected, "{text}");
        }
    }
}
