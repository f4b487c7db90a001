//! The settings: one struct that is the command line, the environment and the manual at once.
//!
//! [`Settings`] holds what was given, as text; [`Settings::hub`], [`Settings::serve`] and the others turn it into
//! what a command needs, or into all [`Problems`] at once.

mod check;
mod checked;
mod parse;
mod problems;

pub use checked::{
    Apart, DatabaseConfig, GraphConfig, HubConfig, LogConfig, LogFormat, MailConfig, MetaApp, ServeConfig,
};
pub use parse::Transport;
pub(crate) use parse::is_loopback;
pub use problems::{Problem, Problems};

use std::path::PathBuf;

use clap::builder::FalseyValueParser;
use secrecy::SecretString;

const ADDRESSES: &str = "Addresses";
const STORAGE: &str = "Storage";
const META: &str = "Meta";
const MAIL: &str = "E-mail";
const OPERATION: &str = "Operation";

/// Settings. Each is a flag and an environment variable; a flag wins. An empty variable counts as not set.
#[derive(Clone, Debug, clap::Args)]
pub struct Settings {
    /// Address under which people open the hub.
    ///
    /// Scheme, host and port, without a path: https://hub.example.com. Links in e-mails begin with it, and only forms
    /// that were sent from it are taken. Outside of this machine it has to be https, unless --insecure-http is given.
    #[arg(long, env, value_name = "URL", default_value = "http://localhost:8080")]
    #[arg(global = true, hide_env_values = true, help_heading = ADDRESSES)]
    pub hub_url: String,

    /// Address under which integrations send messages: another host name than HUB_URL, or another port on this machine.
    ///
    /// It is kept apart so that no cookie of the pages ever travels there. Another host name is told by the Host header,
    /// which a reverse proxy has to hand on; another port on this machine is listened on beside LISTEN. Without it
    /// there is no messaging API.
    #[arg(long, env, value_name = "URL")]
    #[arg(global = true, hide_env_values = true, help_heading = ADDRESSES)]
    pub messaging_url: Option<String>,

    /// Where clients of partners without a redirect address of their own are sent after their onboarding.
    #[arg(long, env, value_name = "URL", default_value = "http://app.360dialog.io")]
    #[arg(global = true, hide_env_values = true, help_heading = ADDRESSES)]
    pub default_redirect_url: String,

    /// Where the server listens: an IP address and a port.
    ///
    /// TLS ends at a reverse proxy in front of it; see --trusted-proxies.
    #[arg(long, env, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    #[arg(global = true, hide_env_values = true, help_heading = ADDRESSES)]
    pub listen: String,

    /// Reverse proxies whose X-Forwarded-For is believed: IP addresses or networks, separated by commas.
    ///
    /// For example 127.0.0.1,10.0.0.0/8. Without it the address of the connection is the address of the client, and
    /// behind a proxy all people share its limits for sign-in.
    #[arg(long, env, value_name = "NETWORKS", default_value = "")]
    #[arg(global = true, hide_env_values = true, help_heading = ADDRESSES)]
    pub trusted_proxies: String,

    /// Networks beside the public internet to which webhooks of partners and clients may be sent: IP addresses or
    /// networks, separated by commas.
    ///
    /// People who do not host the hub choose where it sends their webhooks, so an address that is not public is refused
    /// at each connection, whatever name led to it. Without this setting there are no others, but for this machine where
    /// HUB_URL is on it too.
    #[arg(long, env, value_name = "NETWORKS")]
    #[arg(global = true, hide_env_values = true, help_heading = ADDRESSES)]
    pub webhook_networks: Option<String>,

    /// Serve over plain http outside of this machine.
    ///
    /// Passwords and sessions then travel readable for everybody on the way, and the session cookie loses its
    /// protection. For trials in a closed network only.
    #[arg(long, env, value_parser = FalseyValueParser::new())]
    #[arg(global = true, hide_env_values = true, help_heading = ADDRESSES)]
    pub insecure_http: bool,

    /// The database: sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME.
    ///
    /// An SQLite file is made where it is missing. Several processes of the hub can share one PostgreSQL database.
    #[arg(long, env, value_name = "URL", default_value = "sqlite:hub.sqlite")]
    #[arg(global = true, hide_env_values = true, help_heading = STORAGE)]
    pub database_url: SecretString,

    /// File that holds DATABASE_URL.
    #[arg(long, env, value_name = "FILE")]
    #[arg(global = true, hide_env_values = true, help_heading = STORAGE)]
    pub database_url_file: Option<PathBuf>,

    /// Key that encrypts Meta's tokens and the secrets of one-time passwords and webhooks in the database: 64 hexadecimal
    /// digits.
    ///
    /// `openssl rand -hex 32` makes one. Keep it beside the backups, not in them: without it every account has to be
    /// connected again. Prefer the variable or the file; other users of the machine can read flags.
    #[arg(long, env, value_name = "HEX")]
    #[arg(global = true, hide_env_values = true, help_heading = STORAGE)]
    pub encryption_key: Option<SecretString>,

    /// File that holds ENCRYPTION_KEY.
    #[arg(long, env, value_name = "FILE")]
    #[arg(global = true, hide_env_values = true, help_heading = STORAGE)]
    pub encryption_key_file: Option<PathBuf>,

    /// Days after which the stored bodies of Meta's webhooks are deleted, 1 to 365.
    #[arg(long, env, value_name = "DAYS", default_value = "14")]
    #[arg(global = true, hide_env_values = true, help_heading = STORAGE)]
    pub keep_payloads_days: String,

    /// Id of your Meta app: App dashboard, App settings, Basic.
    #[arg(long, env, value_name = "ID")]
    #[arg(global = true, hide_env_values = true, help_heading = META)]
    pub meta_app_id: Option<String>,

    /// Secret of your Meta app, from the same page. Webhooks are signed with it.
    #[arg(long, env, value_name = "SECRET")]
    #[arg(global = true, hide_env_values = true, help_heading = META)]
    pub meta_app_secret: Option<SecretString>,

    /// File that holds META_APP_SECRET.
    #[arg(long, env, value_name = "FILE")]
    #[arg(global = true, hide_env_values = true, help_heading = META)]
    pub meta_app_secret_file: Option<PathBuf>,

    /// Any text of your own that you also enter as Verify token at WhatsApp, Configuration, Webhook.
    ///
    /// The callback address to enter there is HUB_URL/webhooks/whatsapp.
    #[arg(long, env, value_name = "TEXT")]
    #[arg(global = true, hide_env_values = true, help_heading = META)]
    pub meta_verify_token: Option<SecretString>,

    /// File that holds META_VERIFY_TOKEN.
    #[arg(long, env, value_name = "FILE")]
    #[arg(global = true, hide_env_values = true, help_heading = META)]
    pub meta_verify_token_file: Option<PathBuf>,

    /// Id of the configuration of Facebook Login for Business with which clients sign up.
    #[arg(long, env, value_name = "ID")]
    #[arg(global = true, hide_env_values = true, help_heading = META)]
    pub meta_signup_config_id: Option<String>,

    /// Address of the Graph API.
    #[arg(long, env, value_name = "URL", default_value = "https://graph.facebook.com")]
    #[arg(global = true, hide_env_values = true, help_heading = META)]
    pub meta_graph_url: String,

    /// Address at which clients sign up with Meta.
    ///
    /// HUB_URL/onboard/meta has to stand among the valid OAuth redirect URIs: App dashboard, Facebook Login for
    /// Business, Settings.
    #[arg(long, env, value_name = "URL", default_value = "https://www.facebook.com")]
    #[arg(global = true, hide_env_values = true, help_heading = META)]
    pub meta_dialog_url: String,

    /// Version of the Graph API.
    #[arg(long, env, value_name = "VERSION", default_value = "v24.0")]
    #[arg(global = true, hide_env_values = true, help_heading = META)]
    pub meta_graph_version: String,

    /// Time between two complete reads of an account from Meta, between 5m and 7d: a number and m, h or d.
    ///
    /// Webhooks bring changes at once; this catches what was missed.
    #[arg(long, env, value_name = "TIME", default_value = "1h")]
    #[arg(global = true, hide_env_values = true, help_heading = META)]
    pub sync_every: String,

    /// Mail server: smtps://USER:PASSWORD@HOST, or smtp://USER:PASSWORD@HOST:587?tls=required for STARTTLS.
    ///
    /// Without a mail server, e-mails and the links in them are written to the log.
    #[arg(long, env, value_name = "URL")]
    #[arg(global = true, hide_env_values = true, help_heading = MAIL)]
    pub smtp_url: Option<SecretString>,

    /// File that holds SMTP_URL.
    #[arg(long, env, value_name = "FILE")]
    #[arg(global = true, hide_env_values = true, help_heading = MAIL)]
    pub smtp_url_file: Option<PathBuf>,

    /// Sender of the hub's e-mails: an address, or `Name <address>`.
    ///
    /// Without it, Partner Hub <hub@HOST>, with the host of HUB_URL.
    #[arg(long, env, value_name = "ADDRESS")]
    #[arg(global = true, hide_env_values = true, help_heading = MAIL)]
    pub mail_from: Option<String>,

    /// Whom people contact for support: an e-mail address or a web address, shown wherever support is named.
    #[arg(long, env, value_name = "ADDRESS")]
    #[arg(global = true, hide_env_values = true, help_heading = MAIL)]
    pub support_contact: Option<String>,

    /// What is logged: error, warn, info, debug or trace, also per module: info,partner_hub=debug.
    #[arg(long, env = "LOG", value_name = "FILTER", default_value = "info")]
    #[arg(global = true, hide_env_values = true, help_heading = OPERATION)]
    pub log: String,

    /// Form of the log on standard error: text or json.
    #[arg(long, env, value_name = "FORMAT", default_value = "text")]
    #[arg(global = true, hide_env_values = true, help_heading = OPERATION)]
    pub log_format: String,

    /// Token that opens /metrics from other machines: Authorization: Bearer TOKEN.
    ///
    /// Without it /metrics answers on this machine only, and never through a proxy.
    #[arg(long, env, value_name = "TOKEN")]
    #[arg(global = true, hide_env_values = true, help_heading = OPERATION)]
    pub metrics_token: Option<SecretString>,

    /// File that holds METRICS_TOKEN.
    #[arg(long, env, value_name = "FILE")]
    #[arg(global = true, hide_env_values = true, help_heading = OPERATION)]
    pub metrics_token_file: Option<PathBuf>,

    /// Directory of the stylesheet, scripts and other static files.
    ///
    /// Without it, `site` beside the program, or else target/site.
    #[arg(long, env = "LEPTOS_SITE_ROOT", value_name = "DIRECTORY")]
    #[arg(global = true, hide_env_values = true, help_heading = OPERATION)]
    pub site_root: Option<PathBuf>,
}
