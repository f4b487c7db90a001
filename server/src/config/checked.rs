//! What each command needs, checked.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use domain::network::Networks;
use hub::Sealer;
use secrecy::SecretString;
use url::Url;
use whatsapp::graph::GraphVersion;

use super::{Transport, is_loopback};

/// Where the data is.
#[derive(Clone, Debug)]
pub struct DatabaseConfig {
    /// `sqlite:…` or `postgres://…`.
    pub url: SecretString,
}

/// What every use case may need.
#[derive(Clone, Debug)]
pub struct HubConfig {
    /// The database.
    pub database: DatabaseConfig,
    /// Address of the pages.
    pub hub_url: Url,
    /// Address of the messaging API, where it is set.
    pub messaging_url: Option<Url>,
    /// Networks beside the public internet to which webhooks may be sent.
    pub webhook_networks: Networks,
    /// Whom to contact for support.
    pub support_contact: String,
    /// Where clients of partners without an address of their own are sent after their onboarding.
    pub default_redirect_url: Url,
    /// Encryption at rest.
    pub sealer: SealerConfig,
    /// The Graph API.
    pub graph: GraphConfig,
    /// The Meta app.
    pub app: MetaApp,
    /// E-mail.
    pub mail: MailConfig,
    /// Seconds between two complete reads of an account.
    pub sync_every_seconds: i64,
    /// Days after which webhook bodies are deleted.
    pub keep_payloads_days: i64,
}

/// The cipher, which has nothing to show.
#[derive(Clone)]
pub struct SealerConfig(pub Sealer);

impl fmt::Debug for SealerConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealerConfig")
    }
}

/// The Graph API.
#[derive(Clone, Debug)]
pub struct GraphConfig {
    /// Its address.
    pub url: Url,
    /// Where clients sign up with Meta.
    pub dialog_url: Url,
    /// Its version.
    pub version: GraphVersion,
}

/// The app at Meta.
#[derive(Clone, Debug)]
pub struct MetaApp {
    /// Its id.
    pub id: String,
    /// Its secret.
    pub secret: SecretString,
    /// What Meta presents in the handshake.
    pub verify_token: SecretString,
    /// The configuration of Embedded Signup.
    pub signup_config_id: Option<String>,
}

/// E-mail.
#[derive(Clone, Debug)]
pub struct MailConfig {
    /// The mail server; without one e-mails go to the log.
    pub smtp_url: Option<SecretString>,
    /// The sender.
    pub from: String,
}

/// What `serve` needs besides.
#[derive(Clone, Debug)]
pub struct ServeConfig {
    /// For the use cases.
    pub hub: HubConfig,
    /// Where to listen.
    pub listen: SocketAddr,
    /// How the messaging API is told from the pages; none where it has no address.
    pub messaging: Option<Apart>,
    /// How far the cookie is protected on its way.
    pub transport: Transport,
    /// Whose X-Forwarded-For is believed.
    pub trusted_proxies: Networks,
    /// What opens /metrics from elsewhere.
    pub metrics_token: Option<SecretString>,
    /// Where the static files are, if it was said.
    pub site_root: Option<PathBuf>,
}

/// How the messaging API is told from the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Apart {
    /// By the host name of a request.
    Host(String),
    /// By a port of its own.
    Port(SocketAddr),
}

impl Apart {
    /// Another host name shares the listener of the pages. On this machine, where names do not tell much, another port
    /// than theirs is listened on.
    pub(super) fn from(url: &Url, listen: SocketAddr) -> Self {
        match url.port_or_known_default() {
            Some(port) if is_loopback(url) && port != listen.port() => Self::Port(SocketAddr::new(listen.ip(), port)),
            _ => Self::Host(url.host_str().unwrap_or_default().to_ascii_lowercase()),
        }
    }
}

/// The log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogConfig {
    /// What is logged, a valid filter.
    pub filter: String,
    /// In which form.
    pub format: LogFormat,
}

/// Form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object per line.
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_port_of_this_machine_is_listened_on_and_another_name_is_told_by_itself() {
        let listen: SocketAddr = "127.0.0.1:8080".parse().unwrap();
        let port = |port| Apart::Port(SocketAddr::new(listen.ip(), port));
        for (url, expected) in [
            ("http://localhost:8081", port(8081)),
            ("http://127.0.0.1:9000", port(9000)),
            ("http://api.localhost:8080", Apart::Host("api.localhost".to_owned())),
            ("https://WABA.example.com", Apart::Host("waba.example.com".to_owned())),
            ("https://waba.example.com:8443", Apart::Host("waba.example.com".to_owned())),
        ] {
            assert_eq!(Apart::from(&url.parse().unwrap(), listen), expected, "{url}");
        }
    }
}
