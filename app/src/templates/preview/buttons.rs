//! What can be tapped. Nothing here can: it is a picture.

use domain::templates::preview::{ButtonView, Preview, Sign};
use leptos::prelude::*;

use super::sign::{Picture, picture};

/// The buttons that the phone shows, and the list with all of them where there are more.
pub(super) fn taps(shown: &[ButtonView], preview: &Preview) -> Option<impl IntoView + use<>> {
    let more = preview.has_more_buttons().then(|| {
        let all = preview.buttons.iter().map(tap).collect_view();
        view! {
            <li>
                <details>
                    <summary lang="en">{picture(Picture::List)}"See all options"</summary>
                    <ul>{all}</ul>
                </details>
            </li>
        }
    });
    list(shown, more)
}

/// The buttons of a card.
pub(super) fn of_card(buttons: &[ButtonView]) -> Option<impl IntoView + use<>> {
    list(buttons, None::<()>)
}

fn list<M: IntoView + 'static>(buttons: &[ButtonView], more: Option<M>) -> Option<impl IntoView + use<M>> {
    let items = buttons.iter().map(tap).collect_view();
    (!buttons.is_empty()).then(|| view! { <ul class="taps">{items}{more}</ul> })
}

fn tap(button: &ButtonView) -> impl IntoView + use<> {
    let sign = match button.sign {
        Sign::Reply => Some(Picture::Reply),
        Sign::Link => Some(Picture::Link),
        Sign::Call => Some(Picture::Call),
        Sign::Copy => Some(Picture::Copy),
        Sign::Form => Some(Picture::Document),
        Sign::List => Some(Picture::List),
        Sign::None => None,
    };
    let words = if button.text.is_empty() { "Button".to_owned() } else { button.text.clone() };
    view! { <li><span>{sign.map(picture)}<bdi>{words}</bdi></span></li> }
}
