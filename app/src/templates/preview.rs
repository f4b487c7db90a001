//! A template as a phone shows it. Everything is made of nodes: what somebody wrote never becomes HTML.

mod buttons;
mod cards;
mod header;
mod sign;
mod text;

#[cfg(all(test, feature = "ssr"))]
mod tests;

use domain::templates::formatting::{Block, words};
use domain::templates::preview::{OfferView, Preview};
use leptos::prelude::*;

use buttons::taps;
use cards::cards;
use header::header;
use sign::{Picture, picture};
use text::blocks;

use crate::ui::handset;

/// What the phone shows.
pub(super) const MESSAGE: &str = "The message as a phone shows it";

/// The picture of a phone with the message in it, what should be said beside it, and the choice of its colours.
pub(crate) fn phone(preview: &Preview) -> impl IntoView + use<> {
    handset(MESSAGE, message(preview), hints(preview))
}

/// The message itself.
fn message(preview: &Preview) -> impl IntoView + use<> {
    let (direction, language) = (preview.direction.code(), tag(preview));
    view! { <div class="msg" dir=direction lang=language>{bubble(preview)}{cards(&preview.cards)}</div> }
}

/// The message while it is written: a stroke draws what it changes, not ten cards beside it.
pub(super) fn living_message(preview: Memo<Preview>) -> impl IntoView {
    let deck = Memo::new(move |_| preview.with(|preview| preview.cards.clone()));
    let rest = Memo::new(move |_| preview.with(|preview| Preview { cards: Vec::new(), ..preview.clone() }));
    view! {
        <div class="msg" dir=move || rest.with(|rest| rest.direction.code()) lang=move || rest.with(tag)>
            {move || rest.with(bubble)}
            {move || deck.with(|deck| cards(deck))}
        </div>
    }
}

fn tag(preview: &Preview) -> Option<String> {
    (!preview.language.is_empty()).then(|| preview.language.clone())
}

fn bubble(preview: &Preview) -> impl IntoView + use<> {
    let body = if preview.body.iter().all(is_empty) {
        view! { <p class="none">"The text stands here."</p> }.into_any()
    } else {
        blocks(&preview.body).into_any()
    };
    let footer = preview.footer.clone().map(|footer| view! { <p class="foot">{footer}</p> });
    view! {
        <div class="bubble">
            {preview.header.as_ref().map(header)}
            {preview.offer.as_ref().map(offer)}
            <div class="body">{body}</div>
            {footer}
            // Any time will do; ears need none.
            <span class="at" aria-hidden="true">"10:24"</span>
            {preview.asks_to_call.then(call)}
            {taps(preview.shown_buttons(), preview)}
        </div>
    }
}

fn is_empty(block: &Block) -> bool {
    matches!(block, Block::Paragraph(nodes) if words(nodes).trim().is_empty())
}

/// What should be said beside the message.
pub(super) fn hints(preview: &Preview) -> impl IntoView + use<> {
    let notes = preview.notes.iter().map(|note| view! { <li>{note.label()}</li> }).collect_view();
    (!preview.notes.is_empty()).then(|| view! { <ul class="hints">{notes}</ul> })
}

fn offer(offer: &OfferView) -> impl IntoView + use<> {
    let ends = offer.has_expiration.then(|| view! { <small>"Ends in 23:59"</small> });
    let code = offer.code.clone().map(|code| view! { <small>"Code "<b dir="auto">{code}</b></small> });
    view! {
        <div class="offer">
            {picture(Picture::Gift)}
            <p><b dir="auto">{offer.text.clone()}</b>{ends}{code}</p>
        </div>
    }
}

/// The card with which WhatsApp asks (Meta, call permission request templates).
fn call() -> impl IntoView {
    view! {
        <div class="offer" lang="en" dir="ltr">
            {picture(Picture::Call)}
            <p><b>"Can we call you?"</b><small>"You can change this at any time in the profile of the business."</small></p>
        </div>
        <ul class="taps" lang="en" dir="ltr"><li><span>"Choose preference"</span></li></ul>
    }
}
