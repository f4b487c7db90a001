//! The headers that tell a browser what it may do with an answer.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderName, HeaderValue, Uri};
use leptos::nonce::Nonce;

use super::state::StrictTransport;
use super::{Web, onboarding};

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// What the pages never use.
const PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
     magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
);

/// Makes the nonce of this request, which the page's scripts carry, and sets the headers.
pub async fn layer(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let keeps_opener = keeps_opener(request.uri());
    let nonce = URL_SAFE_NO_PAD.encode(web.hub.random.bytes::<16>());
    request.extensions_mut().insert(Nonce::from_value(nonce.as_str()));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // What comes from elsewhere brings a policy that allows nothing at all.
    if let (false, Ok(policy)) = (headers.contains_key(CONTENT_SECURITY_POLICY), HeaderValue::from_str(&policy(&nonce)))
    {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // With no-referrer a form's Origin would be `null`, and the origin check could not tell it from a stranger's.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    headers.insert(PERMISSIONS_POLICY, PERMISSIONS);
    if !keeps_opener {
        headers.insert(OPENER_POLICY, HeaderValue::from_static("same-origin"));
    }
    if web.strict_transport == StrictTransport::Sent {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    // Static files say for themselves how long they keep.
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Whether the window that has opened this one stays known to it: on the way of an onboarding, which ends by telling that
/// window the result, and on what lies on that way: signing in to go on with it, and the answers to its forms. The policy
/// counts on redirects too (HTML, 7.1.3).
fn keeps_opener(uri: &Uri) -> bool {
    let (path, query) = (uri.path(), uri.query().unwrap_or_default());
    if onboarding::is_onboarding(path) || path.starts_with("/api/public/") {
        return true;
    }
    let signs_in = path == "/sign-in" || path.starts_with("/sign-in/");
    signs_in
        && url::form_urlencoded::parse(query.as_bytes())
            .any(|(name, value)| name == "next" && onboarding::is_onboarding(&value))
}

/// Pictures may be files that were chosen in the page (`blob:`): the editor shows them before they are sent.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' blob:; media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    )
}
