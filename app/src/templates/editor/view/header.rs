//! The header of a message or of a card.

use domain::templates::MediaKind;
use domain::templates::parameters::parse;
use domain::templates::validate::limits;
use leptos::prelude::*;

use super::super::model::{Place, id_of};
use super::super::state::{Editor, Upload};
use super::super::work::{media, upload};
use super::control::{Entry, errors_of, select, warnings};
use super::section;

/// The header of the message.
pub(super) fn section(editor: Editor, place: Place) -> AnyView {
    let mut choices = vec![
        ("none", "No header"),
        ("text", "A line of text"),
        ("image", "Image"),
        ("video", "Video"),
        ("document", "Document"),
        ("location", "Location"),
    ];
    let now = editor.value("header.kind").get_untracked();
    let others = [("gif", "GIF"), ("product", "Product")];
    choices.extend(others.into_iter().filter(|(code, _)| *code == now));
    let mut choices: Vec<_> = choices.into_iter().map(|(code, words)| (code.to_owned(), words.to_owned())).collect();
    if choices.iter().all(|(code, _)| *code != now) {
        choices.push((now.clone(), format!("{now} (kept as it is)")));
    }
    let fields = view! { {select(editor, "header.kind", "Kind of header", None, choices)}{content(editor, place)} };
    section::section(editor, "header", "Header", fields.into_any())
}

/// What belongs to the kind of header that is chosen.
pub(super) fn content(editor: Editor, place: Place) -> impl IntoView {
    let path = place.path("header.kind");
    let kind = editor.value(&path);
    move || match kind.get().as_str() {
        "none" => ().into_any(),
        "text" => text(editor, place),
        "location" => note("The place is named when a message is sent."),
        "product" => note("The product is chosen when a message is sent."),
        code => match MediaKind::from_code(code) {
            Some(kind) => sample(editor, &place.path("header.example"), kind),
            None => note("This kind is not known here. It is kept as it is."),
        },
    }
}

fn note(words: &'static str) -> AnyView {
    view! { <p class="hint">{words}</p> }.into_any()
}

fn text(editor: Editor, place: Place) -> AnyView {
    let (path, example) = (place.path("header.text"), place.path("header.example"));
    let value = editor.value(&path);
    let has_parameter = Memo::new(move |_| value.with(|text| !parse(text).parameters.is_empty()));
    let line = Entry::new(path, "Header").hint("One parameter at most, no formatting.").limit(limits::HEADER);
    view! {
        {line.view(editor)}
        {move || has_parameter.get().then(|| Entry::new(example.clone(), "Example for the parameter").view(editor))}
    }
    .into_any()
}

/// The sample that reviewers see.
fn sample(editor: Editor, path: &str, kind: MediaKind) -> AnyView {
    let rule = media::rule(kind);
    let id = id_of(path);
    let (value, chosen) = (editor.value(path), path.to_owned());
    let has_one = move || match (value.with(String::is_empty), value.with(|it| it.starts_with("http"))) {
        (true, _) => "No sample yet.",
        (false, true) => "The sample has to be uploaded again.",
        (false, false) => "A sample is uploaded.",
    };
    let hint = format!("{}. Meta's reviewers see it; each message has its own.", rule.words);
    view! {
        <div class="field">
            <label for=id.clone()>{format!("Sample: {}", kind.label().to_ascii_lowercase())}</label>
            <p class="hint" id=format!("{id}-hint")>{hint}</p>
            <input
                class="js-only"
                id=id.clone()
                type="file"
                accept=rule.accept
                on:change=move |event| upload::chosen(editor, &chosen, kind, &event)
                aria-describedby=format!("{id}-hint {id}-error")
            />
            <p class="hint no-script">"Uploading a sample takes JavaScript. What was uploaded before is kept."</p>
            <p class="hint">{has_one}</p>
            {progress(editor, path.to_owned())}
            {errors_of(editor, path)}
            {warnings(editor, path)}
        </div>
    }
    .into_any()
}

fn progress(editor: Editor, path: String) -> impl IntoView {
    let (bar, ended) = (format!("{}-progress", id_of(&path)), StoredValue::new(path.clone()));
    let state = Memo::new(move |_| editor.uploads.with(|uploads| uploads.get(&path).cloned()));
    // Bar and button stay the same while the share grows.
    let going = Memo::new(move |_| state.with(|state| matches!(state, Some(Upload::Going(_)))));
    let share = move || state.with(|state| if let Some(Upload::Going(share)) = state { *share } else { 0 });
    let failed =
        move || state.with(|state| if let Some(Upload::Failed(why)) = state { Some(why.clone()) } else { None });
    let stop = move |_| ended.with_value(|path| upload::abort(editor, path));
    view! {
        {move || {
            going.get().then(|| view! {
                <div class="progress">
                    <label for=bar.clone()>"Uploading"</label>
                    <output for=bar.clone()>{move || format!("{} %", share())}</output>
                    <progress id=bar.clone() value=move || share().to_string() max="100"></progress>
                </div>
                <button type="button" class="btn small" on:click=stop>"Stop the upload"</button>
            })
        }}
        <p class="error" role="status">{failed}</p>
    }
}
