//! How long an answer may take to begin. Streams that have begun (events, exports) are not cut.

use std::time::Duration;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;

use super::{Problem, profile_picture, template_media};

/// How long an answer may take to begin.
const LIMIT: Duration = Duration::from_secs(30);

/// How long an upload may take: a hundred megabytes over a slow line.
const UPLOAD_LIMIT: Duration = Duration::from_secs(30 * 60);

/// Gives an answer up after [`LIMIT`], that to an upload after [`UPLOAD_LIMIT`].
pub async fn layer(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_upload = template_media::is_upload(path) || profile_picture::is_upload(path);
    let limit = if is_upload { UPLOAD_LIMIT } else { LIMIT };
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "This took too long",
            format!("The server gave the request up after {} seconds. Try again in a moment.", limit.as_secs()),
        )
        .into_response(),
    }
}
