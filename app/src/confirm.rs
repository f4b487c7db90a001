//! The fields that confirm what is hard to undo: a word to type, and a box to tick.

use leptos::prelude::*;

use crate::form::FormState;
use crate::ui::{Glyph, TextInput};

/// The fields of a confirmation, for [`FormState`].
pub(crate) const FIELDS: &[&str] = &["typed", "consent"];

/// The word and the box, each with its error.
pub(crate) fn confirmation(state: &FormState, word: &'static str, consent: String) -> impl IntoView + use<> {
    let wrong = state.error("consent");
    let invalid = wrong.is_some().then_some("true");
    let error = wrong.map(|text| view! { {Glyph::Stop.view()}<span>{text}</span> });
    let ticked = state.value("consent", "") == "yes";
    view! {
        <TextInput
            name="typed"
            label=format!("Type {word} to confirm")
            value=state.value("typed", "")
            error=state.error("typed")
            autocomplete="off"
        />
        <div class="field">
            <label class="check">
                <input type="checkbox" name="consent" value="yes" checked=ticked aria-describedby="consent-error" aria-invalid=invalid/>
                <span>{consent}</span>
            </label>
            <p class="error" id="consent-error">{error}</p>
        </div>
    }
}

/// What was typed and ticked, beside the day that was shown.
#[cfg(feature = "ssr")]
pub(crate) fn confirmed(typed: String, consent: &str, shown: String) -> hub::confirmation::Confirmation {
    use hub::confirmation::{Confirmation, Consent};

    let consent = if consent == "yes" { Consent::Given } else { Consent::Missing };
    Confirmation { typed, consent, shown }
}
