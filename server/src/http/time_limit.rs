//! How long an answer may take to begin. Streams that have begun (events, exports) are not cut.

use std::time::Duration;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;

use super::Problem;

/// How long an answer may take to begin.
const LIMIT: Duration = Duration::from_secs(30);

/// Gives an answer up after [`LIMIT`].
pub async fn layer(request: Request, next: Next) -> Response {
    match tokio::time::timeout(LIMIT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "This took too long",
            "The server gave the request up after 30 seconds. Try again in a moment.",
        )
        .into_response(),
    }
}
