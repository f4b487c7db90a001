//! Facts: a term and its value.

use leptos::prelude::*;

/// A definition list. The children are [`Fact`]s.
#[component]
pub fn Facts<C: IntoView + 'static>(
    /// The facts.
    children: TypedChildren<C>,
) -> impl IntoView {
    view! { <dl class="facts">{children.into_inner()()}</dl> }
}

/// A term and its value; the value may be a mark, a link, an id with its copy button, and a `<small>` beneath.
#[component]
pub fn Fact<C: IntoView + 'static>(
    /// The term.
    label: &'static str,
    /// A [`Term`](super::Term) that explains it.
    #[prop(optional, into)]
    help: Option<ViewFnOnce>,
    /// The value.
    children: TypedChildren<C>,
) -> impl IntoView {
    view! {
        <div>
            <dt>{label}{help.map(|help| help.run())}</dt>
            <dd>{children.into_inner()()}</dd>
        </div>
    }
}
