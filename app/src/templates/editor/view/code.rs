//! The fields of one-time passwords, whose text Meta writes.

use domain::templates::ButtonKind;
use domain::templates::button::OtpKind;
use domain::templates::validate::limits;
use leptos::prelude::*;

use super::super::model::id_of;
use super::super::state::Editor;
use super::control::{Entry, errors_of, select, tick, warnings, wish};
use super::{parts, section};
use crate::ui::Glyph;

/// All fields of a one-time password.
pub(super) fn sections(editor: Editor) -> impl IntoView {
    let texts = view! {
        <p class="hint">"Meta writes the text in the language of the template: “123456 is your verification code.”"</p>
        {tick(editor, "body.security_recommendation", "Add “For your security, do not share this code.”", None)}
        {Entry::new("footer.code_expiration_minutes", "Minutes until the code ends")
            .kind("number")
            .hint("1 to 90. Empty says nothing about it.")
            .view(editor)}
    };
    view! {
        {section::section(editor, "body", "Text", texts.into_any())}
        {leftovers(editor)}
        {section::section(editor, "buttons", "Button", button(editor).into_any())}
        {parts::unknown(editor)}
    }
}

/// What an authentication template must not have, such as the text of a copy.
fn leftovers(editor: Editor) -> impl IntoView {
    let body = editor.value("body.text");
    let footer = editor.value("footer.text");
    move || {
        let words = |path: &'static str, label: &'static str, text: String| {
            (!text.is_empty()).then(|| Entry::new(path, label).hint("Meta takes no text here: empty it.").view(editor))
        };
        view! { {words("body.text", "Body", body.get())}{words("footer.text", "Footer", footer.get())} }
    }
}

/// The place of the button, how the code reaches the app, and how many apps there are.
fn shape(editor: Editor) -> Memo<Option<(usize, OtpKind, usize)>> {
    Memo::new(move |_| {
        editor.template.with(|template| {
            template.content.buttons().iter().enumerate().find_map(|(index, button)| match &button.kind {
                ButtonKind::Otp(otp) => Some((index, otp.kind.clone(), otp.apps.len())),
                _ => None,
            })
        })
    })
}

fn button(editor: Editor) -> impl IntoView {
    let shape = shape(editor);
    move || {
        let Some((index, kind, apps)) = shape.get() else {
            return view! { <p class="hint">"There is no button for the code. Choose the kind of template again."</p> }
                .into_any();
        };
        let path = format!("buttons[{index}]");
        let ways: Vec<_> =
            OtpKind::KNOWN.iter().map(|kind| (kind.code().to_owned(), kind.label().to_owned())).collect();
        let entry = |field: &str, label: &'static str| {
            Entry::new(format!("{path}.{field}"), label)
                .limit(limits::BUTTON_TEXT)
                .hint("Empty takes Meta's own words.")
        };
        let in_app = (kind != OtpKind::CopyCode).then(|| {
            view! {
                {entry("autofill_text", "Text of the button that fills it in").view(editor)}
                {list_of_apps(editor, &path, apps)}
            }
        });
        let terms = (kind == OtpKind::ZeroTap).then(|| {
            tick(
                editor,
                &format!("{path}.zero_tap_terms_accepted"),
                "I accept Meta's terms of zero tap",
                Some("People see no button: the app reads the code by itself."),
            )
        });
        view! {
            {select(editor, &format!("{path}.otp_type"), "How the code reaches the app", None, ways)}
            {entry("text", "Text of the button that copies it").view(editor)}
            {in_app}
            {terms}
        }
        .into_any()
    }
}

fn list_of_apps(editor: Editor, path: &str, count: usize) -> impl IntoView + use<> {
    let list = format!("{path}.apps");
    let apps: Vec<_> = (0..count)
        .map(|index| {
            let (app, number) = (format!("{list}[{index}]"), index + 1);
            let remove = (1 < count).then(|| {
                wish(editor, format!("remove:{app}"), format!("Remove app {number}"), "btn ghost icon", Some(Glyph::Close), None)
            });
            view! {
                <li>
                    <div class="head"><h3>{format!("Android app {number}")}</h3>{remove}</div>
                    {Entry::new(format!("{app}.package_name"), "Package name").hint("As com.example.app.").limit(limits::PACKAGE_NAME).view(editor)}
                    {Entry::new(format!("{app}.signature_hash"), "Signature hash").limit(limits::SIGNATURE_HASH).view(editor)}
                </li>
            }
        })
        .collect();
    view! {
        <div class="field" id=id_of(&list) tabindex="-1">{errors_of(editor, &list)}{warnings(editor, &list)}</div>
        <ol class="items">{apps}</ol>
        <div class="btns">{wish(editor, format!("add:{list}"), "Add app", "btn small", None, None)}</div>
    }
}
