//! Opens what use cases work on.

use std::sync::Arc;
use std::time::Duration;

use hub::mail::Mailer;
use hub::{Clock, Hub, Outbound, Random, Settings, Signals};
use secrecy::ExposeSecret;
use store::Store;
use whatsapp::{Graph, GraphConfig};

use crate::Failure;
use crate::config::{DatabaseConfig, HubConfig, MailConfig};

/// How long a receiver of webhooks may take.
const WEBHOOK_TIMEOUT: Duration = Duration::from_secs(10);

/// Whether an old schema is brought up to date or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// Bring it up to date first.
    Migrate,
    /// Refuse to work on it.
    Demand,
}

/// Opens the database.
///
/// # Errors
/// It does not answer, or the file cannot be made.
pub async fn store(config: &DatabaseConfig) -> Result<Store, Failure> {
    whatsapp::http::install_ring();
    Store::connect(config.url.expose_secret())
        .await
        .map_err(|error| Failure::because("The database of DATABASE_URL (--database-url) cannot be opened", error))
}

/// Opens the database and puts the use cases together.
///
/// # Errors
/// The database does not answer, or its schema is not the one of this version.
pub async fn hub(config: &HubConfig, schema: Schema) -> Result<Hub, Failure> {
    let store = store(&config.database).await?;
    match schema {
        Schema::Migrate => store.migrate().await?,
        Schema::Demand if store.is_current().await? => {}
        Schema::Demand => {
            let sentence = "The schema of the database is not up to date. Run `partner-hub migrate` first.";
            return Err(Failure::Failed(sentence.to_owned()));
        }
    }
    assemble(config, store, Clock::system(), Random::system())
}

/// Puts the use cases together over an open database.
///
/// # Errors
/// No HTTP client can be made.
pub fn assemble(config: &HubConfig, store: Store, clock: Clock, random: Random) -> Result<Hub, Failure> {
    whatsapp::http::install_ring();
    let settings = Settings {
        hub_url: config.hub_url.clone(),
        messaging_url: config.messaging_url.clone(),
        support_contact: config.support_contact.clone(),
        signup_config: config.app.signup_config_id.clone(),
        default_redirect: config.default_redirect_url.clone(),
        sync_every_seconds: config.sync_every_seconds,
        keep_payloads_days: config.keep_payloads_days,
    };
    let (app, graph) = (&config.app, &config.graph);
    let graph = GraphConfig {
        dialog_url: graph.dialog_url.clone(),
        ..GraphConfig::new(graph.url.clone(), graph.version.clone(), app.id.as_str(), app.secret.clone())
    };
    Ok(Hub {
        process: domain::ids::base62(random.entropy(), 10).into(),
        graph: Graph::new(graph).map_err(|error| Failure::Failed(error.to_string()))?,
        outbound: Outbound::new(config.webhook_networks.clone(), WEBHOOK_TIMEOUT)
            .map_err(|error| Failure::Failed(error.to_string()))?,
        signals: Signals::default(),
        sealer: config.sealer.0.clone(),
        settings: Arc::new(settings),
        store,
        clock,
        random,
    })
}

/// How e-mails leave: over the mail server, or into the log where none is set.
///
/// # Errors
/// An address that the mail library does not take.
pub fn mailer(config: &MailConfig) -> Result<Mailer, Failure> {
    match &config.smtp_url {
        None => Ok(Mailer::Log),
        Some(url) => Mailer::smtp(url.expose_secret(), &config.from).map_err(|error| {
            Failure::because("SMTP_URL (--smtp-url) or MAIL_FROM (--mail-from) cannot be used", error)
        }),
    }
}
