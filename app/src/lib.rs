//! Every screen of the hub, the UI kit and the server functions; compiled for the server and to WebAssembly.

pub mod error;
#[cfg(feature = "ssr")]
pub mod server;
pub mod ui;

use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

/// The document around every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme_attribute()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <AutoReload options=options.clone()/>
                <HydrationScripts options=options.clone()/>
                <HashedStylesheet options id="hub"/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// `light` or `dark` where the person has chosen one; nothing leaves it to the system.
fn theme_attribute() -> Option<&'static str> {
    #[cfg(feature = "ssr")]
    {
        server::theme()
    }
    #[cfg(not(feature = "ssr"))]
    {
        None
    }
}

/// The application: frame, routes, title.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|text: String| if text.is_empty() { "Partner Hub".to_owned() } else { format!("{text} · Partner Hub") }/>
        <Router>
            <Routes fallback=|| view! { <p>"There is no such page."</p> }>
                // Async: complete pages without JavaScript, and status codes that are decided by data.
                <Route path=path!("/") view=|| view! { <p>"Partner Hub"</p> } ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}
