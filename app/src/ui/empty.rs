//! Nothing to show: why, and what to do first.

use leptos::prelude::*;

use super::Glyph;

/// An empty state. The children are the buttons, the first one the first thing to do.
#[component]
pub fn EmptyState(
    /// What would be here.
    glyph: Glyph,
    /// What is missing.
    #[prop(into)]
    title: String,
    /// Why.
    #[prop(into)]
    text: String,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            {glyph.view()}
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="btns">{children()}</div> })}
        </div>
    }
}
