//! Yes or no, and one of a few with all of them in sight.

use leptos::prelude::*;

use super::State;

fn tick(
    kind: &'static str,
    name: String,
    value: String,
    label: AnyView,
    note: Option<String>,
    state: State,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type=kind name=name value=value checked=state.is_on()/>
            <span>{label}{note.map(|text| view! { <small>{text}</small> })}</span>
        </label>
    }
}

/// A box to tick, with its words beside it.
#[component]
pub fn Checkbox(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// What is sent when it is ticked.
    #[prop(into, default = "true".into())]
    value: String,
    /// Whether it is ticked at first.
    #[prop(optional)]
    state: State,
    /// One line beneath the words.
    #[prop(optional, into)]
    note: Option<String>,
    /// The words.
    children: Children,
) -> impl IntoView {
    tick("checkbox", name, value, children(), note, state)
}

/// One of several of the same name.
#[component]
pub fn Radio(
    /// Name in the form, the same for all of them.
    #[prop(into)]
    name: String,
    /// What is sent when it is the chosen one.
    #[prop(into)]
    value: String,
    /// Whether it is chosen at first.
    #[prop(optional)]
    state: State,
    /// One line beneath the words.
    #[prop(optional, into)]
    note: Option<String>,
    /// The words.
    children: Children,
) -> impl IntoView {
    tick("radio", name, value, children(), note, state)
}
