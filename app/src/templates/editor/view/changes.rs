//! What an edit changes.

use domain::templates::compare::{Change, Segment, compare};
use leptos::prelude::*;

use super::super::Purpose;
use super::super::model::tidy;
use super::super::state::Editor;
use super::section;

/// Before and after, field by field; `None` where nothing is edited.
pub(super) fn section(editor: Editor) -> Option<AnyView> {
    let edits = editor.data.with_value(|data| data.purpose == Purpose::Edit && data.source.is_some());
    if !edits {
        return None;
    }
    let changes = Memo::new(move |_| {
        editor.template.with(|after| {
            editor.data.with_value(|data| {
                data.source.as_ref().map(|source| compare(&source.template, &tidy(after))).unwrap_or_default()
            })
        })
    });
    let consequences = editor.data.with_value(|data| data.source.as_ref().map(|source| source.consequences.clone()));
    let content = view! {
        <p class="hint">{consequences}</p>
        {move || {
            let changes = changes.get();
            if changes.is_empty() {
                return view! { <p>"Nothing yet."</p> }.into_any();
            }
            view! { <dl class="diff">{changes.into_iter().map(change).collect_view()}</dl> }.into_any()
        }}
    };
    Some(section::section(editor, "changes", "What changes", content.into_any()))
}

fn change(change: Change) -> impl IntoView {
    // What Meta calls an uploaded file says nothing to a person; even the same file is uploaded anew for an edit.
    let is_file = change.path.ends_with("header.example") && change.after.as_ref().is_some_and(|it| it.contains("::"));
    if is_file {
        return view! { <div><dt>{change.label}</dt><dd>"The file is uploaded anew."</dd></div> }.into_any();
    }
    let pieces = change.segments.into_iter().map(|segment| match segment {
        Segment::Same(words) => words.into_any(),
        Segment::Removed(words) => view! { <del>{words}</del> }.into_any(),
        Segment::Added(words) => view! { <ins>{words}</ins> }.into_any(),
    });
    view! { <div><dt>{change.label}</dt><dd dir="auto">{pieces.collect_view()}</dd></div> }.into_any()
}
