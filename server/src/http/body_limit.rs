//! How much a browser may send in one request.

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_LENGTH;
use http_body_util::Limited;

use super::Problem;

/// The largest body of a form or a server function, in bytes.
pub const LIMIT: usize = 256 * 1024;

/// Refuses announced bodies that are too large, and cuts others off.
pub async fn layer(request: Request, next: Next) -> Response {
    let announced = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| LIMIT as u64 <= length) {
        return Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "This is too large",
            "A form may carry 256 KB. Shorten the text or send it in parts.",
        )
        .into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, LIMIT)))).await
}
