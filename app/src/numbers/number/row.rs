//! A row of the details: a term, what it means, its value.

use leptos::prelude::*;

use crate::ui::{Copyable, Fact, Term};

/// What a term means.
pub(super) struct Help {
    /// Unique on the page.
    pub(super) id: &'static str,
    /// Name of the button.
    pub(super) question: &'static str,
    /// One sentence.
    pub(super) answer: &'static str,
}

/// A row with an explanation.
pub(super) fn explained(label: &'static str, help: &'static Help, value: AnyView) -> AnyView {
    let term = move || view! { <Term id=help.id label=help.question>{help.answer}</Term> };
    view! { <Fact label help=term>{value}</Fact> }.into_any()
}

/// A row whose term speaks for itself.
pub(super) fn plain(label: &'static str, value: AnyView) -> AnyView {
    view! { <Fact label>{value}</Fact> }.into_any()
}

/// A text in any script.
pub(super) fn text(value: Option<String>) -> AnyView {
    match value.filter(|value| !value.is_empty()) {
        Some(value) => view! { <bdi>{value}</bdi> }.into_any(),
        None => unknown(),
    }
}

/// An id with its copy button.
pub(super) fn id(value: Option<String>, button: &'static str) -> AnyView {
    match value.filter(|value| !value.is_empty()) {
        Some(value) => view! { <Copyable value label=button/> }.into_any(),
        None => unknown(),
    }
}

/// Meta has not said.
pub(super) fn unknown() -> AnyView {
    view! { <span class="muted">"Not reported by Meta"</span> }.into_any()
}
