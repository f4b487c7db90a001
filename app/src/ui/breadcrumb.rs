//! Where one is: client, number, page.

use leptos::prelude::*;

/// One step of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// What it is called; shown in the direction of its script.
    pub label: String,
    /// Where it leads; `None` for the page itself.
    pub href: Option<String>,
}

impl Crumb {
    /// A step that can be gone back to.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: Some(href.into()) }
    }

    /// The page itself.
    pub fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
}

/// The way to this page, from the outside in.
#[component]
pub fn Breadcrumb(
    /// The steps.
    crumbs: Vec<Crumb>,
) -> impl IntoView {
    let steps = crumbs
        .into_iter()
        .map(|crumb| match crumb.href {
            Some(href) => view! { <li><a href=href><bdi>{crumb.label}</bdi></a></li> }.into_any(),
            None => view! { <li aria-current="page"><bdi>{crumb.label}</bdi></li> }.into_any(),
        })
        .collect_view();
    view! { <nav class="crumbs" aria-label="Breadcrumb"><ol>{steps}</ol></nav> }
}
