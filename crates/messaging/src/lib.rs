//! The messaging API: what clients' messaging software speaks to, at an address of its own.
//!
//! A channel's key stands in the header `D360-API-KEY` and implies the channel and its account, so paths carry no ids.
//! Bodies are Meta's Cloud API and pass through as they are; the settings of webhooks are the hub's own. Nothing here
//! reads or sets a cookie. Each part of the router has one of three forms of errors, see [`refusal::Dialect`].

mod body;
mod key;
mod legacy;
mod links;
mod media;
mod messages;
mod number;
mod refusal;
mod relayed;
mod templates;
mod webhooks;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{any, delete, get, post, put};
use hub::Hub;

use refusal::Dialect;

/// The whole messaging API. Request ids, measuring and the log are the server's.
pub fn router(hub: Hub) -> Router {
    let graph = Router::new()
        .route("/messages", post(messages::send))
        .route("/health_status", get(number::health_status))
        .route("/whatsapp_business_profile", get(number::profile).post(number::change_profile))
        .route("/whatsapp_business_encryption", get(number::encryption).post(number::change_encryption))
        .route("/media", post(media::upload))
        .route(
            "/message_templates",
            get(templates::graph::list).post(templates::graph::create).delete(templates::graph::remove),
        )
        .route("/message_templates_library", get(templates::library::list))
        .route("/whatsapp_business/attachments", get(media::download))
        .route("/whatsapp_business/attachments/", get(media::download))
        .route("/{id}", get(media::find).delete(media::remove).post(refusal::no_such_address))
        .fallback(any(refusal::no_such_address));
    let legacy = Router::new()
        .route("/v1/messages", post(legacy::messages::send))
        .route("/v1/messages/{id}", put(legacy::messages::mark))
        .route("/v1/contacts", post(legacy::contacts::check))
        .route("/v1/health", get(legacy::health))
        .route("/v1/media", post(legacy::files::upload))
        .route("/v1/media/{id}", get(legacy::files::fetch).delete(media::remove))
        .route("/v1/settings/business/profile", get(legacy::settings::profile).post(legacy::settings::change_profile))
        .route("/v1/settings/profile/about", get(legacy::settings::about).patch(legacy::settings::change_about))
        .route(
            "/v1/settings/profile/photo",
            get(legacy::photo::show).post(legacy::photo::set).delete(legacy::photo::remove),
        );
    let hub_style = Router::new()
        .route("/v1/configs/webhook", get(webhooks::channel::show).post(webhooks::channel::set))
        .route("/v1/configs/templates", get(templates::configs::list).post(templates::configs::create))
        .route("/v1/configs/templates/{name}", delete(templates::configs::remove));
    let plain = Router::new().route("/waba_webhook", get(webhooks::account::show).post(webhooks::account::set)).route(
        "/multi_webhook",
        get(webhooks::several::show)
            .post(webhooks::several::switch)
            .put(webhooks::several::add)
            .patch(webhooks::several::change)
            .delete(webhooks::several::remove),
    );
    Dialect::Graph
        .around(graph.merge(legacy))
        .merge(Dialect::Meta.around(hub_style))
        .merge(Dialect::Plain.around(plain))
        // Bodies are read by this crate alone, with limits of their own.
        .layer(DefaultBodyLimit::disable())
        .with_state(hub)
}
