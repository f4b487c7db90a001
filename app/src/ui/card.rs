//! Cards: a group of things under a heading.

use leptos::prelude::*;

/// A section with its heading. The children are a `<div>`, [`Facts`](super::Facts), `<ul class="rows">`,
/// a table or a `<footer>`.
#[component]
pub fn Card<C: IntoView + 'static>(
    /// Unique on the page; addresses can point at it.
    id: &'static str,
    /// The heading.
    #[prop(into)]
    title: String,
    /// What stands at the end of the heading's line.
    #[prop(optional, into)]
    aside: Option<ViewFnOnce>,
    /// The content.
    children: TypedChildren<C>,
) -> impl IntoView {
    section("card", id, title, aside, children.into_inner()().into_any())
}

/// What cannot be taken back, last on its page: framed, not filled. The children are `<li>`s of rows.
#[component]
pub fn DangerZone<C: IntoView + 'static>(
    /// The rows.
    children: TypedChildren<C>,
) -> impl IntoView {
    let rows = view! { <ul class="rows">{children.into_inner()()}</ul> }.into_any();
    section("card danger-zone", "danger", "Danger zone".to_owned(), None, rows)
}

fn section(
    class: &'static str,
    id: &'static str,
    title: String,
    aside: Option<ViewFnOnce>,
    content: AnyView,
) -> impl IntoView {
    let heading = format!("h-{id}");
    let named_by = heading.clone();
    view! {
        <section class=class id=id aria-labelledby=named_by>
            <header><h2 id=heading>{title}</h2>{aside.map(|aside| aside.run())}</header>
            {content}
        </section>
    }
}
