//! The text of a message or of a card, with its parameters.

use domain::templates::Component;
use domain::templates::validate::limits;
use leptos::prelude::*;

use super::super::model::{Place, id_of, keys, new_key};
use super::super::state::Editor;
use super::super::work::browser;
use super::control::{Entry, wish};
use super::section;

/// The body of the message.
pub(super) fn section(editor: Editor) -> AnyView {
    section::section(editor, "body", "Body", fields(editor, Place::Message).into_any())
}

/// Text, tools and examples.
pub(super) fn fields(editor: Editor, place: Place) -> impl IntoView {
    let path = place.path("body.text");
    let limit = Memo::new(move |_| limit(editor, place));
    let area = path.clone();
    view! {
        {tools(editor, &path)}
        {move || Entry::new(area.clone(), "Text").limit(limit.get()).view_area(editor)}
        {examples(editor, place)}
    }
}

fn limit(editor: Editor, place: Place) -> usize {
    if place != Place::Message {
        return limits::BODY_OF_CARD;
    }
    editor.template.with(|template| {
        let parts = &template.content.components;
        if parts.iter().any(|part| matches!(part, Component::Offer(_))) {
            limits::BODY_BESIDE_OFFER
        } else if parts.iter().any(|part| matches!(part, Component::CallPermissionRequest { .. })) {
            limits::BODY_CALL_PERMISSION
        } else {
            limits::BODY
        }
    })
}

const MARKERS: [(&str, &str); 4] = [("Bold", "*"), ("Italic", "_"), ("Strike", "~"), ("Mono", "```")];

/// Formatting takes a script; a parameter can be added without one.
fn tools(editor: Editor, path: &str) -> impl IntoView + use<> {
    let markers = MARKERS.map(|(label, marker)| {
        let path = path.to_owned();
        let mark = move |_| {
            if let Some(selected) = browser::selected(&id_of(&path)) {
                let marked = selected.marked(marker);
                editor.set(&path, &marked.text);
                browser::select_soon(id_of(&path), &marked);
            }
        };
        view! { <button type="button" class="btn small js-only" on:click=mark>{label}</button> }
    });
    let put = path.to_owned();
    let parameter = move |_| {
        let Some(selected) = browser::selected(&id_of(&put)) else { return };
        let key = editor.template.with_untracked(|template| new_key(template, &selected.text));
        let filled = selected.replaced(&["{{", &key, "}}"].concat());
        editor.set(&put, &filled.text);
        browser::select_soon(id_of(&put), &filled);
    };
    let last = format!("parameter:{path}");
    view! {
        <div class="btns" role="group" aria-label="Tools for the text">
            {markers}
            <button type="button" class="btn small js-only" on:click=parameter>"Add parameter"</button>
            <span class="no-script">{wish(editor, last, "Add parameter at the end", "btn small", None, None)}</span>
        </div>
    }
}

/// One field for each parameter of the text.
fn examples(editor: Editor, place: Place) -> impl IntoView {
    let text = editor.value(&place.path("body.text"));
    let keys = Memo::new(move |_| text.with(|text| keys(text)));
    move || {
        let fields: Vec<_> = keys
            .get()
            .into_iter()
            .map(|key| {
                let label = ["Example for {{", &key, "}}"].concat();
                Entry::new(place.path(&format!("body.example.{key}")), label).view(editor)
            })
            .collect();
        (!fields.is_empty()).then(|| {
            view! {
                <fieldset class="group examples">
                    <legend>"Examples"</legend>
                    <p class="hint">"Reviewers at Meta see them, and so does the preview. No real names or numbers."</p>
                    {fields}
                </fieldset>
            }
        })
    }
}
