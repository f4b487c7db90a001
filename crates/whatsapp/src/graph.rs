//! The client of Meta's Graph API, for WhatsApp Business Accounts, their numbers and their templates.
//!
//! Every call says which access token it uses. Reads are repeated where Meta says that this helps; what Meta says
//! about rate limits is remembered for the account, so that the next call waits or fails at once instead of making
//! it worse.

mod app;
mod commerce;
mod config;
mod error;
mod error_code;
mod fields;
mod health;
mod message;
mod pace;
mod paging;
mod phone_number;
mod profile;
mod relay;
mod request;
mod retry;
mod sample;
mod signup;
mod subscription;
mod template;
mod template_change;
mod template_error;
mod token;
mod upload;
mod usage;
mod waba;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::http::{self, HttpError, HttpSettings, Route, Versions};

pub use app::{AppFacts, WebhookSubscription};
pub use config::{GraphConfig, GraphVersion, InvalidVersion, Jitter, Pause, Timeouts};
pub use error::{GraphError, GraphErrorKind, GraphFailure, LimitScope};
pub use health::Health;
pub use message::{MessageStatus, TakenMessage};
pub use paging::{Cursor, Page, Unreadable};
pub use profile::profile_field_of;
pub use relay::{Download, LARGEST_FILE, Relay, RelayBody, Relayed, Unanswered};
pub use reqwest::Method;
pub use retry::RetryPolicy;
pub use sample::{ByteRange, SampleError, SampleFile};
pub use template_change::Created;
pub use template_error::field_of;
pub use token::{AccessToken, TokenFacts, Validity};
pub use upload::{Handle, Progress, UploadError, UploadFile, UploadId, Uploads};

/// A client of the Graph API. Clones share connections, limits and what Meta said about rate limits.
#[derive(Clone)]
pub struct Graph {
    inner: Arc<Inner>,
}

struct Inner {
    http: reqwest::Client,
    /// For calls that are handed on: on HTTP/1.1, since one shared connection of HTTP/2 has too few streams for them.
    relays: reqwest::Client,
    config: GraphConfig,
    calls: Semaphore,
    uploads: Semaphore,
    pace: pace::Pace,
    unsupported: fields::Unsupported,
}

/// How many uploads run at the same time. They take long, so they do not take the place of calls.
const UPLOADS: usize = 4;
/// The slowest connection that a file is moved over, in bytes a second.
const SLOWEST: u64 = 50_000;

impl Graph {
    /// A client for one app.
    ///
    /// # Errors
    /// When no HTTP client can be built.
    pub fn new(config: GraphConfig) -> Result<Self, HttpError> {
        let settings = HttpSettings {
            connect_timeout: config.timeouts.connect,
            request_timeout: config.timeouts.request,
            route: Route::to(&config.base_url),
            ..HttpSettings::default()
        };
        let http = http::client(&settings)?;
        let relays = http::client(&HttpSettings { versions: Versions::One, ..settings })?;
        let (calls, uploads) = (Semaphore::new(config.concurrency.get()), Semaphore::new(UPLOADS));
        let (pace, unsupported) = (pace::Pace::default(), fields::Unsupported::default());
        Ok(Self { inner: Arc::new(Inner { http, relays, config, calls, uploads, pace, unsupported }) })
    }

    /// The id of the app that the client belongs to.
    pub fn app_id(&self) -> &str {
        &self.inner.config.app_id
    }

    /// How long a file of so many bytes may be on its way.
    fn allowance(&self, bytes: u64) -> Duration {
        self.inner.config.timeouts.request.saturating_add(Duration::from_secs(bytes / SLOWEST))
    }

    fn attempts(&self) -> u32 {
        self.inner.config.retry.attempts
    }
}
