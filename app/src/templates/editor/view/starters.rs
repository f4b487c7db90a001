//! The choice of what kind of template a new one is.

use domain::templates::Template;
use domain::templates::starters::Starter;
use leptos::prelude::*;

use super::super::state::Editor;
use super::super::work::browser;

const REPLACES: &str = "Another kind replaces what is written, but for name and language.";

/// The kinds. While something is written, the list is closed and says what a choice does.
pub(super) fn chooser(editor: Editor, action: &str) -> impl IntoView + use<> {
    let written = Memo::new(move |_| editor.template.with(is_written));
    let open = !written.get_untracked();
    let kinds = Starter::ALL
        .iter()
        .map(|starter| {
            let wish = format!("start:{}", starter.code());
            let asked = wish.clone();
            let press = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                if !written.get_untracked() || browser::is_sure(REPLACES) {
                    editor.act(&asked);
                }
            };
            let category = starter.category().label().to_owned();
            view! {
                <li>
                    <button class="btn" name="do" value=wish on:click=press>
                        <span>{starter.label()}<small>{category}</small></span>
                    </button>
                </li>
            }
        })
        .collect_view();
    let warning = move || written.get().then(|| view! { <p class="hint">{REPLACES}</p> });
    view! {
        <details class="card kinds" open=open>
            <summary><h2>"Kind of template"</h2></summary>
            <form method="post" action=action.to_owned()>{warning}<ul>{kinds}</ul></form>
        </details>
    }
}

/// Whether it is more than a kind to begin with.
fn is_written(template: &Template) -> bool {
    Starter::ALL.iter().all(|starter| starter.template(template.language.clone()).content != template.content)
}
