//! Static files: stylesheet, scripts, icons, compressed at build time where they can be.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::header::CACHE_CONTROL;
use http::{HeaderValue, Method, StatusCode};
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

use super::{Problem, Web};

/// Sends the file that the path names, or says that there is no such page.
pub async fn file(State(web): State<Web>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::not_found().into_response();
    }
    let keeps = if is_hashed(request.uri().path()) {
        HeaderValue::from_static("public, max-age=31536000, immutable")
    } else {
        HeaderValue::from_static("no-cache")
    };
    let directory = ServeDir::new(&*web.site.options.site_root)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    let Ok(found) = directory.oneshot(request).await;
    if matches!(found.status(), StatusCode::OK | StatusCode::PARTIAL_CONTENT | StatusCode::NOT_MODIFIED) {
        let mut response = found.map(Body::new);
        response.headers_mut().insert(CACHE_CONTROL, keeps);
        return response;
    }
    Problem::not_found().into_response()
}

/// The build writes a hash of the content into a name: `hub.zXb9….css`. Such a file never changes.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let mut parts = name.split('.').rev();
    let extension = parts.next();
    let hash = parts.next().unwrap_or_default();
    let has_stem = parts.next().is_some();
    extension.is_some()
        && has_stem
        && 16 <= hash.len()
        && hash.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_are_known() {
        assert!(is_hashed("/pkg/hub.9z4vEVq8pgvBQfCfEpeUHQ.css"));
        assert!(is_hashed("/pkg/__wasm_split.9z4vEVq8pgvBQfCfEpeUHQ.js"));
        for other in ["/pkg/hub.css", "/favicon.svg", "/robots.txt", "/", "/pkg/9z4vEVq8pgvBQfCfEpeUHQ.css"] {
            assert!(!is_hashed(other), "{other}");
        }
    }
}
