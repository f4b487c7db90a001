//! The controls of the form: each is called by the path of its field.

use domain::templates::validate::Severity;
use leptos::html;
use leptos::prelude::*;

use super::super::model::id_of;
use super::super::state::Editor;
use super::super::work::keeper::Keeper;
use crate::ui::{Counter, Glyph, TextArea};

/// A field of one line, or of several.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    path: String,
    label: String,
    hint: Option<String>,
    limit: Option<usize>,
    kind: &'static str,
}

impl Entry {
    /// A field for any text.
    pub(super) fn new(path: impl Into<String>, label: impl Into<String>) -> Self {
        Self { path: path.into(), label: label.into(), hint: None, limit: None, kind: "text" }
    }

    /// One sentence above it.
    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The most characters, which are counted beneath it.
    pub(super) fn limit(self, limit: usize) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// What is typed, as HTML's `type` names it.
    pub(super) fn kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    /// The field.
    pub(super) fn view(self, editor: Editor) -> AnyView {
        if let Some(why) = editor.lock(&self.path) {
            return locked(editor, &self.path, self.label, why);
        }
        let value = editor.value(&self.path);
        let (path, left) = (self.path.clone(), self.path.clone());
        let errors = editor.beside(&self.path, Severity::Error);
        let input = view! {
            <input
                id=id_of(&self.path)
                name=self.path.clone()
                type=self.kind
                value=value.get_untracked()
                prop:value=move || value.get()
                on:input=move |event| editor.set(&path, &event_target_value(&event))
                on:blur=move |_| editor.touch(&left)
                autocomplete="off"
                dir="auto"
                aria-describedby=described(&self.path, self.hint.as_deref())
                aria-invalid=move || errors.with(|errors| !errors.is_empty()).then_some("true")
            />
        };
        framed(editor, self, value, input.into_any())
    }

    /// The field, of several lines.
    pub(super) fn view_area(self, editor: Editor) -> AnyView {
        let value = editor.value(&self.path);
        let text = RwSignal::new(value.get_untracked());
        // Two ways: what is typed goes into the template, what changes the template comes back.
        let path = self.path.clone();
        Effect::new(move |_| {
            let typed = text.get();
            if value.get_untracked() != typed {
                editor.set(&path, &typed);
            }
        });
        Effect::new(move |_| {
            let held = value.get();
            if text.get_untracked() != held {
                text.set(held);
            }
        });
        let (left, id) = (self.path.clone(), id_of(&self.path));
        let errors = editor.beside(&self.path, Severity::Error);
        let error = Signal::derive(move || errors.with(|errors| (!errors.is_empty()).then(|| errors.join(" "))));
        let original = original(editor, &self.path);
        view! {
            <div class="area">
                <TextArea
                    name=self.path.clone()
                    id=id
                    label=self.label
                    hint=self.hint
                    value=text
                    error=error
                    rows=6
                    on:focusout=move |_| editor.touch(&left)
                />
                {original}
                {self.limit.map(|limit| view! { <Counter text=value limit/> })}
                {warnings(editor, &self.path)}
            </div>
        }
        .into_any()
    }
}

/// What is chosen is no text to be translated.
const CHOICE: &str = "choice";

/// A list to choose one from.
pub(super) fn select(
    editor: Editor,
    path: &str,
    label: &str,
    hint: Option<String>,
    choices: Vec<(String, String)>,
) -> AnyView {
    if let Some(why) = editor.lock(path) {
        return locked(editor, path, label.to_owned(), why);
    }
    let value = editor.value(path);
    let now = value.get_untracked();
    let options = choices
        .into_iter()
        .map(|(code, words)| {
            let selected = code == now;
            view! { <option value=code selected=selected>{words}</option> }
        })
        .collect_view();
    let node = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            node.set_value(&value.get());
        }
    });
    let (written, left) = (path.to_owned(), path.to_owned());
    let errors = editor.beside(path, Severity::Error);
    let control = view! {
        <select
            id=id_of(path)
            name=path.to_owned()
            node_ref=node
            on:change=move |event| editor.set(&written, &event_target_value(&event))
            on:blur=move |_| editor.touch(&left)
            aria-describedby=described(path, hint.as_deref())
            aria-invalid=move || errors.with(|errors| !errors.is_empty()).then_some("true")
        >
            {options}
        </select>
    };
    let entry = Entry { hint, kind: CHOICE, ..Entry::new(path, label) };
    framed(editor, entry, value, control.into_any())
}

/// A box to tick. Before it stands an empty value, so that a form without a script says as well that it is not ticked.
pub(super) fn tick(editor: Editor, path: &str, words: &str, note: Option<&'static str>) -> AnyView {
    let value = editor.value(path);
    let (name, id, written) = (path.to_owned(), id_of(path), path.to_owned());
    let set = move |event| editor.set(&written, if event_target_checked(&event) { "true" } else { "" });
    view! {
        <div class="field">
            <input type="hidden" name=name.clone() value=""/>
            <label class="check">
                <input
                    id=id
                    type="checkbox"
                    name=name
                    value="true"
                    checked=value.with_untracked(|value| value == "true")
                    prop:checked=move || value.with(|value| value == "true")
                    on:change=set
                    aria-describedby=described(path, None)
                />
                <span>{words.to_owned()}{note.map(|note| view! { <small>{note}</small> })}</span>
            </label>
            {errors_of(editor, path)}
            {warnings(editor, path)}
        </div>
    }
    .into_any()
}

/// A button that changes the structure, or saves: with a script at once, without one by sending the form.
pub(super) fn wish(
    editor: Editor,
    wish: impl Into<String>,
    label: impl Into<String>,
    class: &'static str,
    glyph: Option<Glyph>,
    keeper: Option<Keeper>,
) -> AnyView {
    let (wish, label) = (wish.into(), label.into());
    let asked = wish.clone();
    let press = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        match asked.as_str() {
            "save" => drop(keeper.map(Keeper::keep_now)),
            asked => editor.act(asked),
        }
    };
    // What only Enter presses is no stop on the way through the page.
    let hidden = class == "vh";
    let name = glyph.map(|_| label.clone());
    let words = match glyph {
        Some(glyph) => glyph.view().into_any(),
        None => label.into_any(),
    };
    view! {
        <button
            class=class
            name="do"
            value=wish
            aria-label=name
            tabindex=hidden.then_some("-1")
            aria-hidden=hidden.then_some("true")
            on:click=press
        >
            {words}
        </button>
    }
    .into_any()
}

/// What cannot change, and why.
fn locked(editor: Editor, path: &str, label: String, why: String) -> AnyView {
    let value = editor.value(path);
    let path = path.to_owned();
    let shown = move || match path.as_str() {
        "language" => editor.template.with(|template| template.language.label().to_owned()),
        "category" => editor.template.with(|template| template.category.label().to_owned()),
        "format" => value.with(|code| domain::templates::ParameterFormat::from(code.as_str()).label().to_owned()),
        _ => value.get(),
    };
    view! { <div class="field fixed"><p>{label}</p><p><bdi>{shown}</bdi></p><p class="hint">{why}</p></div> }.into_any()
}

fn framed(editor: Editor, entry: Entry, value: Memo<String>, control: AnyView) -> AnyView {
    let id = id_of(&entry.path);
    let hint = entry.hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> });
    view! {
        <div class="field">
            <label for=id>{entry.label}</label>
            {hint}
            {(entry.kind != CHOICE).then(|| original(editor, &entry.path))}
            {control}
            {entry.limit.map(|limit| view! { <Counter text=value limit/> })}
            {errors_of(editor, &entry.path)}
            {warnings(editor, &entry.path)}
        </div>
    }
    .into_any()
}

/// What the source language says.
fn original(editor: Editor, path: &str) -> Option<impl IntoView + use<>> {
    let text = editor.original(path)?;
    let (language, name) = editor.data.with_value(|data| {
        let language = data.source.as_ref().map(|source| source.template.language.clone());
        language.map(|language| (language.tag(), language.label().to_owned())).unwrap_or_default()
    });
    Some(view! { <div class="original"><small>{name}</small><p dir="auto" lang=language>{text}</p></div> })
}

/// The ids of what is said about a control.
fn described(path: &str, hint: Option<&str>) -> String {
    let id = id_of(path);
    let hint = hint.map(|_| format!("{id}-hint ")).unwrap_or_default();
    format!("{hint}{id}-error {id}-warning")
}

/// What Meta would refuse about a field.
pub(super) fn errors_of(editor: Editor, path: &str) -> impl IntoView + use<> {
    let errors = editor.beside(path, Severity::Error);
    view! { <p class="error" id=format!("{}-error", id_of(path))>{move || sentence(&errors.get(), Glyph::Stop)}</p> }
}

/// What Meta might refuse about a field.
pub(super) fn warnings(editor: Editor, path: &str) -> impl IntoView + use<> {
    let warnings = editor.beside(path, Severity::Warning);
    view! { <p class="error warning" id=format!("{}-warning", id_of(path))>{move || sentence(&warnings.get(), Glyph::Act)}</p> }
}

fn sentence(words: &[String], glyph: Glyph) -> Option<impl IntoView + use<>> {
    let words = words.join(" ");
    (!words.is_empty()).then(|| view! { {glyph.view()}<span>{words}</span> })
}
