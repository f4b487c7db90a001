//! What happened to the number, newest first.

use leptos::prelude::*;

use crate::notifications::happening::{Happening, sentence, time};
use crate::ui::tone_class;

/// The list, or a sentence where nothing happened yet.
pub(crate) fn history(happenings: Vec<Happening>) -> AnyView {
    if happenings.is_empty() {
        return view! { <div><p class="muted">"Nothing has changed since the number was connected."</p></div> }
            .into_any();
    }
    let items = happenings.into_iter().map(item).collect_view();
    view! { <ol class="history">{items}</ol> }.into_any()
}

fn item(happening: Happening) -> impl IntoView {
    let glyph = happening.glyph();
    let detail = happening.detail.map(|detail| view! { <p class="muted"><bdi>{detail}</bdi></p> });
    view! {
        <li class=tone_class(happening.tone)>
            {glyph.view()}
            <div>
                <p>{sentence(happening.sentence)}</p>
                {detail}
                <small>{time(happening.at)}</small>
            </div>
        </li>
    }
}
