//! Name and language.

use domain::templates::validate::limits;
use domain::templates::{Language, TemplateName};
use leptos::prelude::*;

use super::super::state::Editor;
use super::control::{Entry, select};
use super::section;

/// Name and language.
pub(super) fn section(editor: Editor) -> AnyView {
    let name = Entry::new("name", "Name")
        .hint("Small letters, digits and _. Only your organisation and Meta see it.")
        .limit(TemplateName::MAX);
    let fields = view! {
        {name.view(editor)}
        {suggestion(editor)}
        {select(editor, "language", "Language", None, languages(editor))}
    };
    section::section(editor, "template", "Template", fields.into_any())
}

fn languages(editor: Editor) -> Vec<(String, String)> {
    let present = editor.template.with_untracked(|template| template.language.clone());
    let mut choices = vec![(String::new(), "Choose a language".to_owned())];
    choices.extend(Language::all().map(|(code, name)| (code.to_owned(), name.to_owned())));
    if !present.code().is_empty() && !present.is_known() {
        choices.push((present.code().to_owned(), present.code().to_owned()));
    }
    choices
}

/// What was probably meant, as a button that takes it.
fn suggestion(editor: Editor) -> impl IntoView {
    let suggested = Memo::new(move |_| {
        let name = editor.template.with(|template| template.name.clone());
        let suggestion = TemplateName::suggestion(&name);
        (suggestion != name && !suggestion.is_empty() && name.chars().count() <= limits::BODY).then_some(suggestion)
    });
    let unlocked = editor.lock("name").is_none();
    move || {
        suggested.get().filter(|_| unlocked).map(|name| {
            let words = format!("Use {name}");
            let take = move |_| editor.set("name", &name);
            view! { <button type="button" class="btn small js-only" on:click=take>{words}</button> }
        })
    }
}
