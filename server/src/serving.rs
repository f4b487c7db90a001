//! A router on a listener, from its start to its graceful end.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::http::listener::{Listener, Peer};

/// A running server.
pub struct Serving {
    address: SocketAddr,
    stop: CancellationToken,
    task: JoinHandle<io::Result<()>>,
}

impl Serving {
    /// Answers requests until `stop` is cancelled; then takes no new ones and finishes those that run.
    ///
    /// # Errors
    /// The listener has lost its address.
    pub fn start(listener: Listener, router: Router, stop: CancellationToken) -> io::Result<Self> {
        let address = listener.address()?;
        let service = router.into_make_service_with_connect_info::<Peer>();
        let served = axum::serve(listener, service).with_graceful_shutdown(stop.clone().cancelled_owned());
        Ok(Self { address, stop, task: tokio::spawn(served.into_future()) })
    }

    /// Where it listens, with the port that was taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until it ends by itself, which it only does when something is wrong.
    pub async fn ended(&mut self) -> io::Error {
        match (&mut self.task).await {
            Ok(Ok(())) => io::Error::other("the server has ended by itself"),
            Ok(Err(error)) => error,
            Err(error) => io::Error::other(error),
        }
    }

    /// Stops; `false` when requests were still running after `limit` and are cut off.
    pub async fn finish(mut self, limit: Duration) -> bool {
        self.stop.cancel();
        let finished = tokio::time::timeout(limit, &mut self.task).await.is_ok();
        self.task.abort();
        finished
    }
}
