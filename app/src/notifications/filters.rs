//! The filters of the notifications: each choice is a link.

use domain::event::EventKind;
use leptos::prelude::*;

use super::query::{NotesQuery, Show};
use crate::ui::{FilterChoice, filter};

/// All filters, and the way back to everything.
pub(super) fn filters(query: &NotesQuery) -> impl IntoView + use<> {
    let base = query.newest();
    let show = Show::ALL.iter().map(|value| {
        let next = NotesQuery { show: *value, ..base.clone() };
        choice(&next, value.label(), base.show == *value)
    });
    let kind = EventKind::ALL.iter().map(|value| {
        let chosen = base.kind == Some(*value);
        let next = NotesQuery { kind: (!chosen).then_some(*value), ..base.clone() };
        choice(&next, value.label(), chosen)
    });
    let shown = (base.show != Show::All).then_some(base.show.label());
    let narrowed = shown.is_some() || base.kind.is_some();
    view! {
        <div class="filters" role="group" aria-label="Filters">
            {filter("Show", shown.map(str::to_owned), show.collect())}
            {filter("Kind", base.kind.map(|kind| kind.label().to_owned()), kind.collect())}
            {narrowed.then(|| view! { <a class="clear" href="/notifications">"Clear filters"</a> })}
        </div>
    }
}

fn choice(next: &NotesQuery, words: &'static str, chosen: bool) -> FilterChoice {
    FilterChoice { href: next.address(), content: words.into_any(), chosen }
}
