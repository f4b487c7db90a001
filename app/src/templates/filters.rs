//! Search and filters: each choice is a link, so that one click applies it and the address can be shared.

use domain::templates::{Category, Language, Quality, TemplateQuery, TemplateSort, TemplateStatus, TemplatesAt};
use leptos::prelude::*;

use super::row::quality_bars;
use crate::ui::{FilterChoice, Glyph, bars_mark, filter, filter_choices, status_mark};

/// The address of a view of the list at `path`.
pub(super) fn address(path: &str, query: &TemplateQuery) -> String {
    let query = query.to_query_string();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Search, filters, order, and the way back to everything.
pub(super) fn filters(path: &str, query: &TemplateQuery) -> impl IntoView + use<> {
    let base = TemplateQuery { page: TemplatesAt::First, ..query.clone() };
    let choice = |next: TemplateQuery, content: AnyView, chosen: bool| FilterChoice {
        href: address(path, &next),
        content,
        chosen,
    };
    let status = STATUSES.iter().map(|value| {
        let chosen = base.status.as_ref() == Some(value);
        let next = TemplateQuery { status: (!chosen).then(|| value.clone()), ..base.clone() };
        choice(next, status_mark(value.tone(), value.label().to_owned()).into_any(), chosen)
    });
    let category = Category::KNOWN.iter().map(|value| {
        let chosen = base.category.as_ref() == Some(value);
        let next = TemplateQuery { category: (!chosen).then(|| value.clone()), ..base.clone() };
        choice(next, value.label().to_owned().into_any(), chosen)
    });
    let quality = Quality::KNOWN.iter().map(|value| {
        let chosen = base.quality.as_ref() == Some(value);
        let next = TemplateQuery { quality: (!chosen).then(|| value.clone()), ..base.clone() };
        choice(next, bars_mark(quality_bars(value), value.label().to_owned()).into_any(), chosen)
    });
    let language = Language::all().map(|(code, name)| {
        let value = Language::from_wire(code);
        let chosen = base.language.as_ref() == Some(&value);
        let next = TemplateQuery { language: (!chosen).then_some(value), ..base.clone() };
        choice(next, name.into_any(), chosen)
    });
    let sort = TemplateSort::ALL.iter().map(|value| {
        let next = TemplateQuery { sort: *value, ..base.clone() };
        choice(next, value.label().into_any(), base.sort == *value)
    });
    let word = |value: Option<&str>| value.map(str::to_owned);
    view! {
        {search(path, &base)}
        <div class="filters" role="group" aria-label="Filters">
            {filter("Status", word(base.status.as_ref().map(|value| value.label())), status.collect())}
            {filter("Category", word(base.category.as_ref().map(|value| value.label())), category.collect())}
            {filter("Quality", word(base.quality.as_ref().map(|value| value.label())), quality.collect())}
            {filter("Language", word(base.language.as_ref().map(|value| value.label())), language.collect())}
            {base.is_narrowed().then(|| view! { <a class="clear" href=path.to_owned()>"Clear filters"</a> })}
            <details class="filter sort" name="f">
                <summary>{format!("Sort: {}", base.sort.label())}{Glyph::Down.view()}</summary>
                {filter_choices(sort.collect())}
            </details>
        </div>
    }
}

/// What a person looks for; the others are left to the search engine of an operator.
const STATUSES: &[TemplateStatus] = &[
    TemplateStatus::Approved,
    TemplateStatus::Pending,
    TemplateStatus::Rejected,
    TemplateStatus::Paused,
    TemplateStatus::Disabled,
    TemplateStatus::InAppeal,
    TemplateStatus::PendingDeletion,
    TemplateStatus::Archived,
];

fn search(path: &str, base: &TemplateQuery) -> impl IntoView + use<> {
    let kept: Vec<(&'static str, String)> = [
        ("status", base.status.as_ref().map(|value| value.code().to_owned())),
        ("category", base.category.as_ref().map(|value| value.code().to_owned())),
        ("quality", base.quality.as_ref().map(|value| value.code().to_owned())),
        ("language", base.language.as_ref().map(|value| value.code().to_owned())),
        ("sort", (base.sort != TemplateSort::Name).then(|| base.sort.code().to_owned())),
    ]
    .into_iter()
    .filter_map(|(name, value)| value.map(|value| (name, value)))
    .collect();
    let kept =
        kept.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    view! {
        <form method="get" action=path.to_owned() class="find" role="search" aria-label="Templates">
            {kept}
            <label class="search">
                {Glyph::Search.view()}
                <span class="vh">"Search templates"</span>
                <input type="search" name="q" value=base.search.clone() placeholder="Search names and texts" maxlength="100" autocomplete="off"/>
            </label>
        </form>
    }
}
