//! The head of a page: the way to it, its title, its actions.

use leptos::prelude::*;

use super::breadcrumb::{Breadcrumb, Crumb};

/// Title, one line beneath it, and the actions: one primary, the rest in a menu.
#[component]
pub fn PageHeader(
    /// The title.
    #[prop(into)]
    title: String,
    /// One line beneath it.
    #[prop(optional, into)]
    line: Option<String>,
    /// The way to this page; empty at the top.
    #[prop(optional)]
    crumbs: Vec<Crumb>,
    /// The actions.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="ph">
            {(!crumbs.is_empty()).then(|| view! { <Breadcrumb crumbs/> })}
            <div>
                <h1>{title}</h1>
                {line.map(|line| view! { <p dir="auto">{line}</p> })}
            </div>
            {children.map(|children| view! { <div class="btns">{children()}</div> })}
        </header>
    }
}
