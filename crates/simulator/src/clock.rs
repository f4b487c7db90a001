//! The only place that reads the time.

use std::time::{SystemTime, UNIX_EPOCH};

/// Where the simulator takes the time from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// Always this moment, in seconds since the epoch, UTC.
    Fixed(i64),
}

impl Clock {
    /// Seconds since the epoch, UTC.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        match self {
            Self::Fixed(seconds) => seconds,
            Self::System => system_seconds(),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the simulator stands alone and has its clock here")]
fn system_seconds() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_secs()).ok())
        .unwrap_or_default()
}

/// A day as Meta writes it in the text of a webhook: `January 31, 2021`.
pub(crate) fn day_text(unix_seconds: i64) -> String {
    printed(unix_seconds, "%B %-d, %Y")
}

/// A minute as Meta writes it in the text of a webhook: `Aug 31 at 12:47 AM UTC`.
pub(crate) fn minute_text(unix_seconds: i64) -> String {
    printed(unix_seconds, "%b %-d at %-I:%M %p UTC")
}

/// A moment as the Graph API prints it: `2023-08-22T19:05:53+0000`.
pub(crate) fn graph_time(unix_seconds: i64) -> String {
    printed(unix_seconds, "%Y-%m-%dT%H:%M:%S+0000")
}

fn printed(unix_seconds: i64, format: &str) -> String {
    chrono::DateTime::from_timestamp(unix_seconds, 0).map(|time| time.format(format).to_string()).unwrap_or_default()
}
