//! A part of the form under its heading.

use leptos::prelude::*;

use super::super::model::id_of;
use super::super::state::Editor;
use super::control::{errors_of, warnings};

/// A card with the part that has this path; what is wrong with the part as a whole stands above its fields.
pub(super) fn section(editor: Editor, path: &str, title: &'static str, content: AnyView) -> AnyView {
    let id = id_of(path);
    let heading = format!("{id}-title");
    let named_by = heading.clone();
    view! {
        <section class="card part" id=id tabindex="-1" aria-labelledby=named_by>
            <header><h2 id=heading>{title}</h2></header>
            <div>
                <div class="field">{errors_of(editor, path)}{warnings(editor, path)}</div>
                {content}
            </div>
        </section>
    }
    .into_any()
}
