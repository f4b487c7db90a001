//! The section of the API keys.

use domain::state::Tone;
use leptos::prelude::*;

use crate::notifications::happening::time;
use crate::numbers::number::api_key::{KeySummary, reasons};
use crate::numbers::number::load::Head;
use crate::numbers::number::row::plain;
use crate::ui::{Card, Facts, status_mark};

/// The section.
pub(super) fn section(head: &Head, keys: KeySummary) -> impl IntoView + use<> {
    let (tone, words) = match keys.valid {
        0 => (Tone::Off, "None".to_owned()),
        1 => (Tone::Positive, "1 valid key".to_owned()),
        several => (Tone::Positive, format!("{several} valid keys")),
    };
    let state = status_mark(tone, words);
    let used = match keys.used {
        Some(at) => time(at).into_any(),
        None => view! { <span class="muted">"Never"</span> }.into_any(),
    };
    let possible = if head.no_key.is_empty() { "You can generate one.".into_any() } else { reasons(&head.no_key) };
    let href = format!("/numbers/{}/api-key", head.id);
    view! {
        <Card id="api-key" title="API key">
            <Facts>
                {plain("State", state.into_any())}
                {plain("Last use", used)}
                {plain("New key", possible)}
            </Facts>
            <footer><a href=href>"Open the API keys"</a></footer>
        </Card>
    }
}
