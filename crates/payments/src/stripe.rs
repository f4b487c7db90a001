//! Stripe: Checkout Sessions, Refunds and webhooks, spoken as forms and JSON over HTTP.

mod call;
mod checkout;
mod refund;

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use url::Url;

/// The version of Stripe's API that is asked for, whatever version the account has.
pub const STRIPE_VERSION: &str = "2026-02-25.clover";

/// Which account at Stripe, and how it is reached.
#[derive(Clone, Debug)]
pub struct StripeConfig {
    /// Where the API is; the paths begin below it.
    pub base_url: Url,
    /// The secret or restricted key of the account.
    pub api_key: SecretString,
    /// The signing secret of the webhook endpoint (`whsec_…`).
    pub webhook_secret: SecretString,
    /// How long one call may take from its start to the last byte of the answer.
    pub timeout: Duration,
}

/// A client of Stripe. Clones share connections.
#[derive(Clone)]
pub struct Stripe {
    inner: Arc<Inner>,
}

struct Inner {
    http: reqwest::Client,
    config: StripeConfig,
}

impl Stripe {
    /// A client for one account, over an HTTP client that follows no redirects.
    pub fn new(config: StripeConfig, http: reqwest::Client) -> Self {
        Self { inner: Arc::new(Inner { http, config }) }
    }

    pub(crate) fn webhook_secret(&self) -> &SecretString {
        &self.inner.config.webhook_secret
    }
}
