//! `/webhooks/whatsapp`: where Meta posts what happened.

use std::error::Error as _;

use axum::body::{Body, to_bytes};
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use http_body_util::LengthLimitError;

use super::{Problem, Web};

/// The largest body that Meta sends is 3 MB (Webhooks, "Create a webhook endpoint").
const LIMIT: usize = 3 * 1024 * 1024;

/// The handshake: hands Meta's challenge back when it knows the verify token.
pub async fn handshake(State(web): State<Web>, RawQuery(query): RawQuery) -> Response {
    match whatsapp::webhook::handshake(&query.unwrap_or_default(), &web.app.verify_token) {
        Some(challenge) => challenge.into_response(),
        None => {
            tracing::warn!("Refused a webhook handshake: the verify token is not META_VERIFY_TOKEN");
            Problem::new(StatusCode::FORBIDDEN, "Refused", "The verify token is another one.").into_response()
        }
    }
}

/// Stores a signed body as it came, then answers 200. What it says is looked at afterwards, so that nothing in it can
/// make Meta send it again. Only a database that fails does: 503, and Meta repeats for seven days.
pub async fn receive(State(web): State<Web>, headers: HeaderMap, body: Body) -> Response {
    let body = match to_bytes(body, LIMIT).await {
        Ok(body) => body,
        Err(error) if error.source().is_some_and(|source| source.is::<LengthLimitError>()) => {
            count("too_large");
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        }
        Err(_) => {
            count("broken_off");
            return StatusCode::BAD_REQUEST.into_response();
        }
    };
    let signature = headers.get("x-hub-signature-256").and_then(|value| value.to_str().ok());
    if let Err(error) = whatsapp::signature::verify(&web.app.secret, &body, signature) {
        count("bad_signature");
        tracing::warn!(bytes = body.len(), "Refused a webhook: {error}");
        return StatusCode::UNAUTHORIZED.into_response();
    }
    metrics::counter!("webhook_bytes_total").increment(body.len() as u64);
    match hub::webhooks::receive(&web.hub, body).await {
        Ok(()) => {
            count("stored");
            StatusCode::OK.into_response()
        }
        Err(error) => {
            count("failed");
            tracing::error!(%error, "A webhook could not be stored; Meta will send it again");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

fn count(outcome: &'static str) {
    metrics::counter!("webhook_posts_total", "outcome" => outcome).increment(1);
}
