//! The two steps of an onboarding that are no pages: out to Meta's sign-up, and back from it.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use hub::HubError;
use hub::onboarding::{self, Returned};
use serde::Deserialize;

use super::{Problem, Web, cookie};
use domain::ids::OnboardingId;

/// Addresses of the onboarding: whoever opens them from another site keeps the window that it came from, since the
/// result is told to that window at the end.
const ADDRESSES: [&str; 5] = ["/onboarding", "/onboard", "/dashboard/app", "/permission", "/permissions"];

/// Whether an address is one of the onboarding.
pub(super) fn is_onboarding(path: &str) -> bool {
    ADDRESSES
        .iter()
        .any(|address| path.strip_prefix(address).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?'])))
}

/// Sends the client to Meta's sign-up.
pub async fn to_meta(State(web): State<Web>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let Ok(id) = OnboardingId::parse(&id) else { return Problem::not_found().into_response() };
    match onboarding::dialog(&web.hub, &id, session(&web, &headers)).await {
        Ok(address) => Redirect::to(address.as_str()).into_response(),
        // The page of the way says what to do.
        Err(HubError::SignInRequired) => back(&id),
        Err(error) => Problem::from(error).into_response(),
    }
}

/// With what Meta sends the browser back (Facebook Login, "Manually build a login flow").
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FromMeta {
    state: String,
    code: Option<String>,
    error_reason: Option<String>,
    error_description: Option<String>,
    error_message: Option<String>,
}

/// Takes what Meta gave, and leads on to the page of the way.
pub async fn from_meta(State(web): State<Web>, Query(query): Query<FromMeta>, headers: HeaderMap) -> Response {
    let Ok(id) = OnboardingId::parse(&query.state) else { return Problem::not_found().into_response() };
    let refusal = match query.error_reason.as_deref() {
        Some("user_denied") => query.error_reason,
        _ => query.error_description.or(query.error_message).or(query.error_reason),
    };
    let given = Returned { code: query.code, refusal };
    match onboarding::returned(&web.hub, &id, session(&web, &headers), given).await {
        Ok(()) | Err(HubError::SignInRequired) => back(&id),
        Err(error) => Problem::from(error).into_response(),
    }
}

fn back(id: &OnboardingId) -> Response {
    Redirect::to(&format!("/onboard/{id}")).into_response()
}

fn session<'a>(web: &Web, headers: &'a HeaderMap) -> &'a str {
    cookie::session(headers, web.transport).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_segments_are_addresses_of_the_onboarding() {
        for ours in [
            "/onboarding/abcPA",
            "/dashboard/app/abcPA",
            "/dashboard/app/abcPA/permissions",
            "/permission",
            "/permission?partner_id=abcPA",
            "/permissions",
            "/onboard/abcOB/meta",
        ] {
            assert!(is_onboarding(ours), "{ours}");
        }
        for other in ["/", "/numbers", "/onboardings", "/permissive", "/dashboard", "/settings/partner"] {
            assert!(!is_onboarding(other), "{other}");
        }
    }
}
