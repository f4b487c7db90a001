//! What handlers and layers share.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRef;
use domain::network::Networks;
use hub::Hub;
use hub::live::Live;
use leptos::config::LeptosOptions;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use super::live::OpenStreams;
use crate::config::{Apart, MetaApp, ServeConfig, Transport, is_loopback};
use crate::metrics::Metrics;
use crate::site::Site;
use crate::workers::Health;

/// What handlers and layers share, cloned per request.
#[derive(Clone)]
pub struct Web(Arc<WebParts>);

/// The parts of [`Web`].
pub struct WebParts {
    /// The use cases.
    pub hub: Hub,
    /// The Meta app that webhooks are signed for.
    pub app: MetaApp,
    /// Scheme, host and port of the pages, as a browser writes them into `Origin`.
    pub origin: String,
    /// How the messaging API is told from the pages; none where it has no address.
    pub messaging: Option<Apart>,
    /// How far the cookie is protected on its way.
    pub transport: Transport,
    /// Whether browsers are told to come back over https only.
    pub strict_transport: StrictTransport,
    /// Whose X-Forwarded-For is believed.
    pub trusted_proxies: Networks,
    /// What opens /metrics from other machines.
    pub metrics_token: Option<SecretString>,
    /// What was counted.
    pub metrics: Metrics,
    /// What open pages hear.
    pub live: Live,
    /// Who has how many pages open.
    pub streams: OpenStreams,
    /// Static files and the names that a build gave them.
    pub site: Site,
    /// How the workers are.
    pub health: Health,
    /// Cancelled when the process ends: open streams end with it.
    pub stop: CancellationToken,
}

/// Whether to send `Strict-Transport-Security`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrictTransport {
    /// On https outside of this machine.
    Sent,
    /// On loopback and on plain http.
    NotSent,
}

impl Web {
    /// Shares what the settings say, and the parts that live as long as the process.
    pub fn assemble(
        config: &ServeConfig,
        hub: Hub,
        live: Live,
        site: Site,
        metrics: Metrics,
        health: Health,
        stop: CancellationToken,
    ) -> Self {
        let hub_url = &config.hub.hub_url;
        let strict_transport = if hub_url.scheme() == "https" && !is_loopback(hub_url) {
            StrictTransport::Sent
        } else {
            StrictTransport::NotSent
        };
        Self(Arc::new(WebParts {
            hub,
            app: config.hub.app.clone(),
            origin: hub_url.origin().ascii_serialization(),
            messaging: config.messaging.clone(),
            transport: config.transport,
            strict_transport,
            trusted_proxies: config.trusted_proxies.clone(),
            metrics_token: config.metrics_token.clone(),
            metrics,
            live,
            streams: OpenStreams::default(),
            site,
            health,
            stop,
        }))
    }
}

impl Deref for Web {
    type Target = WebParts;

    fn deref(&self) -> &WebParts {
        &self.0
    }
}

impl FromRef<Web> for LeptosOptions {
    fn from_ref(web: &Web) -> Self {
        web.site.options.clone()
    }
}
