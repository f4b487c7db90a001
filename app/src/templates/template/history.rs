//! What happened to a template.

use leptos::prelude::*;

use super::Entry;
use crate::notifications::happening::time;
use crate::ui::Glyph;

/// The entries, the newest first.
pub(super) fn history(entries: Vec<Entry>) -> impl IntoView {
    if entries.is_empty() {
        return view! { <div><p class="muted">"Nothing has happened to it since the hub knows it."</p></div> }
            .into_any();
    }
    let entries = entries.into_iter().map(entry).collect_view();
    view! { <ol class="history">{entries}</ol> }.into_any()
}

fn entry(entry: Entry) -> impl IntoView {
    let detail = (!entry.detail.is_empty()).then(|| view! { <p class="why" dir="auto">{entry.detail}</p> });
    let changes = (!entry.changes.is_empty()).then(|| {
        let rows = entry.changes.into_iter().map(|(field, before, after)| {
            view! {
                <div>
                    <dt>{field}</dt>
                    <dd dir="auto"><del>{before}</del></dd>
                    <dd dir="auto"><ins>{after}</ins></dd>
                </div>
            }
        });
        view! { <details><summary>"What changed"</summary><dl class="diff">{rows.collect_view()}</dl></details> }
    });
    view! {
        <li>
            {Glyph::Off.view()}
            <div>
                <p>{entry.what}</p>
                {detail}
                {changes}
                <small><bdi>{entry.actor}</bdi>" · "{time(entry.at)}</small>
            </div>
        </li>
    }
}
