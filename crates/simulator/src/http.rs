//! The one HTTP client: for webhooks and handshakes.

use std::time::Duration;

use crate::Error;

/// A client that follows no redirect and uses no proxy.
///
/// Installs ring as the process's TLS provider unless one is installed already: reqwest is built
/// without one.
///
/// # Errors
/// When the client cannot be built.
#[expect(clippy::disallowed_methods, reason = "the simulator stands alone and builds its client here")]
pub(crate) fn client() -> Result<reqwest::Client, Error> {
    // An error means that there is a provider already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(20))
        .user_agent("facebookexternalua")
        .build()
        .map_err(Error::HttpClient)
}
