//! How long a text is, and how long it may be.

use domain::templates::parameters::length;
use leptos::prelude::*;

/// "12 of 60", and by how much it is too long.
#[component]
pub fn Counter(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// The most characters.
    limit: usize,
) -> impl IntoView {
    let count = Memo::new(move |_| text.with(|text| length(text)));
    view! {
        <small class="counter" class:over=move || limit < count.get()>
            {move || format!("{} of {limit}", count.get())}
        </small>
    }
}
