//! The pages and server functions of `app`.

use std::sync::Arc;

use app::server::{Cookies, RequestId};
use axum::Router;
use http::header::USER_AGENT;
use http::request::Parts;
use hub::accounts::browser::Browser;
use hub::accounts::sessions::{SignedIn, Who};
use leptos::config::LeptosOptions;
use leptos::nonce::Nonce;
use leptos::prelude::{provide_context, with_context};
use leptos_axum::{LeptosRoutes, generate_route_list};

use super::client_address::ClientAddress;
use super::cookie::Jar;
use super::session::Caller;
use super::{Web, cookie};

/// Every route of the application, without the layers around it.
pub fn router(web: &Web) -> Router<Web> {
    let routes = generate_route_list(app::App);
    let options: LeptosOptions = web.site.options.clone();
    let web_for_context = web.clone();
    let jar = Cookies(Arc::new(Jar(web.transport)));
    Router::new().leptos_routes_with_context(
        web,
        routes,
        move || {
            provide_context(jar.clone());
            provide_request(&web_for_context);
        },
        move || app::shell(options.clone()),
    )
}

/// Hands to views and server functions what the layers have found out about the request.
fn provide_request(web: &Web) {
    provide_context(web.hub.clone());
    let found = with_context::<Parts, _>(|parts| {
        let extensions = &parts.extensions;
        let ids = (extensions.get::<RequestId>().cloned(), extensions.get::<Nonce>().cloned());
        (ids, extensions.get::<Caller>().cloned(), browser(parts, web))
    });
    let Some(((request_id, nonce), caller, browser)) = found else { return };
    if let Some(id) = request_id {
        provide_context(id);
    }
    if let Some(nonce) = nonce {
        provide_context(nonce);
    }
    if let Some(Caller(who)) = caller {
        if let Who::SignedIn(signed_in) = who.as_ref() {
            provide_context(signed_in.actor);
            provide_context(SignedIn::clone(signed_in));
        }
        provide_context(who);
    }
    provide_context(browser);
}

fn browser(parts: &Parts, web: &Web) -> Browser {
    let address = parts.extensions.get::<ClientAddress>();
    let agent = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
    Browser {
        address: address.map(|ClientAddress(address)| address.to_string()).unwrap_or_default(),
        agent: agent.unwrap_or_default().to_owned(),
        session: cookie::session(&parts.headers, web.transport).map(str::to_owned),
        mark: cookie::mark(&parts.headers, web.transport).map(str::to_owned),
    }
}
