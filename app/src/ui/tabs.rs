//! Links to the parts of one object.

use leptos::prelude::*;

use super::State;

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its name.
    pub label: &'static str,
    /// Its address.
    pub href: String,
    /// Whether it is the one that is shown.
    pub state: State,
}

/// The parts, with the one that is shown marked.
#[component]
pub fn Tabs(
    /// What they are the parts of.
    label: &'static str,
    /// The parts.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let tabs = tabs
        .into_iter()
        .map(|tab| {
            let current = tab.state.is_on().then_some("page");
            view! { <li><a href=tab.href aria-current=current>{tab.label}</a></li> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=label><ul>{tabs}</ul></nav> }
}
