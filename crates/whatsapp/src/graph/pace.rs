//! What is remembered about rate limits, so that the next call does not run into the same one.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::usage::{Level, Usage};
use super::{GraphError, GraphErrorKind, LimitScope, RetryPolicy};

/// From this percentage on, calls are set apart.
const ALMOST_ALL: i64 = 95;
/// Beyond this many accounts, those whose time has passed are forgotten.
const MANY: usize = 1024;

/// Which limit a call counts against, beside the app's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope<'a> {
    /// The app's alone.
    App,
    /// An account's or a number's.
    Object(&'a str),
}

/// What a call has to do before it starts.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Gate {
    Go,
    Wait(Duration),
    Refuse(GraphError),
}

#[derive(Default)]
pub(super) struct Pace {
    /// By id of the object; the empty id is the app.
    holds: Mutex<HashMap<String, Hold>>,
}

struct Hold {
    until: Instant,
    /// The limit; none while calls are only set apart.
    limit: Option<GraphError>,
}

impl Pace {
    /// Whether a call may start now.
    pub fn gate(&self, scope: Scope<'_>, policy: &RetryPolicy, now: Instant) -> Gate {
        let holds = self.holds.lock().unwrap_or_else(PoisonError::into_inner);
        let object = match scope {
            Scope::App => None,
            Scope::Object(id) => holds.get(id),
        };
        let Some(hold) = holds.get("").into_iter().chain(object).max_by_key(|hold| hold.until) else {
            return Gate::Go;
        };
        let left = hold.until.saturating_duration_since(now);
        match &hold.limit {
            _ if left.is_zero() => Gate::Go,
            Some(limit) if policy.patience < left => Gate::Refuse(limit.clone().with_kind(remaining(limit, left))),
            _ => Gate::Wait(left),
        }
    }

    /// Remembers what the headers of an answer say.
    pub fn note_usage(&self, usage: &Usage, policy: &RetryPolicy, now: Instant) {
        self.note_level("", LimitScope::App, usage.app, policy, now);
        for (id, level) in &usage.objects {
            self.note_level(id, LimitScope::Waba, *level, policy, now);
        }
    }

    /// Remembers a rate limit that a call ran into; says whether the gate knows it now.
    pub fn note_error(&self, scope: Scope<'_>, error: &GraphError, now: Instant) -> bool {
        let GraphErrorKind::RateLimited { scope: limit, retry_after } = error.kind else { return false };
        let id = match (limit, scope) {
            (LimitScope::App, _) => "",
            (LimitScope::Waba, Scope::Object(id)) => id,
            _ => return false,
        };
        self.hold(id, retry_after, Some(error.clone()), now);
        true
    }

    fn note_level(&self, id: &str, scope: LimitScope, level: Level, policy: &RetryPolicy, now: Instant) {
        if let Some(retry_after) = level.regain {
            let kind = GraphErrorKind::RateLimited { scope, retry_after };
            self.hold(id, retry_after, Some(GraphError::new(kind, "")), now);
        } else if ALMOST_ALL <= level.percent {
            self.hold(id, policy.slow_down, None, now);
        }
    }

    fn hold(&self, id: &str, duration: Duration, limit: Option<GraphError>, now: Instant) {
        let mut holds = self.holds.lock().unwrap_or_else(PoisonError::into_inner);
        let hold = Hold { until: now + duration, limit };
        if MANY <= holds.len() {
            holds.retain(|_, hold| now < hold.until);
        }
        if holds.get(id).is_none_or(|known| known.until < hold.until) {
            holds.insert(id.to_owned(), hold);
        }
    }
}

fn remaining(limit: &GraphError, left: Duration) -> GraphErrorKind {
    match limit.kind {
        GraphErrorKind::RateLimited { scope, .. } => GraphErrorKind::RateLimited { scope, retry_after: left },
        kind => kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Scope::{App, Object};

    fn limit(scope: LimitScope, seconds: u64) -> GraphError {
        let kind = GraphErrorKind::RateLimited { scope, retry_after: Duration::from_secs(seconds) };
        GraphError::new(kind, "slow down")
    }

    /// A memory, and what it says some seconds after it was told something.
    struct Told {
        pace: Pace,
        policy: RetryPolicy,
        start: Instant,
    }

    impl Told {
        fn nothing() -> Self {
            Self { pace: Pace::default(), policy: RetryPolicy::default(), start: Instant::now() }
        }

        fn error(self, scope: Scope<'_>, error: &GraphError) -> Self {
            self.pace.note_error(scope, error, self.start);
            self
        }

        fn app_usage(self, percent: i64) -> Self {
            let usage = Usage { app: Level { percent, regain: None }, ..Usage::default() };
            self.pace.note_usage(&usage, &self.policy, self.start);
            self
        }

        fn object_usage(self, id: &str, level: Level) -> Self {
            let usage = Usage { objects: vec![(id.to_owned(), level)], ..Usage::default() };
            self.pace.note_usage(&usage, &self.policy, self.start);
            self
        }

        fn gate(&self, scope: Scope<'_>, seconds: u64) -> Gate {
            self.pace.gate(scope, &self.policy, self.start + Duration::from_secs(seconds))
        }
    }

    #[test]
    fn an_account_is_held_alone_until_its_limit_ends() {
        let told = Told::nothing().error(Object("1"), &limit(LimitScope::Waba, 60));
        assert_eq!(told.gate(Object("2"), 0), Gate::Go);
        assert_eq!(told.gate(App, 0), Gate::Go);
        assert_eq!(told.gate(Object("1"), 0), Gate::Refuse(limit(LimitScope::Waba, 60)));
        assert_eq!(told.gate(Object("1"), 50), Gate::Refuse(limit(LimitScope::Waba, 10)));
        assert_eq!(told.gate(Object("1"), 57), Gate::Wait(Duration::from_secs(3)));
        assert_eq!(told.gate(Object("1"), 60), Gate::Go);
    }

    #[test]
    fn the_apps_limit_holds_every_account() {
        let told = Told::nothing().error(Object("1"), &limit(LimitScope::App, 60));
        assert_eq!(told.gate(Object("2"), 0), Gate::Refuse(limit(LimitScope::App, 60)));
        assert_eq!(told.gate(App, 0), Gate::Refuse(limit(LimitScope::App, 60)));
    }

    #[test]
    fn a_shorter_wait_does_not_shorten_a_longer_one() {
        let told = Told::nothing()
            .error(Object("1"), &limit(LimitScope::Waba, 60))
            .object_usage("1", Level { percent: 100, regain: None });
        assert_eq!(told.gate(Object("1"), 0), Gate::Refuse(limit(LimitScope::Waba, 60)));
    }

    #[test]
    fn almost_used_limits_set_calls_apart() {
        assert_eq!(Told::nothing().app_usage(94).gate(Object("1"), 0), Gate::Go);
        let told = Told::nothing().app_usage(95);
        assert_eq!(told.gate(Object("1"), 0), Gate::Wait(told.policy.slow_down));
    }

    #[test]
    fn a_time_to_regain_access_holds_the_account_before_a_call_fails() {
        let told = Told::nothing().object_usage("1", Level { percent: 100, regain: Some(Duration::from_secs(600)) });
        assert!(matches!(told.gate(Object("1"), 0), Gate::Refuse(_)));
        assert_eq!(told.gate(Object("2"), 0), Gate::Go);
    }

    #[test]
    fn limits_of_messages_do_not_hold_calls() {
        let told = Told::nothing().error(Object("1"), &limit(LimitScope::Pair, 60));
        assert_eq!(told.gate(Object("1"), 0), Gate::Go);
    }

    #[test]
    fn what_has_passed_is_forgotten() {
        let told = Told::nothing();
        for id in 0..=MANY {
            let start = told.start + Duration::from_secs(id as u64);
            told.pace.note_error(Object(&id.to_string()), &limit(LimitScope::Waba, 1), start);
        }
        assert!(told.pace.holds.lock().unwrap().len() < 3);
    }
}
