//! What can go wrong while starting or driving the simulator.

/// Why the simulator could not start, or why a control was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The controls have no sign-in, so that the simulator never listens beyond this machine.
    #[error("the simulator listens on loopback only, and {0} is not a loopback address")]
    NotLoopback(std::net::SocketAddr),
    /// The address is taken or not allowed.
    #[error("the simulator cannot listen on {address}: {source}")]
    Listen {
        /// The address that was asked for.
        address: std::net::SocketAddr,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The server stopped by itself.
    #[error("the simulator stopped: {0}")]
    Stopped(std::io::Error),
    /// The client that delivers webhooks could not be built.
    #[error("the simulator has no HTTP client: {0}")]
    HttpClient(reqwest::Error),
    /// There is no object with this id.
    #[error("the simulator has no {kind} {id}")]
    NotFound {
        /// `WABA`, `number` or `token`.
        kind: &'static str,
        /// The id that was asked for.
        id: String,
    },
    /// A control was asked for something that makes no sense.
    #[error("{0}")]
    Refused(String),
    /// Nobody is subscribed, so there is no address to send a webhook to.
    #[error("no webhook address is set: start with one, or subscribe the app at /subscriptions")]
    NotSubscribed,
    /// The callback did not answer the handshake.
    #[error("the callback did not confirm the handshake: {0}")]
    Handshake(String),
}
