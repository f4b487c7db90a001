//! On or off, at once or with the rest of a form.

use leptos::prelude::*;

use super::State;

/// Part of a form: takes effect when the form is sent.
#[component]
pub fn Switch(
    /// Name in the form; `true` is sent when it is on.
    #[prop(into)]
    name: String,
    /// What is switched.
    #[prop(into)]
    label: String,
    /// One line beneath the words.
    #[prop(optional, into)]
    note: Option<String>,
    /// How it stands at first.
    #[prop(optional)]
    state: State,
) -> impl IntoView {
    view! {
        <label class="switch">
            <span>{label}{note.map(|text| view! { <small>{text}</small> })}</span>
            <input type="checkbox" role="switch" name=name value="true" checked=state.is_on()/>
        </label>
    }
}

/// Takes effect at once: a button that sends the form it stands in, with `value` as the state to change to.
/// Works without a script.
#[component]
pub fn SwitchButton(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// What is sent: the state that pressing it leads to.
    #[prop(into)]
    value: String,
    /// What is switched.
    #[prop(into)]
    label: String,
    /// How it stands.
    state: State,
) -> impl IntoView {
    view! {
        <button class="switch" role="switch" aria-checked=state.aria() name=name value=value>
            {label}
        </button>
    }
}
