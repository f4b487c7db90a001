//! The messaging API at its own address: on another port, or on the port of the pages under another host name.

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use http::header::HOST;
use http::uri::Authority;
use tower::ServiceExt;

use super::{Web, metrics, request_id, trace};

/// The messaging API with what it shares with the pages.
pub fn router(web: &Web) -> Router {
    messaging::router(web.hub.clone())
        .layer(from_fn(trace::layer))
        .layer(from_fn(metrics::layer))
        .layer(from_fn_with_state(web.clone(), request_id::layer))
}

/// Answers requests for `host` with the API and all others with the pages: neither is there under the other's name.
pub fn beside(pages: Router, host: &str, api: Router) -> Router {
    let host = host.to_owned();
    pages.layer(from_fn(move |request: Request, next: Next| {
        let api = is_for(&request, &host).then(|| api.clone());
        async move {
            match api {
                Some(api) => api.oneshot(request).await.into_response(),
                None => next.run(request).await,
            }
        }
    }))
}

/// The host name that a request is for, without its port: in its target or, as most write it, in its header.
fn is_for(request: &Request, host: &str) -> bool {
    let header = request.headers().get(HOST).and_then(|value| value.to_str().ok()?.parse::<Authority>().ok());
    let named = request.uri().authority().or(header.as_ref()).map(Authority::host);
    named.is_some_and(|named| named.trim_end_matches('.').eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn a_request_names_its_host_in_its_target_or_header() {
        let api = "waba.example.com";
        for (target, header, expected) in [
            ("/messages", "waba.example.com", true),
            ("/messages", "WABA.example.com:8443", true),
            ("/messages", "waba.example.com.", true),
            ("https://waba.example.com/messages", "", true),
            ("https://waba.example.com/messages", "hub.example.com", true),
            ("https://hub.example.com/", "waba.example.com", false),
            ("/messages", "hub.example.com", false),
            ("/messages", "waba.example.com.evil.example", false),
            ("/messages", "", false),
            ("/messages", "a b", false),
        ] {
            let request = Request::builder().uri(target).header(HOST, header).body(Body::empty()).unwrap();
            assert_eq!(is_for(&request, api), expected, "{target} {header}");
        }
    }
}
