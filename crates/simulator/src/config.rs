//! How a simulator is set up.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use url::Url;

use crate::Clock;

/// How a simulator is set up. [`Config::new`] gives what tests want; the fields are for the rest.
#[derive(Clone)]
pub struct Config {
    /// Where to listen: loopback only; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The id of the one Meta app.
    pub app_id: String,
    /// The app's secret: signs webhooks and makes the app access token `id|secret`.
    pub app_secret: String,
    /// What the simulator presents in the handshake that [`crate::Handle::verify_webhook`] starts.
    pub verify_token: String,
    /// Where webhooks go, as though set in Meta's app dashboard. `None` until the app subscribes
    /// over `POST /{app}/subscriptions`.
    pub webhook_url: Option<Url>,
    /// What there is from the start.
    pub seed: Seed,
    /// How many items a page has when the call names no `limit`.
    pub page_size_default: usize,
    /// The most items a page has, whatever the call asks for.
    pub page_size_max: usize,
    /// How long a review of a display name takes.
    pub review_delay: Duration,
    /// How long a review of a template takes, by the simulator's clock, in whole seconds.
    pub template_review_delay: Duration,
    /// How long an approved template that was deleted is `PENDING_DELETION` before it is gone, by the
    /// simulator's clock, in whole seconds.
    pub template_deletion_delay: Duration,
    /// What passes between `sent`, `delivered` and `read` of a message, by the simulator's clock, in
    /// whole seconds.
    pub message_pace: Duration,
    /// How a webhook is repeated until the receiver answers 200.
    pub retry: Retry,
    /// Where the time comes from.
    pub clock: Clock,
}

impl Config {
    /// Loopback, any free port, no data, no webhooks, reviews at once.
    #[must_use]
    pub fn new(app_id: &str, app_secret: &str, verify_token: &str) -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            app_id: app_id.to_owned(),
            app_secret: app_secret.to_owned(),
            verify_token: verify_token.to_owned(),
            webhook_url: None,
            seed: Seed::Empty,
            page_size_default: 25,
            page_size_max: 100,
            review_delay: Duration::ZERO,
            template_review_delay: Duration::ZERO,
            template_deletion_delay: Duration::ZERO,
            message_pace: Duration::ZERO,
            retry: Retry::default(),
            clock: Clock::System,
        }
    }
}

/// What there is from the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seed {
    /// Only the partner's own business.
    #[default]
    Empty,
    /// The portfolio of [`crate::demo`].
    Demo,
}

/// How a webhook is repeated until the receiver answers 200.
///
/// Meta repeats "with decreasing frequency" for seven days (Webhooks, Create a webhook endpoint);
/// the simulator doubles the pause each time and gives up after a number of attempts.
#[derive(Clone, Copy, Debug)]
pub struct Retry {
    /// The pause after the first failed attempt.
    pub first: Duration,
    /// No pause is longer than this.
    pub longest: Duration,
    /// How often in all a webhook is tried.
    pub attempts: u32,
}

impl Default for Retry {
    fn default() -> Self {
        Self { first: Duration::from_secs(1), longest: Duration::from_secs(300), attempts: 20 }
    }
}

impl Retry {
    /// The pause after attempt number `attempt` (from 1) failed; `None` when it was the last.
    #[must_use]
    pub fn pause_after(&self, attempt: u32) -> Option<Duration> {
        if attempt >= self.attempts {
            return None;
        }
        let doublings = attempt.saturating_sub(1).min(30);
        Some(self.first.saturating_mul(1 << doublings).min(self.longest))
    }
}
