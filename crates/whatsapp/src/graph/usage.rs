//! What Meta's headers say about rate limits (Graph API, "Rate limits"; WhatsApp, "About the platform").

use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde::Deserialize;
use std::collections::BTreeMap;

use crate::wire::{Int, List, Nested};

/// How much of a limit is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Level {
    /// The largest of Meta's percentages: calls, time, processor time.
    pub percent: i64,
    /// How long until calls are taken again.
    pub regain: Option<Duration>,
}

/// What the headers of one answer say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Usage {
    /// `Retry-After`, in seconds.
    pub retry_after: Option<Duration>,
    /// `X-App-Usage`.
    pub app: Level,
    /// `X-Business-Use-Case-Usage`: for each business or account.
    pub objects: Vec<(String, Level)>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wire {
    call_count: Int,
    total_time: Int,
    total_cputime: Int,
    estimated_time_to_regain_access: Int,
}

impl From<&Wire> for Level {
    fn from(wire: &Wire) -> Self {
        let percent = [wire.call_count, wire.total_time, wire.total_cputime].iter().filter_map(|used| used.0).max();
        let minutes = wire.estimated_time_to_regain_access.0.and_then(|minutes| u64::try_from(minutes).ok());
        Self {
            percent: percent.unwrap_or_default(),
            regain: minutes.filter(|minutes| 0 < *minutes).map(|minutes| Duration::from_secs(minutes.min(1440) * 60)),
        }
    }
}

impl Level {
    fn worse(self, other: Self) -> Self {
        Self { percent: self.percent.max(other.percent), regain: self.regain.max(other.regain) }
    }
}

impl Usage {
    pub fn read(headers: &HeaderMap) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let app: Nested<Wire> = serde_json::from_str(text("x-app-usage")).unwrap_or_default();
        let objects: BTreeMap<String, List<Nested<Wire>>> =
            serde_json::from_str(text("x-business-use-case-usage")).unwrap_or_default();
        Self {
            retry_after: text(RETRY_AFTER.as_str()).trim().parse().ok().map(Duration::from_secs),
            app: app.0.as_ref().map(Level::from).unwrap_or_default(),
            objects: objects
                .into_iter()
                .map(|(id, cases)| (id, cases.objects().map(Level::from).fold(Level::default(), Level::worse)))
                .collect(),
        }
    }

    /// The longest time that any header says to wait.
    pub fn wait(&self) -> Option<Duration> {
        let regain = self.objects.iter().map(|(_, level)| level.regain).max().flatten();
        self.retry_after.max(regain).max(self.app.regain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &str)]) -> Usage {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        Usage::read(&headers)
    }

    #[test]
    fn minutes_become_durations() {
        let usage = read(&[(
            "x-business-use-case-usage",
            r#"{"102290129340398":[{"type":"whatsapp","call_count":100,"total_cputime":25,"total_time":30,
                "estimated_time_to_regain_access":19},{"call_count":7}]}"#
                .replace('\n', "")
                .as_str(),
        )]);
        let level = Level { percent: 100, regain: Some(Duration::from_secs(19 * 60)) };
        assert_eq!(usage.objects, [("102290129340398".to_owned(), level)]);
        assert_eq!(usage.wait(), Some(Duration::from_secs(19 * 60)));
    }

    #[test]
    fn the_largest_percentage_counts() {
        let usage = read(&[("x-app-usage", r#"{"call_count":28,"total_time":96,"total_cputime":25}"#)]);
        assert_eq!(usage.app, Level { percent: 96, regain: None });
        assert_eq!(usage.wait(), None);
    }

    #[test]
    fn other_headers_say_nothing() {
        for value in ["", "x", "[]", "{}", "null", r#"{"1":5}"#, r#"{"1":[{"estimated_time_to_regain_access":-4}]}"#] {
            let usage = read(&[("x-app-usage", value), ("x-business-use-case-usage", value), ("retry-after", value)]);
            assert_eq!(usage.wait(), None, "{value}");
        }
        assert_eq!(read(&[("retry-after", "30")]).wait(), Some(Duration::from_secs(30)));
    }
}
