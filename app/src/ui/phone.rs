//! Phone numbers on the page.

use leptos::oco::Oco;
use leptos::prelude::*;

/// A number in its groups: it never breaks, and reads left to right in every script.
#[component]
pub fn Phone(
    /// As people read it: `+49 30 901820`.
    #[prop(into)]
    number: Oco<'static, str>,
) -> impl IntoView {
    view! { <span class="tel">{number}</span> }
}
