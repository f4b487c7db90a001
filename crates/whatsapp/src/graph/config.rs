//! How a Graph client is set up.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroUsize;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use super::RetryPolicy;

/// How a Graph client is set up. [`GraphConfig::new`] gives what a hub wants; the fields are for the rest.
#[derive(Clone)]
pub struct GraphConfig {
    /// Where the API is: `https://graph.facebook.com`, or a simulator on loopback.
    pub base_url: Url,
    /// Where people sign in with Meta: `https://www.facebook.com`, or the same simulator.
    pub dialog_url: Url,
    /// Its version.
    pub version: GraphVersion,
    /// Id of the Meta app.
    pub app_id: String,
    /// The app's secret; part of the app's own access token.
    pub app_secret: SecretString,
    /// How long a call may take.
    pub timeouts: Timeouts,
    /// When and how often a read is repeated.
    pub retry: RetryPolicy,
    /// How many calls run at the same time.
    pub concurrency: NonZeroUsize,
    /// Where the spread of the pauses comes from.
    pub jitter: Jitter,
    /// How to wait.
    pub pause: Pause,
}

impl GraphConfig {
    /// The usual timeouts and retries, eight calls at a time, the dialog at the same address.
    pub fn new(base_url: Url, version: GraphVersion, app_id: impl Into<String>, app_secret: SecretString) -> Self {
        Self {
            dialog_url: base_url.clone(),
            base_url,
            version,
            app_id: app_id.into(),
            app_secret,
            timeouts: Timeouts::default(),
            retry: RetryPolicy::default(),
            concurrency: NonZeroUsize::MIN.saturating_add(7),
            jitter: Jitter::default(),
            pause: Pause::default(),
        }
    }
}

/// How long a call may take.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// To open a connection.
    pub connect: Duration,
    /// From the start of one attempt to the last byte of its answer.
    pub request: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), request: Duration::from_secs(30) }
    }
}

/// A version of the Graph API: `v23.0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphVersion(String);

/// Why a text is not a version of the Graph API.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a Graph API version is written as v23.0")]
pub struct InvalidVersion;

impl GraphVersion {
    /// Reads `v23.0`.
    ///
    /// # Errors
    /// When the text is not `v`, a number, a point and a number.
    pub fn parse(text: &str) -> Result<Self, InvalidVersion> {
        let is_number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        match text.strip_prefix('v').and_then(|rest| rest.split_once('.')) {
            Some((major, minor)) if is_number(major) && is_number(minor) => Ok(Self(text.to_owned())),
            _ => Err(InvalidVersion),
        }
    }

    /// The version as it stands in addresses.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for GraphVersion {
    type Err = InvalidVersion;

    fn from_str(text: &str) -> Result<Self, InvalidVersion> {
        Self::parse(text)
    }
}

impl fmt::Display for GraphVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A source of numbers from 0 up to 1 that spreads the pauses of many clients; nothing secret hangs on it.
#[derive(Clone)]
pub struct Jitter(Arc<dyn Fn() -> f64 + Send + Sync>);

impl Jitter {
    /// From a function that gives numbers from 0 up to 1.
    pub fn new(source: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(source))
    }

    pub(super) fn draw(&self) -> f64 {
        (self.0)().clamp(0.0, 1.0)
    }
}

impl Default for Jitter {
    /// Hashes with the keys that the standard library draws for each hash map.
    fn default() -> Self {
        Self::new(|| (RandomState::new().hash_one(()) >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

/// How to wait; tests note the time instead.
#[derive(Clone)]
pub struct Pause(Arc<dyn Fn(Duration) -> Waiting + Send + Sync>);

type Waiting = Pin<Box<dyn Future<Output = ()> + Send>>;

impl Pause {
    /// From a function that gives a future for a duration.
    pub fn new<F: Future<Output = ()> + Send + 'static>(wait: impl Fn(Duration) -> F + Send + Sync + 'static) -> Self {
        Self(Arc::new(move |duration| Box::pin(wait(duration))))
    }

    pub(super) async fn wait(&self, duration: Duration) {
        (self.0)(duration).await;
    }
}

impl Default for Pause {
    fn default() -> Self {
        Self::new(tokio::time::sleep)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_strictly() {
        assert_eq!(GraphVersion::parse("v23.0").unwrap().to_string(), "v23.0");
        for bad in ["", "23.0", "v23", "v23.", "v.0", "V23.0", "v23.0/", "v23.0.1", "v1234.0", "v٢.0"] {
            assert_eq!(GraphVersion::parse(bad), Err(InvalidVersion), "{bad}");
        }
    }

    #[test]
    fn jitter_stays_within_its_bounds() {
        let jitter = Jitter::default();
        let draws: Vec<f64> = (0..64).map(|_| jitter.draw()).collect();
        assert!(draws.iter().all(|draw| (0.0..1.0).contains(draw)));
        assert!(draws.iter().any(|draw| (draw - draws[0]).abs() > f64::EPSILON));
    }
}
