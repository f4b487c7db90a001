//! The frame of a form field: label, hint, control, error.

use leptos::prelude::*;

use super::Glyph;

/// Label, hint and error around one control. The control carries `id`, and `aria-describedby` from
/// [`described_by`].
#[component]
pub fn Field<C: IntoView + 'static>(
    /// Id of the control.
    #[prop(into)]
    id: String,
    /// What goes in.
    #[prop(into)]
    label: String,
    /// One sentence above the control.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong with the value, and what to do.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The control.
    children: TypedChildren<C>,
) -> impl IntoView {
    let error_id = format!("{id}-error");
    let hint = hint.map(|text| view! { <p class="hint" id=format!("{id}-hint")>{text}</p> });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {hint}
            {children.into_inner()()}
            <p class="error" id=error_id>
                {move || error.get().map(|text| view! { {Glyph::Stop.view()}<span>{text}</span> })}
            </p>
        </div>
    }
}

/// Value of `aria-describedby` for the control in a [`Field`].
pub(super) fn described_by(id: &str, hint: Option<&String>) -> String {
    match hint {
        Some(_) => format!("{id}-hint {id}-error"),
        None => format!("{id}-error"),
    }
}

/// Value of `aria-invalid` for the control in a [`Field`].
pub(super) fn invalid(error: MaybeProp<String>) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + 'static {
    move || error.with(|error| error.is_some()).then_some("true")
}
