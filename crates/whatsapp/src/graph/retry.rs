//! When and after which pause a read is repeated.

use std::time::Duration;

use super::{GraphError, GraphErrorKind};

/// When and how often a read is repeated. Writes never are.
#[derive(Clone, Copy, Debug)]
pub struct RetryPolicy {
    /// How often a read is tried in all.
    pub attempts: u32,
    /// The longest first pause; each further one may be twice as long.
    pub first: Duration,
    /// No pause is longer.
    pub longest: Duration,
    /// How long a call waits for a rate limit to end before it fails with it.
    pub patience: Duration,
    /// How far calls are set apart once an account has used almost all of its calls.
    pub slow_down: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 4,
            first: Duration::from_millis(500),
            longest: Duration::from_secs(20),
            patience: Duration::from_secs(5),
            slow_down: Duration::from_secs(1),
        }
    }
}

/// Meta's error 1 may be repeated "a few times"; a call that hung once may hang again, each time for long.
const FEW: u32 = 3;
const AFTER_TIMEOUT: u32 = 2;

impl RetryPolicy {
    /// How long to wait after attempt number `attempt` (from 1) has failed; `None` to give up. The pause is drawn
    /// from zero to the whole ("full jitter"), so that many clients do not come back at once. `draw` is from 0 to 1.
    pub(super) fn pause(&self, error: &GraphError, attempt: u32, draw: f64) -> Option<Duration> {
        let attempts = match error.kind {
            GraphErrorKind::Transient | GraphErrorKind::Network | GraphErrorKind::Malformed => self.attempts,
            GraphErrorKind::RetryFewTimes => self.attempts.min(FEW),
            GraphErrorKind::Timeout => self.attempts.min(AFTER_TIMEOUT),
            _ => return None,
        };
        if attempts <= attempt {
            return None;
        }
        let doublings = attempt.saturating_sub(1).min(20);
        Some(self.first.saturating_mul(1 << doublings).min(self.longest).mul_f64(draw))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pauses(kind: GraphErrorKind, draw: f64) -> Vec<u128> {
        let policy = RetryPolicy { attempts: 9, ..RetryPolicy::default() };
        let error = GraphError::new(kind, "");
        (1..20).map_while(|attempt| policy.pause(&error, attempt, draw)).map(|pause| pause.as_millis()).collect()
    }

    #[test]
    fn pauses_double_up_to_the_longest() {
        assert_eq!(pauses(GraphErrorKind::Transient, 1.0), [500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]);
        assert_eq!(pauses(GraphErrorKind::Transient, 0.0), [0; 8]);
    }

    #[test]
    fn only_what_may_pass_is_repeated() {
        assert_eq!(pauses(GraphErrorKind::RetryFewTimes, 1.0).len(), 2);
        assert_eq!(pauses(GraphErrorKind::Timeout, 1.0).len(), 1);
        for kind in [
            GraphErrorKind::TokenRefused,
            GraphErrorKind::Permission,
            GraphErrorKind::BadInput,
            GraphErrorKind::NotFound,
            GraphErrorKind::Policy,
            GraphErrorKind::Unexpected,
        ] {
            assert!(pauses(kind, 1.0).is_empty(), "{kind:?}");
        }
    }
}
