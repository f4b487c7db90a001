//! `partner-hub simulate`.

use std::time::Duration;

use secrecy::ExposeSecret;
use simulator::{Config, Seed, Simulator};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::serve::asked_to_stop;
use crate::Failure;
use crate::cli::Simulate;
use crate::config::Settings;
use crate::console::say;

/// Runs the stand-in until SIGTERM or Ctrl-C.
pub async fn run(settings: &Settings, simulate: Simulate) -> Result<(), Failure> {
    let app = settings.app()?;
    let listen = simulate
        .listen
        .parse()
        .map_err(|_| Failure::Failed(format!("--listen is `{}`; it is an IP address and a port.", simulate.listen)))?;
    let mut config = Config::new(&app.id, app.secret.expose_secret(), app.verify_token.expose_secret());
    config.listen = listen;
    config.seed = Seed::Demo;
    // Long enough to be seen, short enough to be waited for.
    config.template_review_delay = Duration::from_secs(15);
    config.template_deletion_delay = Duration::from_secs(60);
    config.message_pace = Duration::from_secs(2);
    config.webhook_url = Some(match simulate.webhook_url {
        Some(url) => url,
        None => webhook_address(&settings.hub_url)?,
    });
    let failed = |error: simulator::Error| Failure::Failed(format!("{error}."));
    let simulator = Simulator::bind(config).await.map_err(failed)?;
    say(format_args!("META_GRAPH_URL={}", simulator.base_url()));
    let shutdown = CancellationToken::new();
    let guard = shutdown.clone();
    tokio::spawn(async move {
        // Without a way to be told, the process ends when it is killed.
        if asked_to_stop().await.is_ok() {
            guard.cancel();
        }
    });
    simulator.run(shutdown).await.map_err(failed)
}

fn webhook_address(hub_url: &str) -> Result<Url, Failure> {
    let wrong = |error| Failure::because(format_args!("HUB_URL (--hub-url) is `{hub_url}`"), error);
    Url::parse(hub_url).and_then(|url| url.join("/webhooks/whatsapp")).map_err(wrong)
}
