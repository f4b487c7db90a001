//! One span per request, and one line at its end.

use std::time::{Duration, Instant};

use app::server::RequestId;
use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

/// From when on an answer is worth a line at the usual level.
const SLOW: Duration = Duration::from_secs(1);

/// Logs what the server got wrong as warnings, slow answers as information, everything else for debugging.
pub async fn layer(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = loggable_path(&request).to_owned();
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let span = tracing::info_span!("request", request.id = %id, %method, %path);
    let response = next.run(request).instrument(span.clone()).await;
    let status = response.status();
    let latency = started.elapsed();
    let latency_ms = u64::try_from(latency.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        let status = status.as_u16();
        if 500 <= status {
            tracing::warn!(status, latency_ms, "Answered {method} {path} with {status}");
        } else if SLOW <= latency {
            tracing::info!(status, latency_ms, "Answered {method} {path} with {status} after {latency_ms} ms");
        } else {
            tracing::debug!(status, latency_ms, "Answered {method} {path} with {status}");
        }
    });
    response
}

/// The path without its query; where the path carries a secret link, the route instead.
fn loggable_path(request: &Request) -> &str {
    match request.extensions().get::<MatchedPath>() {
        Some(route) if route.as_str().contains("{token}") => route.as_str(),
        _ => request.uri().path(),
    }
}
