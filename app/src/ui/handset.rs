//! The picture of a phone.

use leptos::prelude::*;

/// The phone around something that may change while the phone stays, so that the choice of its colours stays as well.
/// `label` says what it shows, `hints` stand beneath it.
pub fn handset(label: &'static str, content: impl IntoView + 'static, hints: impl IntoView + 'static) -> impl IntoView {
    view! {
        <div class="handset">
            <fieldset class="segments">
                <legend class="vh">"Colours of the phone"</legend>
                <label><input type="radio" name="handset" value="page" checked/>"As this page"</label>
                <label><input type="radio" name="handset" value="light"/>"Light"</label>
                <label><input type="radio" name="handset" value="dark"/>"Dark"</label>
            </fieldset>
            <div class="chat" role="group" aria-label=label>{content}</div>
            {hints}
        </div>
    }
}
