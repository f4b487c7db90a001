//! The accounts to choose from.

use domain::state::Tone;
use leptos::prelude::*;

use super::Target;
use super::work::{Copying, tick_shown};
use crate::ui::{Glyph, status_mark};

/// Where a search begins to help.
const MANY: usize = 8;

/// The accounts by name. With a script they can be searched, and all that are shown can be ticked at once; what was
/// ticked stays so while it is out of sight.
pub(super) fn list(targets: Vec<Target>, copying: Copying) -> impl IntoView {
    let sought = RwSignal::new(String::new());
    let several = MANY < targets.len();
    let lines = targets.into_iter().map(|target| line(target, copying, sought)).collect_view();
    let tools = several.then(|| {
        view! {
            <div class="tools js-only">
                <label class="search">
                    {Glyph::Search.view()}
                    <span class="vh">"Search accounts"</span>
                    <input
                        type="search"
                        autocomplete="off"
                        placeholder="Search accounts"
                        on:input=move |event| sought.set(event_target_value(&event).trim().to_owned())
                    />
                </label>
                <button type="button" class="btn small" on:click=|event| tick_shown(&event)>"Choose all shown"</button>
            </div>
        }
    });
    view! { {tools}<ul class="rows">{lines}</ul> }
}

fn line(target: Target, copying: Copying, sought: RwSignal<String>) -> impl IntoView {
    let id = target.id.clone();
    let written = [target.name.as_str(), &target.client].join("\n");
    let small = written.to_ascii_lowercase();
    let hidden = move || sought.with(|it| !(small.contains(&it.to_ascii_lowercase()) || written.contains(it.as_str())));
    let client = (target.client != target.name).then(|| view! { <small><bdi>{target.client}</bdi></small> });
    let outcome = move || {
        let done = copying.done.read();
        let copied = done.iter().find(|copied| copied.account == id)?;
        Some(match (&copied.template, &copied.refusal) {
            (Some(template), _) => view! {
                {status_mark(Tone::Progress, "Sent for review")}
                <a href=format!("/templates/{template}")>"Open"</a>
            }
            .into_any(),
            (None, Some(refusal)) => {
                view! { {status_mark(Tone::Critical, "Refused")}<p class="why" dir="auto">{refusal.clone()}</p> }
                    .into_any()
            }
            (None, None) => ().into_any(),
        })
    };
    view! {
        <li hidden=hidden>
            <label class="check grow">
                <input type="checkbox" name="accounts[]" value=target.id/>
                <span><bdi>{target.name}</bdi>{client}</span>
            </label>
            {outcome}
        </li>
    }
}
