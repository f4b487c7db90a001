//! What came back from a test.

use domain::state::Tone;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::ui::Notice;

/// What came back from a test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerData {
    /// The status; none where nothing was answered.
    pub status: Option<u16>,
    /// How long it took, in milliseconds.
    pub took_ms: i64,
    /// The beginning of what was answered, or why nothing was.
    pub text: String,
}

#[cfg(feature = "ssr")]
impl AnswerData {
    /// Leaves it to the page that shows it once.
    pub(crate) fn put(answer: hub::deliveries::Answer, page: &str) {
        let data = Self { status: answer.status, took_ms: answer.took_ms, text: answer.text };
        let Ok(text) = serde_json::to_string(&data) else { return };
        crate::server::flash::put(page, crate::server::flash::Flash { refusal: None, secrets: vec![text] });
    }

    /// What was left to the page.
    pub(crate) fn take(page: &str) -> Option<Self> {
        serde_json::from_str(crate::server::flash::take(page).secrets.first()?).ok()
    }
}

/// The answer in words.
pub(crate) fn notice(answer: AnswerData) -> impl IntoView {
    let taken = answer.status.is_some_and(|status| (200..300).contains(&status));
    let (tone, heading) = match (answer.status, taken) {
        (Some(status), true) => (Tone::Positive, format!("The test was taken: status {status}")),
        (Some(status), false) => (Tone::Critical, format!("The test was not taken: status {status}")),
        (None, _) => (Tone::Critical, "The test was not answered".to_owned()),
    };
    let hint = (answer.status.is_some() && !taken).then(|| {
        view! { <p>"Only an answer between 200 and 299 counts as taken. Redirects are not followed."</p> }
    });
    let text = (!answer.text.is_empty()).then(|| view! { <p><code dir="auto">{answer.text}</code></p> });
    view! {
        <Notice tone>
            <div id="answer">
                <p><b>{heading}</b></p>
                <p>{format!("After {} ms.", answer.took_ms)}</p>
                {text}
                {hint}
            </div>
        </Notice>
    }
}
