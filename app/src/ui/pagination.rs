//! Previous and next. There is no page number, because no page counts all rows.

use leptos::prelude::*;

use super::Glyph;

/// Links to the page before and after; `None` at an end.
#[component]
pub fn Pagination(
    /// Address of the page before.
    previous: Option<String>,
    /// Address of the page after.
    next: Option<String>,
) -> impl IntoView {
    let previous = match previous {
        Some(href) => view! { <a class="btn" rel="prev" href=href>{Glyph::Previous.view()}"Previous"</a> }.into_any(),
        None => view! { <span class="btn" aria-disabled="true">{Glyph::Previous.view()}"Previous"</span> }.into_any(),
    };
    let next = match next {
        Some(href) => view! { <a class="btn" rel="next" href=href>"Next"{Glyph::Next.view()}</a> }.into_any(),
        None => view! { <span class="btn" aria-disabled="true">"Next"{Glyph::Next.view()}</span> }.into_any(),
    };
    view! { <nav class="pager" aria-label="Pages">{previous}{next}</nav> }
}
