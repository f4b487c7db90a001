//! The client of Meta's Graph API, for WhatsApp Business Accounts and their numbers.
//!
//! Every call says which access token it uses. Reads are repeated where Meta says that this helps; what Meta says
//! about rate limits is remembered for the account, so that the next call waits or fails at once instead of making
//! it worse.

mod app;
mod config;
mod error;
mod error_code;
mod fields;
mod health;
mod pace;
mod paging;
mod phone_number;
mod request;
mod retry;
mod subscription;
mod token;
mod usage;
mod waba;

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::http::{self, HttpError, HttpSettings, Route};

pub use app::{AppFacts, WebhookSubscription};
pub use config::{GraphConfig, GraphVersion, InvalidVersion, Jitter, Pause, Timeouts};
pub use error::{GraphError, GraphErrorKind, GraphFailure, LimitScope};
pub use health::Health;
pub use paging::{Cursor, Page, Unreadable};
pub use retry::RetryPolicy;
pub use token::{AccessToken, TokenFacts, Validity};

/// A client of the Graph API. Clones share connections, limits and what Meta said about rate limits.
#[derive(Clone)]
pub struct Graph {
    inner: Arc<Inner>,
}

struct Inner {
    http: reqwest::Client,
    config: GraphConfig,
    calls: Semaphore,
    pace: pace::Pace,
    unsupported: fields::Unsupported,
}

impl Graph {
    /// A client for one app.
    ///
    /// # Errors
    /// When no HTTP client can be built.
    pub fn new(config: GraphConfig) -> Result<Self, HttpError> {
        let http = http::client(&HttpSettings {
            connect_timeout: config.timeouts.connect,
            request_timeout: config.timeouts.request,
            route: Route::to(&config.base_url),
        })?;
        let calls = Semaphore::new(config.concurrency.get());
        let (pace, unsupported) = (pace::Pace::default(), fields::Unsupported::default());
        Ok(Self { inner: Arc::new(Inner { http, config, calls, pace, unsupported }) })
    }

    /// The id of the app that the client belongs to.
    pub fn app_id(&self) -> &str {
        &self.inner.config.app_id
    }
}
