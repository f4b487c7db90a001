//! The filters of the notifications: each choice is a link.

use domain::event::EventKind;
use leptos::prelude::*;

use super::query::{NotesQuery, Show};
use crate::ui::Glyph;

/// All filters, and the way back to everything.
pub(super) fn filters(query: &NotesQuery) -> impl IntoView + use<> {
    let base = query.newest();
    let show = Show::ALL.iter().map(|value| {
        let next = NotesQuery { show: *value, ..base.clone() };
        (next, value.label(), base.show == *value)
    });
    let kind = EventKind::ALL.iter().map(|value| {
        let chosen = base.kind == Some(*value);
        let next = NotesQuery { kind: (!chosen).then_some(*value), ..base.clone() };
        (next, value.label(), chosen)
    });
    let shown = (base.show != Show::All).then_some(base.show.label());
    let narrowed = shown.is_some() || base.kind.is_some();
    view! {
        <div class="filters" role="group" aria-label="Filters">
            {filter("Show", shown, show.collect())}
            {filter("Kind", base.kind.map(EventKind::label), kind.collect())}
            {narrowed.then(|| view! { <a class="clear" href="/notifications">"Clear filters"</a> })}
        </div>
    }
}

fn filter(
    label: &'static str,
    value: Option<&'static str>,
    choices: Vec<(NotesQuery, &'static str, bool)>,
) -> impl IntoView {
    let class = if value.is_some() { "filter on" } else { "filter" };
    let icon = value.is_none().then(|| Glyph::Plus.view());
    let items = choices
        .into_iter()
        .map(|(query, label, chosen)| {
            let current = chosen.then_some("true");
            view! { <li><a href=query.address() aria-current=current>{label}</a></li> }
        })
        .collect_view();
    view! {
        <details class=class name="f">
            <summary>{icon}{label}{value.map(|value| view! { <b>{value}</b> })}</summary>
            <ul class="pick">{items}</ul>
        </details>
    }
}
