//! Stops requests of browsers that are not signed in before anything is rendered: an answer that was rendered and
//! then turned into a redirect would still carry its data.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::LOCATION;
use http::{HeaderValue, Method, StatusCode, Uri};
use hub::accounts::sessions::Who;
use url::form_urlencoded;

use super::Problem;
use super::session::Caller;

/// Where everybody may go: these paths and all below them. Server functions that work without a session live under
/// `/api/public`; signing out twice is no error.
const PUBLIC: [&str; 12] = [
    "/sign-in",
    "/sign-out",
    "/forgot-password",
    "/reset-password",
    "/invitation",
    "/onboarding",
    "/onboard",
    "/dashboard/app",
    "/permission",
    "/permissions",
    "/logo",
    "/api/public",
];

/// Where everybody else goes first.
const SIGN_IN_PAGE: &str = "/sign-in";

/// Where a person goes who still has to enter a one-time password.
const CODE_PAGE: &str = "/sign-in/code";

/// What is answered with 401, since no person would see a page: server functions.
const PROGRAMS: &str = "/api";

/// The stream of events is answered with 204, which tells a browser to ask no more (HTML, 9.2.2): a page that is being
/// left may ask for it once more right after its session has ended.
const STREAM: &str = "/live";

/// Lets signed-in browsers pass, and everybody to the public pages.
pub async fn layer(request: Request, next: Next) -> Response {
    let who = request.extensions().get::<Caller>().map(|Caller(who)| who.as_ref());
    let path = request.uri().path();
    let is_signed_in = matches!(who, Some(Who::SignedIn(_)));
    if is_signed_in || PUBLIC.iter().any(|public| is_at_or_below(path, public)) {
        return next.run(request).await;
    }
    let page = if matches!(who, Some(Who::CodeAwaited)) { CODE_PAGE } else { SIGN_IN_PAGE };
    if path == STREAM {
        return StatusCode::NO_CONTENT.into_response();
    }
    let is_page_view = matches!(*request.method(), Method::GET | Method::HEAD);
    if is_page_view && !is_at_or_below(path, PROGRAMS) {
        return redirect(page, request.uri());
    }
    Problem::new(StatusCode::UNAUTHORIZED, "You are signed out", "The session has ended. Sign in to continue.")
        .with_link(page, "Sign in")
        .into_response()
}

fn is_at_or_below(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// An empty answer that leads to the sign-in and from there back.
fn redirect(page: &'static str, wanted: &Uri) -> Response {
    let wanted = wanted.path_and_query().map_or("/", |wanted| wanted.as_str());
    let target = match wanted {
        "/" => page.to_owned(),
        wanted => {
            let next: String = form_urlencoded::byte_serialize(wanted.as_bytes()).collect();
            format!("{page}?next={next}")
        }
    };
    let target = HeaderValue::from_str(&target).unwrap_or(HeaderValue::from_static(SIGN_IN_PAGE));
    (StatusCode::SEE_OTHER, [(LOCATION, target)]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_segments_are_public() {
        assert!(is_at_or_below("/sign-in", "/sign-in"));
        assert!(is_at_or_below("/sign-in/code", "/sign-in"));
        assert!(!is_at_or_below("/sign-inside", "/sign-in"));
        assert!(!is_at_or_below("/api/publicity", "/api/public"));
    }
}
