//! Notices: what has just happened, or what holds for the whole page.

use domain::state::Tone;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

use super::Glyph;
use super::status::{tone_class, tone_glyph};

/// A notice with its shape.
#[component]
pub fn Notice<C: IntoView + 'static>(
    /// Shape and colour.
    tone: Tone,
    /// A `<p>`, or a `<div>` with `<h3>` and `<p>`s: what happened, why, what to do.
    children: TypedChildren<C>,
) -> impl IntoView {
    view! {
        <div class=notice_class(tone) role=role(tone)>
            {tone_glyph(tone).view()}
            {children.into_inner()()}
        </div>
    }
}

/// What a code in the address says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticeText {
    /// Shape and colour.
    pub tone: Tone,
    /// One or two sentences.
    pub text: &'static str,
}

/// The notice that a redirect carries as `?notice=` or `?error=`, with a link that takes it away. Codes that
/// `words` does not know show nothing, so an address cannot put words into the hub's mouth.
#[component]
pub fn NoticeFromQuery(
    /// The words for a code.
    words: fn(&str) -> Option<NoticeText>,
) -> impl IntoView {
    let query = use_query_map();
    let path = use_location().pathname;
    move || {
        let query = query.read();
        let notice = ["error", "notice"].iter().find_map(|key| query.get_str(key).and_then(words))?;
        let mut rest = query.clone();
        rest.remove("notice");
        rest.remove("error");
        let href = format!("{}{}", path.get(), rest.to_query_string());
        Some(view! {
            <div class=notice_class(notice.tone) role=role(notice.tone)>
                {tone_glyph(notice.tone).view()}
                <p>{notice.text}</p>
                <a class="btn ghost icon" href=href aria-label="Dismiss">{Glyph::Close.view()}</a>
            </div>
        })
    }
}

fn notice_class(tone: Tone) -> String {
    format!("notice {}", tone_class(tone))
}

const fn role(tone: Tone) -> &'static str {
    match tone {
        Tone::Critical | Tone::Caution => "alert",
        Tone::Positive | Tone::Progress | Tone::Off => "status",
    }
}
