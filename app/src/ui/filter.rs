//! A filter: a button that opens its choices, each of them a link, so that one click applies it and the address can be
//! shared.

use leptos::prelude::*;

use super::Glyph;

/// One choice of a filter.
pub struct FilterChoice {
    /// Where it leads.
    pub href: String,
    /// Its words, perhaps a mark.
    pub content: AnyView,
    /// Whether it is the one that holds.
    pub chosen: bool,
}

/// A filter with its choices; `value` is what holds now.
pub fn filter(label: &'static str, value: Option<String>, choices: Vec<FilterChoice>) -> impl IntoView {
    let class = if value.is_some() { "filter on" } else { "filter" };
    let icon = value.is_none().then(|| Glyph::Plus.view());
    view! {
        <details class=class name="f">
            <summary>{icon}{label}{value.map(|value| view! { <b>{value}</b> })}</summary>
            {filter_choices(choices)}
        </details>
    }
}

/// The choices alone, for a filter with a button of its own.
pub fn filter_choices(choices: Vec<FilterChoice>) -> impl IntoView {
    let items = choices
        .into_iter()
        .map(|choice| {
            let current = choice.chosen.then_some("true");
            view! { <li><a href=choice.href aria-current=current>{choice.content}</a></li> }
        })
        .collect_view();
    view! { <ul class="pick">{items}</ul> }
}
