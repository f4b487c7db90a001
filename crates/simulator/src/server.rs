//! The listener and its life.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::shared::Shared;
use crate::state::World;
use crate::webhooks::outbox::{Outbox, Worker};
use crate::{Config, Error, Handle, Seed, control, demo, dialog, graph, http, schedule};

/// A simulator that listens, and answers once it [runs](Self::run).
pub struct Simulator {
    listener: TcpListener,
    handle: Handle,
    worker: Worker,
}

impl Simulator {
    /// Takes the address and loads the data; calls wait in the backlog until [`run`](Self::run).
    ///
    /// # Errors
    /// When the address is not loopback or is taken, or when there is no HTTP client.
    pub async fn bind(config: Config) -> Result<Self, Error> {
        if !config.listen.ip().is_loopback() {
            return Err(Error::NotLoopback(config.listen));
        }
        let failed = |source| Error::Listen { address: config.listen, source };
        let listener = TcpListener::bind(config.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let client = http::client()?;

        let mut world = World::new(&config);
        if config.seed == Seed::Demo {
            demo::plant(&mut world);
        }
        let (outbox, worker) = Outbox::new(client.clone(), config.retry);
        let shared = Shared::new(config, address, world, outbox, client);
        Ok(Self { listener, handle: Handle::new(Arc::new(shared)), worker })
    }

    /// Where it listens, with the port that was taken.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.handle.shared().address
    }

    /// What to use as the base URL of the Graph API: `http://127.0.0.1:port/`, without a version.
    #[must_use]
    pub fn base_url(&self) -> Url {
        self.handle.base_url()
    }

    /// The controls.
    #[must_use]
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// Answers calls and delivers webhooks until `shutdown` is cancelled.
    ///
    /// Calls that are being answered are finished; webhooks that are still waiting are dropped.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn run(self, shutdown: CancellationToken) -> Result<(), Error> {
        let stopping = self.handle.shared().stopping.clone();
        let worker = tokio::spawn(self.worker.run(self.handle.clone(), stopping.clone()));
        let timekeeper = tokio::spawn(schedule::keep_time(self.handle.clone()));
        let router = Router::new()
            .nest("/_simulator", control::router())
            .route("/media/{id}", get(graph::media::get))
            .route("/{version}/dialog/oauth", get(dialog::page).post(dialog::decide))
            .route("/whatsapp_business/attachments/", get(graph::attachments::download))
            .fallback(graph::answer)
            .with_state(self.handle);
        // Without TCP_NODELAY a streamed answer waits 40 ms for the other side's delayed ACK.
        let listener = self.listener.tap_io(|stream| {
            let _ = stream.set_nodelay(true);
        });
        let stop = stopping.clone();
        let served = axum::serve(listener, router)
            .with_graceful_shutdown(async move {
                shutdown.cancelled().await;
                stop.cancel();
            })
            .await;
        stopping.cancel();
        if let Err(error) = worker.await {
            tracing::error!(%error, "the webhook worker failed");
        }
        if let Err(error) = timekeeper.await {
            tracing::error!(%error, "the timekeeper failed");
        }
        served.map_err(Error::Stopped)
    }
}
