//! Refuses requests that another site makes a signed-in browser send (cross-site request forgery).
//!
//! Every state-changing request has to say where it comes from: browsers send `Origin` with it, or at least
//! `Sec-Fetch-Site` or `Referer`. Whoever sends none of them may pass without a session cookie only: a program, which
//! nobody can make send somebody's cookie.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{ORIGIN, REFERER};
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use super::{Problem, Web, cookie};

/// Checks state-changing requests.
pub async fn layer(State(web): State<Web>, request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if changes {
        let has_cookie = cookie::session(request.headers(), web.transport).is_some();
        match source(request.headers(), &web.origin) {
            Source::Ours => {}
            Source::Unsaid if !has_cookie => {}
            Source::Unsaid | Source::Foreign => {
                tracing::info!("Refused a form that did not come from a page of the hub");
                let text = format!(
                    "It was not sent from a page of this hub, whose address is {}. Open that address and try again.",
                    web.origin
                );
                return Problem::new(StatusCode::FORBIDDEN, "This form was refused", text).into_response();
            }
        }
    }
    next.run(request).await
}

#[derive(Debug, PartialEq, Eq)]
enum Source {
    Ours,
    Foreign,
    Unsaid,
}

fn source(headers: &HeaderMap, origin: &str) -> Source {
    let judge = |is_ours: bool| if is_ours { Source::Ours } else { Source::Foreign };
    if let Some(given) = headers.get(ORIGIN) {
        return judge(given.as_bytes() == origin.as_bytes());
    }
    if let Some(site) = headers.get("sec-fetch-site") {
        return judge(site.as_bytes() == b"same-origin");
    }
    match headers.get(REFERER) {
        Some(referer) => {
            let referer = referer.to_str().ok().and_then(|text| Url::parse(text).ok());
            judge(referer.is_some_and(|url| url.origin().ascii_serialization() == origin))
        }
        None => Source::Unsaid,
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn the_source_is_judged_by_the_best_evidence() {
        let ours = "https://hub.example";
        for (given, expected) in [
            (&[][..], Source::Unsaid),
            (&[("origin", "https://hub.example")][..], Source::Ours),
            (&[("origin", "null")][..], Source::Foreign),
            (&[("origin", "http://hub.example")][..], Source::Foreign),
            (&[("origin", "https://hub.example:444")][..], Source::Foreign),
            (&[("origin", "https://hub.example.evil.example")][..], Source::Foreign),
            (&[("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")][..], Source::Foreign),
            (&[("sec-fetch-site", "same-origin")][..], Source::Ours),
            (&[("sec-fetch-site", "same-site")][..], Source::Foreign),
            (&[("sec-fetch-site", "cross-site"), ("referer", "https://hub.example/")][..], Source::Foreign),
            (&[("sec-fetch-site", "none")][..], Source::Foreign),
            (&[("referer", "https://hub.example/numbers?x=1")][..], Source::Ours),
            (&[("referer", "https://hub.example@evil.example/")][..], Source::Foreign),
            (&[("referer", "nonsense")][..], Source::Foreign),
        ] {
            let headers: HeaderMap = given
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
                .collect();
            assert_eq!(source(&headers, ours), expected, "{given:?}");
        }
    }
}
