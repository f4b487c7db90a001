//! What only ears, or only the keyboard, come across.

use leptos::prelude::*;

/// Words for screen readers alone.
#[component]
pub fn VisuallyHidden<C: IntoView + 'static>(
    /// The words.
    children: TypedChildren<C>,
) -> impl IntoView {
    view! { <span class="vh">{children.into_inner()()}</span> }
}

/// First thing on every page: past the frame to `<main id="main">`.
#[component]
pub fn SkipLink() -> impl IntoView {
    // External to the router, which would scroll there but leave the focus behind.
    view! { <a class="skip" href="#main" rel="external">"Skip to content"</a> }
}
