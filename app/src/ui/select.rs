//! One of a few.

use leptos::prelude::*;

use super::field::{Field, described_by, invalid};

/// One of the choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A list to choose one from, with its label, hint and error.
#[component]
pub fn Select(
    /// Name in the form; the id too, unless one is given.
    #[prop(into)]
    name: String,
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// The choices in their order.
    choices: Vec<Choice>,
    /// The value that is chosen at first.
    #[prop(optional, into)]
    value: String,
    /// Id, where the name stands twice on a page.
    #[prop(optional_no_strip, into)]
    id: Option<String>,
    /// One sentence above the list.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: MaybeProp<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let described = described_by(&id, hint.as_ref());
    let options = choices
        .into_iter()
        .map(|choice| {
            let selected = choice.value == value;
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        })
        .collect_view();
    view! {
        <Field id=id.clone() label hint error>
            <select id=id name=name aria-describedby=described aria-invalid=invalid(error)>
                {options}
            </select>
        </Field>
    }
}
