//! `partner-hub serve`.

use std::time::Duration;

use hub::live::Live;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::config::{Apart, Problems, ServeConfig, Settings};
use crate::http::listener::Listener;
use crate::metrics::Metrics;
use crate::open::{self, Schema};
use crate::serving::Serving;
use crate::site::Site;
use crate::workers::{Health, Workers};
use crate::{Failure, http, jobs};

/// How long requests and workers may take to finish when the process stops.
const FINISH: Duration = Duration::from_secs(15);

/// Serves until SIGTERM or Ctrl-C.
pub async fn run(settings: &Settings) -> Result<(), Failure> {
    let (config, site) = check(settings)?;
    let hub = open::hub(&config.hub, Schema::Migrate).await?;
    let mailer = open::mailer(&config.hub.mail)?;
    let metrics = Metrics::install().map_err(|error| Failure::because("Counting cannot start", error))?;
    let listener = Listener::bind(config.listen).await.map_err(|error| {
        Failure::because(format_args!("LISTEN (--listen) is {}, where the hub cannot listen", config.listen), error)
    })?;
    let messaging = match config.messaging {
        Some(Apart::Port(address)) => Some(Listener::bind(address).await.map_err(|error| {
            let what = format_args!("MESSAGING_URL (--messaging-url) needs {address}, where the hub cannot listen");
            Failure::because(what, error)
        })?),
        Some(Apart::Host(_)) | None => None,
    };
    let (stop, health) = (CancellationToken::new(), Health::default());
    let workers = Workers::new(stop.clone(), health.clone());
    let live = Live::start(hub.store.clone(), stop.clone());
    let web = http::Web::assemble(&config, hub.clone(), live, site, metrics.clone(), health, stop.clone());
    jobs::start(&workers, &hub, &mailer, &metrics);
    let start = |listener, router| {
        Serving::start(listener, router, stop.clone())
            .map_err(|error| Failure::because("The server cannot start", error))
    };
    let mut pages = start(listener, http::router(&web))?;
    let mut api = messaging.map(|listener| start(listener, http::messaging::router(&web))).transpose()?;
    tracing::info!("Serving {} on {}", config.hub.hub_url.as_str().trim_end_matches('/'), pages.address());
    if let Some(url) = &config.hub.messaging_url {
        let address = api.as_ref().unwrap_or(&pages).address();
        tracing::info!("Serving the messaging API {} on {address}", url.as_str().trim_end_matches('/'));
    }

    let broken = tokio::select! {
        asked = asked_to_stop() => asked.err(),
        error = pages.ended() => Some(error),
        error = ended(&mut api) => Some(error),
    };
    tracing::info!("Stopping: finishing what runs");
    stop.cancel();
    let (pages, api) = tokio::join!(pages.finish(FINISH), finished(api));
    let served = pages && api;
    let worked = workers.ended(FINISH).await;
    hub.store.close().await;
    if !(served && worked) {
        tracing::warn!("Some requests or workers were cut off after {} s", FINISH.as_secs());
    }
    match broken {
        None => Ok(()),
        Some(error) => Err(Failure::because("The server has failed", error)),
    }
}

/// Waits until the API's own server ends by itself; for ever where it has none.
async fn ended(api: &mut Option<Serving>) -> std::io::Error {
    match api {
        Some(api) => api.ended().await,
        None => std::future::pending().await,
    }
}

async fn finished(api: Option<Serving>) -> bool {
    match api {
        Some(api) => api.finish(FINISH).await,
        None => true,
    }
}

fn check(settings: &Settings) -> Result<(ServeConfig, Site), Problems> {
    match (settings.serve(), Site::find(settings.site_root.clone())) {
        (Ok(config), Ok(site)) => Ok((config, site)),
        (config, site) => {
            let all = [config.err(), site.err()].into_iter().flatten().flat_map(|problems| problems.0);
            Err(Problems(all.collect()))
        }
    }
}

pub(super) async fn asked_to_stop() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
