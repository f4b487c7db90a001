//! Health of each entity that a message passes through.

use leptos::prelude::*;

use super::load::Health;
use super::marked::Marked;
use crate::ui::{Card, Term};

/// The card with one line per entity.
pub(super) fn health(overall: Option<Marked>, lines: Vec<Health>) -> impl IntoView {
    let content = if lines.is_empty() {
        view! { <div><p class="muted">"Meta has not reported any health yet. It comes with the next sync."</p></div> }
            .into_any()
    } else {
        let items = lines.into_iter().map(line).collect_view();
        view! { <ul class="rows health">{items}</ul> }.into_any()
    };
    let aside = move || {
        view! {
            <span class="aside">
                {overall.map(Marked::view)}
                <Term id="health" label="What is the health?">
                    "Meta checks each part that a message passes through. The message can be sent when all of them can send."
                </Term>
            </span>
        }
    };
    view! { <Card id="health" title="Health" aside>{content}</Card> }
}

fn line(health: Health) -> impl IntoView {
    let mark = match health.can_send {
        Some(mark) => mark.view(),
        None => view! { <span class="muted">"Not reported"</span> }.into_any(),
    };
    let notes = health.notes.into_iter().map(|note| view! { <p><bdi>{note}</bdi></p> }).collect_view();
    view! {
        <li>
            <span class="grow">{health.kind}<small><bdi>{health.name}</bdi></small></span>
            {mark}
            {notes}
        </li>
    }
}
