//! Before and after, field by field.

use domain::profile::Change;
use leptos::prelude::*;

/// What differs.
pub(super) fn differences(changes: &[Change]) -> impl IntoView + use<> {
    let rows = changes.iter().cloned().map(row).collect_view();
    view! { <dl class="diff sides">{rows}</dl> }
}

fn row(change: Change) -> impl IntoView {
    let Change { field, before, after } = change;
    let before =
        (!before.is_empty()).then(|| view! { <del dir="auto"><span class="vh">"Before: "</span>{before}</del> });
    let after = match after.as_str() {
        "" => view! { <ins><span class="vh">"After: "</span>"Empty"</ins> }.into_any(),
        _ => view! { <ins dir="auto"><span class="vh">"After: "</span>{after}</ins> }.into_any(),
    };
    view! { <div><dt>{field.label()}</dt><dd>{before}{after}</dd></div> }
}
