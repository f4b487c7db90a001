//! What a word means, where it stands.

use leptos::prelude::*;

/// A "?" that opens one sentence and perhaps a link. Works without a script.
#[component]
pub fn Term(
    /// Unique on the page, such as "namespace".
    id: &'static str,
    /// Name of the button, such as "What is a namespace?".
    #[prop(into)]
    label: String,
    /// One sentence, perhaps a link.
    children: Children,
) -> impl IntoView {
    let target = format!("t-{id}");
    view! {
        <button class="term" type="button" popovertarget=target.clone() aria-label=label></button>
        <span class="tip" id=target popover="auto">{children()}</span>
    }
}
