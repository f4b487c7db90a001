//! The buttons of a message or of a card.

use domain::templates::validate::limits;
use domain::templates::{Button, Component};
use leptos::prelude::*;

use super::super::model::{BUTTON_KINDS, CARD_BUTTON_KINDS, Place, id_of, parts};
use super::super::state::Editor;
use super::control::{Entry, errors_of, select, warnings, wish};
use super::section;
use crate::ui::Glyph;

/// The buttons of the message.
pub(super) fn section(editor: Editor) -> AnyView {
    let content = view! {
        <p class="hint">"Ten at most. A phone shows three, or two and a list of all. Quick replies stand together."</p>
        {list(editor, Place::Message)}
        {add(editor, Place::Message)}
    };
    section::section(editor, "buttons", "Buttons", content.into_any())
}

/// Kinds of the buttons of a place: what decides which fields there are.
fn kinds(editor: Editor, place: Place) -> Memo<Vec<(String, String)>> {
    Memo::new(move |_| {
        editor.template.with(|template| {
            let parts = parts(template, place);
            let buttons = parts.iter().find_map(|part| match part {
                Component::Buttons { buttons, .. } => Some(buttons.as_slice()),
                _ => None,
            });
            let named = |button: &Button| (button.kind.code().to_owned(), button.kind.label().to_owned());
            buttons.unwrap_or_default().iter().map(named).collect()
        })
    })
}

/// Each button with its fields.
pub(super) fn list(editor: Editor, place: Place) -> impl IntoView {
    let kinds = kinds(editor, place);
    move || {
        let kinds = kinds.get();
        let count = kinds.len();
        let items: Vec<_> = kinds
            .into_iter()
            .enumerate()
            .map(|(index, (code, label))| {
                item(editor, &place.path(&format!("buttons[{index}]")), index, count, &code, label)
            })
            .collect();
        (!items.is_empty()).then(|| view! { <ol class="items">{items}</ol> })
    }
}

fn item(editor: Editor, path: &str, index: usize, count: usize, code: &str, label: String) -> AnyView {
    let number = index + 1;
    let move_to = |verb: &str, words: String| (format!("{verb}:{path}"), words);
    let up = (0 < index).then(|| move_to("up", format!("Move button {number} up")));
    let down = (number < count).then(|| move_to("down", format!("Move button {number} down")));
    let tool =
        |(asked, words): (String, String), glyph| wish(editor, asked, words, "btn ghost icon", Some(glyph), None);
    view! {
        <li id=id_of(path) tabindex="-1">
            <div class="head">
                <h3>{format!("{number}. {label}")}</h3>
                <div class="btns">
                    {up.map(|up| tool(up, Glyph::Up))}
                    {down.map(|down| tool(down, Glyph::Up))}
                    {tool((format!("remove:{path}"), format!("Remove button {number}")), Glyph::Close)}
                </div>
            </div>
            {fields(editor, path, code)}
            <div class="field">{errors_of(editor, path)}{warnings(editor, path)}</div>
        </li>
    }
    .into_any()
}

/// The fields of one kind of button.
pub(super) fn fields(editor: Editor, path: &str, code: &str) -> AnyView {
    let entry = |field: &str, label: &'static str| Entry::new(format!("{path}.{field}"), label);
    let text = || entry("text", "Text").limit(limits::BUTTON_TEXT);
    match code {
        "URL" => view! {
            {text().view(editor)}
            {entry("url", "Link").kind("url").hint("It may end with one parameter: https://example.com/orders/{{1}}").limit(limits::URL).view(editor)}
            {example_of_link(editor, path)}
        }
        .into_any(),
        "PHONE_NUMBER" => view! {
            {text().view(editor)}
            {entry("phone_number", "Number to call").kind("tel").hint("With its country code, as +49 30 901820.").limit(limits::PHONE).view(editor)}
        }
        .into_any(),
        "COPY_CODE" => view! {
            {text().hint("Meta writes it in the language of the template.").view(editor)}
            {entry("example", "Example of the code").limit(limits::CODE).view(editor)}
        }
        .into_any(),
        "FLOW" => flow(editor, path, text()),
        "QUICK_REPLY" | "CATALOG" | "MPM" | "SPM" | "VOICE_CALL" | "ORDER_DETAILS" => text().view(editor),
        // A label is all that is known of it.
        _ => view! { {text().view(editor)}<p class="hint">"This kind is not known here. Its other fields are kept as they are."</p> }.into_any(),
    }
}

/// What names a form, and how it begins.
fn flow(editor: Editor, path: &str, text: Entry) -> AnyView {
    let path = format!("{path}.flow");
    let entry = |field: &str, label: &'static str| Entry::new(format!("{path}.{field}"), label);
    let mut actions =
        [("", "Default: at a screen"), ("navigate", "At a screen"), ("data_exchange", "Your server chooses")]
            .map(|(code, words)| (code.to_owned(), words.to_owned()))
            .to_vec();
    // What Meta may add is kept.
    let now = editor.value(&format!("{path}.action")).get_untracked();
    if actions.iter().all(|(code, _)| *code != now) {
        actions.push((now.clone(), now));
    }
    view! {
        {text.view(editor)}
        <div class="field" id=id_of(&path) tabindex="-1">
            <p class="hint">"One of the three names the form. ID and name stand in WhatsApp Manager, under Flows."</p>
            {errors_of(editor, &path)}
            {warnings(editor, &path)}
        </div>
        {entry("id", "ID of the form").hint("The form must be published.").view(editor)}
        {entry("name", "Name of the form").view(editor)}
        {entry("json", "Definition of the form (JSON)").view_area(editor)}
        {select(editor, &format!("{path}.action"), "How it begins", None, actions)}
        {entry("screen", "First screen").hint("Its ID in the form.").view(editor)}
    }
    .into_any()
}

/// The example appears with the parameter.
fn example_of_link(editor: Editor, path: &str) -> impl IntoView + use<> {
    let (url, example) = (editor.value(&format!("{path}.url")), format!("{path}.example"));
    let has_parameter = Memo::new(move |_| url.with(|url| url.contains("{{")));
    move || {
        has_parameter.get().then(|| {
            Entry::new(example.clone(), "Example of the whole link").kind("url").limit(limits::URL).view(editor)
        })
    }
}

/// A button for each kind that can be added.
pub(super) fn add(editor: Editor, place: Place) -> impl IntoView {
    let (known, path, note) = match place {
        Place::Message => (BUTTON_KINDS.as_slice(), "buttons".to_owned(), ""),
        Place::Card(_) => (CARD_BUTTON_KINDS.as_slice(), place.path("buttons"), " to every card"),
    };
    let most = if place == Place::Message { limits::BUTTONS } else { limits::BUTTONS_OF_CARD };
    let kinds = kinds(editor, place);
    let full = Memo::new(move |_| kinds.with(|kinds| most <= kinds.len()));
    move || {
        let add = |code: &&str| {
            let label = format!("Add {}{note}", label(code));
            wish(editor, format!("add:{path}:{code}"), label, "btn small", None, None)
        };
        (!full.get()).then(|| view! { <div class="btns">{known.iter().map(add).collect_view()}</div> })
    }
}

fn label(code: &str) -> &'static str {
    match code {
        "URL" => "link",
        "PHONE_NUMBER" => "phone call",
        "COPY_CODE" => "code to copy",
        "FLOW" => "form",
        "VOICE_CALL" => "WhatsApp call",
        _ => "quick reply",
    }
}
