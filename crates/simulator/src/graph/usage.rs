//! The rate-limit headers (Graph API, Rate limits: `X-App-Usage`, `X-Business-Use-Case-Usage`).

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::faults::Fault;
use crate::shared::Shared;

/// Calls per hour for an app and a WABA with a registered number; 200 for one without (About the
/// platform, Rate limits).
const HOURLY_CALLS: u64 = 5_000;
const HOURLY_CALLS_WITHOUT_NUMBER: u64 = 200;
const HOUR: i64 = 3_600;

/// What the usage headers say, instead of what was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    /// How much of the hour's calls is used, in percent.
    pub percent: u64,
    /// After how many minutes calls are allowed again; 0 while they are.
    #[serde(default)]
    pub regain_minutes: u64,
}

#[derive(Default)]
pub(crate) struct Counters {
    hour: i64,
    calls: HashMap<String, u64>,
    pinned: HashMap<String, Usage>,
}

impl Counters {
    pub fn pin(&mut self, waba_id: &str, usage: Option<Usage>) {
        match usage {
            Some(usage) => self.pinned.insert(waba_id.to_owned(), usage),
            None => self.pinned.remove(waba_id),
        };
    }

    /// Counts one call and gives how many there were in this hour: for the subject, for the app.
    fn count(&mut self, subject: &str, now: i64) -> (u64, u64) {
        let hour = now.div_euclid(HOUR);
        if hour != self.hour {
            self.hour = hour;
            self.calls.clear();
        }
        let calls = self.calls.entry(subject.to_owned()).or_default();
        *calls += 1;
        (*calls, self.calls.values().sum())
    }
}

/// The values of both headers.
pub(crate) struct UsageHeaders {
    pub app: String,
    pub business: String,
}

/// Counts the call and says how much is used. A rate-limit failure shows its limit as reached.
pub(crate) fn headers(shared: &Shared, subject: &str, fault: Option<Fault>) -> UsageHeaders {
    let most = {
        let world = shared.world();
        let has_number = world.wabas.get(subject).is_none_or(|waba| !waba.numbers.is_empty());
        if has_number { HOURLY_CALLS } else { HOURLY_CALLS_WITHOUT_NUMBER }
    };
    let mut counters = shared.counters();
    let (calls, all) = counters.count(subject, shared.now());
    let counted = Usage { percent: (calls * 100 / most).min(99), regain_minutes: 0 };
    let reached = Usage { percent: 100, regain_minutes: 1 };
    let business = match fault {
        Some(Fault::WabaRateLimit) => reached,
        _ => counters.pinned.get(subject).copied().unwrap_or(counted),
    };
    let app = match fault {
        Some(Fault::AppRateLimit) => 100,
        _ => (all * 100 / (HOURLY_CALLS * 10)).min(99),
    };
    UsageHeaders {
        app: json!({ "call_count": app, "total_cputime": app / 2, "total_time": app / 2 }).to_string(),
        business: json!({ subject: [{
            "type": "whatsapp_business_management",
            "call_count": business.percent,
            "total_cputime": business.percent / 2,
            "total_time": business.percent / 2,
            "estimated_time_to_regain_access": business.regain_minutes,
        }] })
        .to_string(),
    }
}
