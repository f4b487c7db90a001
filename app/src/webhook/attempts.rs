//! The last attempts.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::numbers::number::marked::Marked;
use crate::ui::{Card, RelativeTime};
use crate::words::Moment;

/// One attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptItem {
    /// When.
    pub at: Moment,
    /// What was delivered.
    pub name: String,
    /// How it went.
    pub went: Marked,
    /// Why it was not taken; may be empty.
    pub why: String,
    /// How long it took.
    pub took: String,
    /// What becomes of it.
    pub then: String,
}

#[cfg(feature = "ssr")]
impl AttemptItem {
    /// As a person reads it.
    pub(crate) fn new(attempt: hub::deliveries::Attempt, now: domain::Timestamp) -> Self {
        use domain::delivery::{DeliveryKind, DeliveryState};
        use domain::state::Tone;

        let (tone, word) = match attempt.status {
            Some(status @ 200..300) => (Tone::Positive, format!("Taken ({status})")),
            Some(status) => (Tone::Critical, format!("Not taken ({status})")),
            None => (Tone::Critical, "No answer".to_owned()),
        };
        let then = match (attempt.state, attempt.next_at, attempt.kind) {
            (_, _, DeliveryKind::Test) => "Tried once".to_owned(),
            (DeliveryState::Waiting, Some(at), _) if now < at => format!("Next try {}", at.to_words()),
            (DeliveryState::Waiting, ..) => "Next try soon".to_owned(),
            (state, ..) => state.label().to_owned(),
        };
        Self {
            at: Moment::new(attempt.at, now),
            name: attempt.name,
            went: Marked { tone, word },
            why: attempt.answer,
            took: format!("{} ms", attempt.took_ms),
            then,
        }
    }
}

/// The attempts, newest first. `none` is said where there is none.
pub(crate) fn card(attempts: Vec<AttemptItem>, none: &'static str) -> impl IntoView {
    let content = if attempts.is_empty() {
        view! { <div><p class="muted">{none}</p></div> }.into_any()
    } else {
        let rows = attempts.into_iter().map(row).collect_view();
        view! {
            <div class="scroll" role="region" aria-label="List of attempts" tabindex="0">
                <table class="table flow">
                    <thead>
                        <tr>
                            <th scope="col">"Event"</th>
                            <th scope="col">"Time"</th>
                            <th scope="col">"Answer"</th>
                            <th scope="col">"Took"</th>
                            <th scope="col">"Delivery"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! { <Card id="attempts" title="Last attempts">{content}</Card> }
}

fn row(attempt: AttemptItem) -> impl IntoView {
    let why = (!attempt.why.is_empty()).then(|| view! { <small dir="auto">{attempt.why}</small> });
    view! {
        <tr>
            <th scope="row"><code>{attempt.name}</code></th>
            <td data-l="Time"><RelativeTime text=attempt.at.ago exact=attempt.at.exact iso=attempt.at.iso/></td>
            <td data-l="Answer">{attempt.went.view()}{why}</td>
            <td data-l="Took">{attempt.took}</td>
            <td data-l="Delivery">{attempt.then}</td>
        </tr>
    }
}
