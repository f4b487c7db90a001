//! What surrounds a page without the frame.

use leptos::prelude::*;

use crate::error::AppError;
use crate::ui::{Glyph, LinkButton, SkipLink};

/// A narrow column with the hub's name above it.
#[component]
pub fn Auth(
    /// The card, and what stands beneath it.
    children: Children,
) -> impl IntoView {
    view! {
        <SkipLink/>
        <main class="auth" id="main" tabindex="-1">
            <p class="brand">{Glyph::Brand.view()}"Partner Hub"</p>
            {children()}
        </main>
    }
}

/// Whom to ask, beneath the card. `contact` is what the operator has set: an address, words, or nothing.
pub(crate) fn help(contact: &str) -> Option<impl IntoView + use<>> {
    if contact.is_empty() {
        return None;
    }
    let is_address = contact.contains('@') && !contact.contains(char::is_whitespace);
    let is_page = contact.starts_with("https://") || contact.starts_with("mailto:");
    let words = contact.trim_start_matches("mailto:").to_owned();
    let contact = if is_page {
        view! { <a href=contact.to_owned() rel="external noopener">{words}</a> }.into_any()
    } else if is_address {
        view! { <a href=format!("mailto:{contact}")>{words}</a> }.into_any()
    } else {
        words.into_any()
    };
    Some(view! { <footer>"Trouble signing in? Contact: "{contact}</footer> })
}

/// A page that cannot be shown, with what can be done instead.
pub(crate) fn dead_end(title: &'static str, text: String, href: &'static str, action: &'static str) -> AnyView {
    view! {
        <section class="card">
            <h1>{title}</h1>
            <p>{text}</p>
            <LinkButton href>{action}</LinkButton>
        </section>
    }
    .into_any()
}

/// A page that could not be loaded.
pub(crate) fn failed(error: &AppError) -> AnyView {
    dead_end("This did not work", error.to_string(), "/sign-in", "Go to the sign-in")
}
