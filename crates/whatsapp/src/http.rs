//! The one place where HTTP clients are built.

mod reach;

pub use reach::{NotReached, Reach};

use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect;

/// Why no HTTP client could be built.
#[derive(Debug, thiserror::Error)]
#[error(
    "the HTTP client cannot start: {0}. Check that the machine has its root certificates (package ca-certificates)"
)]
pub struct HttpError(String);

/// How a client behaves. [`HttpSettings::default`] is right for servers on the internet.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// How long a connection may take to open.
    pub connect_timeout: Duration,
    /// How long a request may take from its start to the last byte of the answer.
    pub request_timeout: Duration,
    /// Whether requests pass the proxy that the environment names.
    pub route: Route,
    /// To which addresses it connects.
    pub reach: Reach,
    /// Which versions of HTTP are spoken.
    pub versions: Versions,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            request_timeout: Duration::from_secs(30),
            route: Route::Environment,
            reach: Reach::Anywhere,
            versions: Versions::Any,
        }
    }
}

/// Versions of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Versions {
    /// What both sides know.
    Any,
    /// HTTP/1.1: as many connections as there are requests at the same time.
    One,
}

/// Which way requests take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Through the proxy of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, where they are set.
    Environment,
    /// Straight to the server: for loopback.
    Direct,
}

impl Route {
    /// Straight for a server on this machine, through the environment's proxy for all others.
    pub fn to(url: &url::Url) -> Self {
        let loopback = match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        if loopback { Self::Direct } else { Self::Environment }
    }
}

/// Builds a client: rustls with ring, both timeouts, TCP_NODELAY, no redirects (a token or a signed body must
/// not travel to where an answer points), `http://` and `https://` alike.
///
/// # Errors
/// When the system's root certificates cannot be read.
pub fn client(settings: &HttpSettings) -> Result<reqwest::Client, HttpError> {
    install_ring();
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    let builder = reqwest::Client::builder();
    let builder = builder
        .user_agent(concat!("partner-hub/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(settings.connect_timeout)
        .timeout(settings.request_timeout)
        .redirect(redirect::Policy::none())
        .referer(false)
        .tcp_nodelay(true);
    let builder = match settings.route {
        Route::Environment => builder,
        Route::Direct => builder.no_proxy(),
    };
    let builder = match &settings.reach {
        Reach::Anywhere => builder,
        Reach::Public(networks) => builder.dns_resolver(Arc::new(reach::Resolver(networks.clone()))),
    };
    let builder = match settings.versions {
        Versions::Any => builder,
        Versions::One => builder.http1_only(),
    };
    builder.build().map_err(|error| HttpError(error.to_string()))
}

/// Makes ring the process's crypto provider; a second call changes nothing.
pub fn install_ring() {
    // The error only says that a provider is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_clients_can_be_built() {
        assert!(client(&HttpSettings::default()).is_ok());
        assert!(client(&HttpSettings { route: Route::Direct, ..HttpSettings::default() }).is_ok());
    }

    #[test]
    fn servers_on_this_machine_are_reached_directly() {
        for (url, route) in [
            ("http://127.0.0.1:9000/", Route::Direct),
            ("http://[::1]:9000/", Route::Direct),
            ("http://localhost/", Route::Direct),
            ("https://graph.facebook.com/", Route::Environment),
            ("https://localhost.example/", Route::Environment),
        ] {
            assert_eq!(Route::to(&url.parse().unwrap()), route, "{url}");
        }
    }
}
