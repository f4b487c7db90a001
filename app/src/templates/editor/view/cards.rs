//! The cards of a carousel.

use domain::templates::validate::limits;
use leptos::prelude::*;

use super::super::model::{Place, id_of};
use super::super::state::Editor;
use super::control::{errors_of, select, warnings, wish};
use super::{body, buttons, header, section};
use crate::ui::Glyph;

/// All cards. They have the same kind of header and the same buttons, so those are chosen once.
pub(super) fn section(editor: Editor) -> AnyView {
    let count = Memo::new(move |_| editor.template.with(|template| template.content.cards().len()));
    let kinds = [("image", "Image"), ("video", "Video"), ("product", "Product")];
    let mut kinds: Vec<_> = kinds.into_iter().map(|(code, words)| (code.to_owned(), words.to_owned())).collect();
    let now = editor.value("carousel.header.kind").get_untracked();
    if kinds.iter().all(|(code, _)| *code != now) {
        kinds.insert(0, (now.clone(), now));
    }
    let content = view! {
        <p class="hint">"Two to ten cards with the same parts. Each has a picture, a short text and up to two buttons."</p>
        {select(editor, "carousel.header.kind", "Header of every card", None, kinds)}
        {move || {
            let count = count.get();
            let cards: Vec<_> = (0..count).map(|index| card(editor, index, count)).collect();
            view! { <ol class="items">{cards}</ol> }
        }}
        {move || {
            (count.get() < limits::CARDS_MOST)
                .then(|| view! { <div class="btns">{wish(editor, "add:carousel", "Add card", "btn", None, None)}</div> })
        }}
    };
    section::section(editor, "carousel", "Cards", content.into_any())
}

fn card(editor: Editor, index: usize, count: usize) -> AnyView {
    let (path, number) = (format!("carousel[{index}]"), index + 1);
    let place = Place::Card(index);
    let tool = |verb: &str, words: String, glyph| {
        wish(editor, format!("{verb}:{path}"), words, "btn ghost icon", Some(glyph), None)
    };
    let up = (0 < index).then(|| tool("up", format!("Move card {number} forward"), Glyph::Up));
    let down = (number < count).then(|| tool("down", format!("Move card {number} back"), Glyph::Up));
    let remove = (limits::CARDS_LEAST < count).then(|| tool("remove", format!("Remove card {number}"), Glyph::Close));
    view! {
        <li id=id_of(&path) tabindex="-1">
            <div class="head"><h3>{format!("Card {number}")}</h3><div class="btns">{up}{down}{remove}</div></div>
            <div class="field">{errors_of(editor, &path)}{warnings(editor, &path)}</div>
            <div class="field" id=id_of(&place.path("header")) tabindex="-1">
                {errors_of(editor, &place.path("header"))}{warnings(editor, &place.path("header"))}
            </div>
            {header::content(editor, place)}
            {body::fields(editor, place)}
            <div class="field" id=id_of(&place.path("buttons")) tabindex="-1">
                {errors_of(editor, &place.path("buttons"))}{warnings(editor, &place.path("buttons"))}
            </div>
            {buttons::list(editor, place)}
            {(index == 0).then(|| buttons::add(editor, place))}
        </li>
    }
    .into_any()
}
