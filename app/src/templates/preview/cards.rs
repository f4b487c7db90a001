//! The cards of a carousel.

use domain::templates::preview::CardView;
use leptos::prelude::*;

use super::buttons::of_card;
use super::header::header;
use super::text::blocks;

/// Cards side by side; keys scroll them as well.
pub(super) fn cards(cards: &[CardView]) -> Option<impl IntoView + use<>> {
    let items = cards.iter().map(card).collect_view();
    (!cards.is_empty()).then(|| {
        view! { <div class="deck" role="region" aria-label="Cards of the message" tabindex="0"><ul>{items}</ul></div> }
    })
}

fn card(card: &CardView) -> impl IntoView + use<> {
    let body = (!card.body.is_empty()).then(|| view! { <div class="body">{blocks(&card.body)}</div> });
    view! {
        <li class="bubble">
            {card.header.as_ref().map(header)}
            {body}
            {of_card(&card.buttons)}
        </li>
    }
}
