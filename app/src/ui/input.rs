//! One line of text.

use leptos::prelude::*;

use super::field::{Field, described_by, invalid};
use super::{Need, State};

/// What is typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    /// Any text.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A password.
    Password,
    /// An address on the web.
    Url,
    /// A code of digits from an authenticator.
    OneTimeCode,
}

impl InputKind {
    const fn html(self) -> &'static str {
        match self {
            Self::Text | Self::OneTimeCode => "text",
            Self::Email => "email",
            Self::Password => "password",
            Self::Url => "url",
        }
    }

    const fn mode(self) -> Option<&'static str> {
        match self {
            Self::OneTimeCode => Some("numeric"),
            _ => None,
        }
    }

    const fn class(self) -> Option<&'static str> {
        match self {
            Self::OneTimeCode => Some("code"),
            _ => None,
        }
    }
}

/// A field of one line with its label, hint and error.
#[component]
pub fn TextInput(
    /// Name in the form; the id too, unless one is given.
    #[prop(into)]
    name: String,
    /// What goes in.
    #[prop(into)]
    label: String,
    /// Id, where the name stands twice on a page.
    #[prop(optional_no_strip, into)]
    id: Option<String>,
    /// What is typed.
    #[prop(optional)]
    kind: InputKind,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
    /// One sentence above the field.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong with the value.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// What a browser may fill in, as HTML's `autocomplete` names it.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether it must be filled in.
    #[prop(optional)]
    need: Need,
    /// Whether the focus begins here.
    #[prop(optional)]
    focus: State,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let described = described_by(&id, hint.as_ref());
    view! {
        <Field id=id.clone() label hint error>
            <input
                id=id
                name=name
                type=kind.html()
                class=kind.class()
                inputmode=kind.mode()
                value=value
                autocomplete=autocomplete
                required=need.is_required()
                autofocus=focus.is_on()
                aria-describedby=described
                aria-invalid=invalid(error)
                dir="auto"
            />
        </Field>
    }
}
