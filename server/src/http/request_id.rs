//! Gives every request an id: in the log, in the answer's header, on error pages.

use app::server::RequestId;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue};

use super::Web;

/// The header, in requests and in answers.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Takes the id of a proxy in front where it is sane, else makes one.
pub async fn layer(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let given = request.headers().get(&HEADER).and_then(|value| value.to_str().ok()).filter(|id| is_sane(id));
    let id = given.map_or_else(|| domain::ids::base62(web.hub.random.entropy(), 16), str::to_owned);
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

fn is_sane(id: &str) -> bool {
    (8..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_could_confuse_a_log_are_not_taken() {
        assert!(is_sane("4bf92f3577b34da6a3ce929d0e0e4736"));
        for bad in ["", "short", "with space1", "quote\"quote", "line\nbreak", &"x".repeat(65)] {
            assert!(!is_sane(bad), "{bad:?}");
        }
    }
}
