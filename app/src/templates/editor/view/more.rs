//! What is rarely changed: how parameters are written, and for how long delivery is tried.

use domain::templates::ParameterFormat;
use domain::templates::validate::ttl_range;
use leptos::prelude::*;

use super::super::state::Editor;
use super::control::{Entry, select};
use super::section;

/// Format and time to live.
pub(super) fn section(editor: Editor) -> AnyView {
    let formats = ParameterFormat::KNOWN.iter().map(|format| {
        let sample = if *format == ParameterFormat::Named { "{{first_name}}" } else { "{{1}}" };
        (format.code().to_owned(), format!("{}, {sample}", format.label()))
    });
    let formats = formats.collect();
    let category = Memo::new(move |_| editor.template.with(|template| template.category.clone()));
    let ttl = move || {
        let range = ttl_range(&category.get());
        let span = range.map(|(least, most)| format!(" Meta takes {least} to {most} here.")).unwrap_or_default();
        Entry::new("ttl", "Seconds for which delivery is tried")
            .kind("number")
            .hint(format!("Empty for Meta's own: 10 minutes for one-time passwords, else 30 days.{span}"))
            .view(editor)
    };
    let fields = view! {
        {select(editor, "format", "Parameters are", None, formats)}
        {ttl}
    };
    section::section(editor, "delivery", "Parameters and delivery", fields.into_any())
}
