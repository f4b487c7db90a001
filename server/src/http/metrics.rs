//! Counts and times requests, and shows what was counted.

use std::net::IpAddr;
use std::time::Instant;

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{AUTHORIZATION, CONTENT_TYPE, FORWARDED};
use http::{HeaderMap, StatusCode};
use secrecy::ExposeSecret;
use store::StoreError;

use super::listener::Peer;
use super::{Problem, Web};

/// Measures every request by route, never by path: paths are without number.
pub async fn layer(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let method = method_name(request.method());
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    let labels = [("method", method.to_owned()), ("route", route), ("status", status)];
    metrics::histogram!("http_request_duration_seconds", &labels).record(started.elapsed());
    response
}

/// `/metrics`, in the text form of Prometheus: on this machine, or with the token of METRICS_TOKEN.
pub async fn expose(State(web): State<Web>, request: Request) -> Response {
    let peer = request.extensions().get::<ConnectInfo<Peer>>().map(|ConnectInfo(peer)| peer.0.ip());
    let token = web.metrics_token.as_ref().map(|token| token.expose_secret());
    if !may_see(request.headers(), peer, token) {
        return Problem::not_found().into_response();
    }
    let waiting = waiting_webhooks(&web).await;
    metrics::gauge!("database_up").set(if waiting.is_ok() { 1.0 } else { 0.0 });
    if let Ok(count) = waiting {
        metrics::gauge!("webhook_bodies_waiting").set(count as f64);
    }
    for (worker, up) in web.health.all() {
        metrics::gauge!("worker_up", "worker" => worker).set(if up { 1.0 } else { 0.0 });
    }
    (StatusCode::OK, [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], web.metrics.render()).into_response()
}

async fn waiting_webhooks(web: &Web) -> Result<i64, StoreError> {
    store::webhooks::backlog(&mut web.hub.store.read().await?).await
}

fn method_name(method: &http::Method) -> &'static str {
    match *method {
        http::Method::GET => "GET",
        http::Method::HEAD => "HEAD",
        http::Method::POST => "POST",
        http::Method::PUT => "PUT",
        http::Method::PATCH => "PATCH",
        http::Method::DELETE => "DELETE",
        _ => "other",
    }
}

/// A proxy on this machine connects from loopback as well, and gives itself away by its header.
fn may_see(headers: &HeaderMap, peer: Option<IpAddr>, token: Option<&str>) -> bool {
    if let Some(token) = token {
        let given = headers.get(AUTHORIZATION).and_then(|given| given.as_bytes().strip_prefix(b"Bearer "));
        return given.is_some_and(|given| same(given, token.as_bytes()));
    }
    let came_through_proxy = headers.contains_key("x-forwarded-for") || headers.contains_key(FORWARDED);
    !came_through_proxy && peer.is_some_and(|peer| peer.to_canonical().is_loopback())
}

/// Compares in a time that depends on the lengths alone.
fn same(given: &[u8], expected: &[u8]) -> bool {
    given.len() == expected.len() && given.iter().zip(expected).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(name: &'static str, value: &'static str) -> HeaderMap {
        [(http::HeaderName::from_static(name), HeaderValue::from_static(value))].into_iter().collect()
    }

    #[test]
    fn figures_stay_on_this_machine_unless_there_is_a_token() {
        let (here, there) = ("127.0.0.1".parse().ok(), "203.0.113.9".parse().ok());
        let none = HeaderMap::new();
        assert!(may_see(&none, here, None));
        assert!(!may_see(&none, there, None));
        assert!(!may_see(&none, None, None));
        assert!(!may_see(&headers("x-forwarded-for", "127.0.0.1"), here, None));
        assert!(may_see(&headers("authorization", "Bearer abc"), there, Some("abc")));
        assert!(!may_see(&headers("authorization", "Bearer abd"), there, Some("abc")));
        assert!(!may_see(&headers("authorization", "Bearer ab"), here, Some("abc")));
        assert!(!may_see(&none, here, Some("abc")));
    }
}
