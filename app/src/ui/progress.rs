//! How far a long thing is.

use leptos::prelude::*;

/// A bar with what is done and how far it is, in words.
#[component]
pub fn Progress(
    /// Unique on the page.
    id: &'static str,
    /// What is done.
    #[prop(into)]
    label: Signal<String>,
    /// How far, in words: "12 of 16 accounts".
    #[prop(into)]
    text: Signal<String>,
    /// Done so far.
    #[prop(into)]
    value: Signal<u32>,
    /// All of it; at least 1.
    #[prop(into)]
    max: Signal<u32>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <label for=id>{move || label.get()}</label>
            <output for=id>{move || text.get()}</output>
            <progress id=id value=move || value.get().to_string() max=move || max.get().max(1).to_string()></progress>
        </div>
    }
}
