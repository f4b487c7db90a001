//! Everything that is answered over HTTP: the router, and one file per layer and per route.
//!
//! From the outside in, a request passes: request id, measuring, log, security headers, error pages, panics, time
//! limit, client address. Pages, server functions and what else belongs to a signed-in browser then pass: body limit
//! (but for uploads), session, origin check, guard. Webhooks and health checks do not. The messaging API, which has an
//! address of its own, passes request id, measuring and log alone.

pub mod body_limit;
pub mod client_address;
pub mod connection;
pub mod cookie;
pub mod csv;
pub mod files;
pub mod guard;
pub mod headers;
pub mod health;
pub mod listener;
pub mod live;
pub mod logo;
pub mod messaging;
pub mod metrics;
pub mod onboarding;
pub mod origin;
pub mod pages;
pub mod panics;
pub mod problem;
pub mod profile_picture;
pub mod request_id;
pub mod session;
pub mod state;
pub mod template_form;
pub mod template_media;
pub mod template_sample;
pub mod time_limit;
pub mod trace;
pub mod two_factor;
pub mod upload;
pub mod webhooks;

pub use problem::Problem;
pub use state::{Web, WebParts};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get, post};

use crate::config::Apart;

/// The whole of HTTP on the listener of the pages.
pub fn router(web: &Web) -> Router {
    let pages = all_pages(web);
    match &web.messaging {
        Some(Apart::Host(host)) => messaging::beside(pages, host, messaging::router(web)),
        Some(Apart::Port(_)) | None => pages,
    }
}

fn all_pages(web: &Web) -> Router {
    let pages = pages::router(web)
        .route("/live", get(live::live))
        .route("/settings/two-factor.png", get(two_factor::picture))
        .route("/numbers.csv", get(csv::numbers))
        .route("/numbers/{id}/balance.csv", get(csv::charges))
        .route("/onboard/{id}/meta", get(onboarding::to_meta))
        .route("/onboard/meta", get(onboarding::from_meta))
        .route("/logo/{partner}/{version}", get(logo::show))
        .route("/templates/drafts/{id}/form", post(template_form::take))
        .route("/templates/{id}/sample", get(template_sample::of_message))
        .route("/templates/{id}/sample/{card}", get(template_sample::of_card))
        .route("/numbers/{id}/profile-picture", get(profile_picture::current))
        .route("/numbers/{id}/profile-picture/new", get(profile_picture::new))
        .route("/api/{*function}", any(problem::outdated));
    // Files have limits of their own, by their kind.
    let uploads = Router::new()
        .route("/api/app/templates/drafts/{id}/sample", post(template_media::upload))
        .route("/api/app/organisation/logo", post(logo::take).layer(DefaultBodyLimit::disable()))
        .route("/api/app/numbers/{id}/profile-picture", post(profile_picture::take).layer(DefaultBodyLimit::disable()));
    let browser = signed_in(web, pages).layer(from_fn(body_limit::layer)).merge(signed_in(web, uploads));
    let machines = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::expose))
        .route("/webhooks/whatsapp", post(webhooks::receive).get(webhooks::handshake));
    around(web, browser.merge(machines).fallback(files::file)).with_state(web.clone())
}

/// Puts the layers around routes that belong to a signed-in browser.
fn signed_in(web: &Web, router: Router<Web>) -> Router<Web> {
    router
        .layer(from_fn(guard::layer))
        .layer(from_fn_with_state(web.clone(), origin::layer))
        .layer(from_fn_with_state(web.clone(), session::layer))
}

/// Puts the layers that every answer passes around a router; tests use it with routes of their own.
pub fn around(web: &Web, router: Router<Web>) -> Router<Web> {
    router
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(from_fn_with_state(web.clone(), client_address::layer))
        .layer(from_fn(time_limit::layer))
        .layer(from_fn(panics::layer))
        .layer(from_fn_with_state(web.clone(), problem::layer))
        .layer(from_fn_with_state(web.clone(), headers::layer))
        .layer(from_fn(trace::layer))
        .layer(from_fn(metrics::layer))
        .layer(from_fn_with_state(web.clone(), request_id::layer))
}
