//! Moments, as words with the exact time on hover.

use leptos::prelude::*;

/// A moment. All three texts come from the server, which knows the person's zone; nothing here asks a clock.
#[component]
pub fn RelativeTime(
    /// "3 min ago".
    #[prop(into)]
    text: String,
    /// The exact moment in the person's zone, with the zone.
    #[prop(into)]
    exact: String,
    /// RFC 3339, for machines.
    #[prop(into)]
    iso: String,
) -> impl IntoView {
    view! { <time datetime=iso title=exact>{text}</time> }
}
