//! From what was given to what each command needs.

use std::net::SocketAddr;
use std::path::PathBuf;

use domain::network::Networks;
use hub::Sealer;
use secrecy::{ExposeSecret, SecretString};
use tracing_subscriber::EnvFilter;
use url::Url;

use super::checked::{
    Apart, DatabaseConfig, GraphConfig, HubConfig, LogConfig, LogFormat, MailConfig, MetaApp, SealerConfig, ServeConfig,
};
use super::{Problems, Settings, Transport, parse};

impl Settings {
    /// The log alone.
    ///
    /// # Errors
    /// What cannot be taken.
    pub fn log(&self) -> Result<LogConfig, Problems> {
        let mut problems = Problems::default();
        let filter = problems.note("LOG", log_filter(&self.log));
        let format = problems.note("LOG_FORMAT", log_format(&self.log_format));
        match (filter, format) {
            (Some(filter), Some(format)) => Ok(LogConfig { filter, format }),
            _ => Err(problems),
        }
    }

    /// The database alone.
    ///
    /// # Errors
    /// What cannot be taken.
    pub fn database(&self) -> Result<DatabaseConfig, Problems> {
        let mut problems = Problems::default();
        self.check_database(&mut problems).ok_or(problems)
    }

    /// What use cases need.
    ///
    /// # Errors
    /// Everything that cannot be taken or is missing.
    pub fn hub(&self) -> Result<HubConfig, Problems> {
        let mut problems = Problems::default();
        let hub = self.check_hub(&mut problems);
        finish(hub, problems)
    }

    /// What the stand-in for Meta needs: the app that it signs for.
    ///
    /// # Errors
    /// Everything that cannot be taken or is missing.
    pub fn app(&self) -> Result<MetaApp, Problems> {
        let mut problems = Problems::default();
        let app = self.check_app(&mut problems);
        finish(app, problems)
    }

    /// What the server needs.
    ///
    /// # Errors
    /// Everything that cannot be taken or is missing.
    pub fn serve(&self) -> Result<ServeConfig, Problems> {
        let mut problems = Problems::default();
        let hub = self.check_hub(&mut problems);
        let listen = problems.note("LISTEN", listen_address(&self.listen));
        let trusted_proxies = problems.note("TRUSTED_PROXIES", networks(&self.trusted_proxies));
        let metrics_token = secret(
            &mut problems,
            ["METRICS_TOKEN", "METRICS_TOKEN_FILE"],
            &self.metrics_token,
            &self.metrics_token_file,
        );
        let transport = match parse::origin(&self.hub_url) {
            Ok(hub_url) => problems.note("HUB_URL", self.transport(&hub_url)),
            // Noted already.
            Err(_) => None,
        };
        match (hub, listen, transport, trusted_proxies) {
            (Some(hub), Some(listen), Some(transport), Some(trusted_proxies)) if problems.0.is_empty() => {
                let site_root = given_path(&self.site_root);
                let messaging = hub.messaging_url.as_ref().map(|url| Apart::from(url, listen));
                Ok(ServeConfig { hub, listen, messaging, transport, trusted_proxies, metrics_token, site_root })
            }
            _ => Err(problems),
        }
    }

    fn transport(&self, hub_url: &Url) -> Result<Transport, String> {
        if hub_url.scheme() == "https" || parse::is_loopback(hub_url) {
            return Ok(Transport::Protected);
        }
        if self.insecure_http {
            return Ok(Transport::Plain);
        }
        Err(format!(
            "is {}: passwords and sessions would travel readable for everybody on the way. Put a proxy with TLS in \
             front and write https here, or give --insecure-http (INSECURE_HTTP) for a trial.",
            hub_url.as_str().trim_end_matches('/')
        ))
    }

    fn check_database(&self, problems: &mut Problems) -> Option<DatabaseConfig> {
        let url = match given_path(&self.database_url_file) {
            Some(path) => problems.note("DATABASE_URL_FILE", parse::secret_file(&path))?,
            None => self.database_url.clone(),
        };
        let text = url.expose_secret();
        let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
        if !known || text == "sqlite:" {
            problems.add("DATABASE_URL", "begins with neither sqlite: nor postgres://; sqlite:hub.sqlite would do.");
            return None;
        }
        Some(DatabaseConfig { url })
    }

    fn check_hub(&self, problems: &mut Problems) -> Option<HubConfig> {
        let database = self.check_database(problems);
        let hub_url = problems.note("HUB_URL", parse::origin(&self.hub_url));
        let messaging_url = match given(&self.messaging_url) {
            Some(text) => problems.note("MESSAGING_URL", messaging(text, hub_url.as_ref())).map(Some),
            None => Some(None),
        };
        let webhook_networks = match given(&self.webhook_networks) {
            Some(text) => problems.note("WEBHOOK_NETWORKS", networks(text)),
            None if hub_url.as_ref().is_some_and(parse::is_loopback) => Some(Networks::loopback()),
            None => Some(Networks::default()),
        };
        let sealer = self.check_sealer(problems);
        let graph_url = problems.note("META_GRAPH_URL", graph_address(&self.meta_graph_url));
        let dialog_url = problems.note("META_DIALOG_URL", graph_address(&self.meta_dialog_url));
        let graph_version = problems.note("META_GRAPH_VERSION", parse::graph_version(&self.meta_graph_version));
        let app = self.check_app(problems);
        let mail = self.check_mail(problems, hub_url.as_ref());
        let support_contact = problems.note("SUPPORT_CONTACT", contact(given(&self.support_contact)));
        let default_redirect_url =
            problems.note("DEFAULT_REDIRECT_URL", parse::web_address(&self.default_redirect_url));
        let sync_every_seconds = problems.note("SYNC_EVERY", parse::seconds(&self.sync_every));
        let keep_payloads_days = problems.note("KEEP_PAYLOADS_DAYS", parse::days(&self.keep_payloads_days));
        Some(HubConfig {
            database: database?,
            hub_url: hub_url?,
            messaging_url: messaging_url?,
            webhook_networks: webhook_networks?,
            support_contact: support_contact?,
            default_redirect_url: default_redirect_url?,
            sealer: sealer?,
            graph: GraphConfig { url: graph_url?, dialog_url: dialog_url?, version: graph_version? },
            app: app?,
            mail: mail?,
            sync_every_seconds: sync_every_seconds?,
            keep_payloads_days: keep_payloads_days?,
        })
    }

    fn check_sealer(&self, problems: &mut Problems) -> Option<SealerConfig> {
        let before = problems.0.len();
        let names = ["ENCRYPTION_KEY", "ENCRYPTION_KEY_FILE"];
        match secret(problems, names, &self.encryption_key, &self.encryption_key_file) {
            Some(key) => {
                let sealer = Sealer::from_hex(key.expose_secret());
                let sentence = "is not 64 hexadecimal digits; `openssl rand -hex 32` makes a key.";
                problems.note("ENCRYPTION_KEY", sealer.map_err(|_| sentence.to_owned())).map(SealerConfig)
            }
            None if before == problems.0.len() => {
                problems
                    .add("ENCRYPTION_KEY", "is missing: 64 hexadecimal digits; `openssl rand -hex 32` makes a key.");
                None
            }
            None => None,
        }
    }

    fn check_app(&self, problems: &mut Problems) -> Option<MetaApp> {
        let before = problems.0.len();
        let id = given(&self.meta_app_id);
        let secret_names = ["META_APP_SECRET", "META_APP_SECRET_FILE"];
        let app_secret = secret(problems, secret_names, &self.meta_app_secret, &self.meta_app_secret_file);
        let token_names = ["META_VERIFY_TOKEN", "META_VERIFY_TOKEN_FILE"];
        let verify_token = secret(problems, token_names, &self.meta_verify_token, &self.meta_verify_token_file);
        if before != problems.0.len() {
            return None;
        }
        let missing = "is missing; it stands in the App dashboard, App settings, Basic.";
        if id.is_none() {
            problems.add("META_APP_ID", missing);
        }
        if app_secret.is_none() {
            problems.add("META_APP_SECRET", missing);
        }
        if verify_token.is_none() {
            problems.add(
                "META_VERIFY_TOKEN",
                "is missing: any text of your own that you also enter in the App dashboard, WhatsApp, Configuration.",
            );
        }
        Some(MetaApp {
            id: id?.to_owned(),
            secret: app_secret?,
            verify_token: verify_token?,
            signup_config_id: given(&self.meta_signup_config_id).map(str::to_owned),
        })
    }

    fn check_mail(&self, problems: &mut Problems, hub_url: Option<&Url>) -> Option<MailConfig> {
        let before = problems.0.len();
        let smtp_url = secret(problems, ["SMTP_URL", "SMTP_URL_FILE"], &self.smtp_url, &self.smtp_url_file);
        if let Some(Err(sentence)) = smtp_url.as_ref().map(|url| parse::mail_server(url.expose_secret())) {
            problems.add("SMTP_URL", sentence);
        }
        let from = match given(&self.mail_from) {
            Some(text) => problems.note("MAIL_FROM", parse::sender(text)),
            None => hub_url.and_then(Url::host_str).map(|host| format!("Partner Hub <hub@{host}>")),
        };
        if before == problems.0.len() { Some(MailConfig { smtp_url, from: from? }) } else { None }
    }
}

fn finish<T>(whole: Option<T>, problems: Problems) -> Result<T, Problems> {
    match whole {
        Some(whole) if problems.0.is_empty() => Ok(whole),
        _ => Err(problems),
    }
}

fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn given_path(path: &Option<PathBuf>) -> Option<PathBuf> {
    path.clone().filter(|path| !path.as_os_str().is_empty())
}

/// A secret that was given itself or in a file, not both.
fn secret(
    problems: &mut Problems,
    [name, file_name]: [&'static str; 2],
    value: &Option<SecretString>,
    file: &Option<PathBuf>,
) -> Option<SecretString> {
    let value = value.as_ref().filter(|value| !value.expose_secret().trim().is_empty());
    match (value, given_path(file)) {
        (Some(_), Some(_)) => {
            problems.add(name, format!("and {file_name} are both set; keep one of them."));
            None
        }
        (Some(value), None) => Some(value.clone()),
        (None, Some(path)) => problems.note(file_name, parse::secret_file(&path)),
        (None, None) => None,
    }
}

fn networks(text: &str) -> Result<Networks, String> {
    text.parse().map_err(|error: domain::network::InvalidNetwork| error.to_string())
}

fn messaging(text: &str, hub_url: Option<&Url>) -> Result<Url, String> {
    let url = parse::origin(text)?;
    let Some(hub_url) = hub_url else { return Ok(url) };
    let both_here = parse::is_loopback(&url) && parse::is_loopback(hub_url);
    let apart = if both_here { url.origin() != hub_url.origin() } else { url.host() != hub_url.host() };
    if apart {
        return Ok(url);
    }
    Err("has the host of HUB_URL; it needs a host name of its own, or on this machine a port of its own.".to_owned())
}

fn graph_address(text: &str) -> Result<Url, String> {
    let url = parse::web_address(text)?;
    if url.scheme() == "https" || parse::is_loopback(&url) {
        return Ok(url);
    }
    Err(format!("is {text}: tokens would travel readable for everybody on the way; write https."))
}

fn contact(text: Option<&str>) -> Result<String, String> {
    let Some(text) = text else { return Ok(String::new()) };
    if domain::email::Email::parse(text).is_ok() || parse::web_address(text).is_ok() {
        return Ok(text.to_owned());
    }
    Err(format!("is `{text}`; it is an e-mail address or a web address."))
}

fn listen_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| format!("is `{text}`; it is an IP address and a port, such as 127.0.0.1:8080."))
}

fn log_filter(text: &str) -> Result<String, String> {
    match EnvFilter::try_new(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(format!("is `{text}`, which cannot be read: {error}.")),
    }
}

fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        other => Err(format!("is `{other}`; it is text or json.")),
    }
}
