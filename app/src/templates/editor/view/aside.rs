//! The preview beside the form.

use leptos::prelude::*;

use super::super::state::Editor;
use crate::templates::preview::{MESSAGE, hints, living_message};
use crate::ui::handset;

/// The phone: its message follows what is written.
pub(super) fn preview(editor: Editor) -> impl IntoView {
    let preview = editor.preview();
    view! {
        <aside class="stack" id="preview" tabindex="-1" aria-label="Preview">
            {handset(MESSAGE, living_message(preview), move || preview.with(hints))}
            <a class="back" href="#template" rel="external">"Back to the text"</a>
        </aside>
    }
}
