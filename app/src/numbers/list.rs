//! The WhatsApp Accounts page.

use std::collections::HashSet;

use domain::channel::Shown;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use super::load::{DrawnNumber, NumbersData, load_numbers};
use crate::error::AppError;
use crate::live::{Live, on_change};
use crate::ui::{Drawn, Element, blocks, drawn};

/// WhatsApp Accounts: every number that the organisation has to do with.
#[component]
pub fn NumbersPage() -> impl IntoView {
    let location = use_location();
    // While the code of another page is loaded, the address is that page's already, and the list stays as it was.
    let search = Memo::new(move |before: Option<&String>| {
        let here = location.pathname.with(|path| path == "/numbers");
        let search = location.search.get();
        before.filter(|_| !here).cloned().unwrap_or(search)
    });
    let page = Resource::new(
        move || search.get(),
        |search| async move { load_numbers(search).await.map(NumbersData::in_page) },
    );
    let seen = StoredValue::new(Vec::new());
    if let Some(live) = use_context::<Live>() {
        on_change(live.channels, move || page.refetch());
        on_change(live.sync, move || page.refetch());
    }
    view! {
        <div class="page">
            <Transition>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(data) => content(data, seen).into_any(),
                        Err(error) => failure(&error).into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// Ids and marks of the numbers that the page showed before.
type Seen = StoredValue<Vec<(String, u32)>>;

fn content(data: NumbersData, seen: Seen) -> impl IntoView {
    let fresh = changed_since(seen, &data.numbers);
    let element = |element: Element, number: DrawnNumber| {
        let class = match (element, fresh.contains(&number.id)) {
            (Element::Item, false) => Some("acc"),
            (Element::Item, true) => Some("acc fresh"),
            (_, fresh) => fresh.then_some("fresh"),
        };
        Drawn { element, id: Some(format!("c-{}", number.id)), class, markup: number.markup }
    };
    let list = match (data.head, data.numbers.is_empty()) {
        (_, true) => ().into_any(),
        (Some(head), _) => {
            let head = Drawn { element: Element::Head, id: None, class: None, markup: head };
            let rows = data.numbers.into_iter().map(|number| element(Element::Row, number)).collect();
            view! {
                <div class="scroll accts" role="region" aria-label="WhatsApp Accounts" tabindex="0">
                    <table class="table">{drawn(vec![head])}<tbody>{drawn(rows)}</tbody></table>
                </div>
            }
            .into_any()
        }
        (None, _) => {
            let cards = data.numbers.into_iter().map(|number| element(Element::Item, number)).collect();
            view! { <ul class="cards">{drawn(cards)}</ul> }.into_any()
        }
    };
    view! {
        <Title text=title(data.shown)/>
        {blocks(data.above)}
        {list}
        {blocks(data.below)}
    }
}

pub(super) const fn title(shown: Shown) -> &'static str {
    match shown {
        Shown::Open => "WhatsApp Accounts",
        Shown::Ended => "Ended accounts",
    }
}

/// Ids of the numbers that differ from those of the view before; nothing at first.
fn changed_since(seen: Seen, numbers: &[DrawnNumber]) -> HashSet<String> {
    let now: Vec<(String, u32)> = numbers.iter().map(|number| (number.id.clone(), number.markup.mark())).collect();
    seen.try_update_value(|before| {
        let same_page = before.iter().any(|(old, _)| now.iter().any(|(new, _)| new == old));
        let changed = now.iter().filter(|new| same_page && !before.contains(new)).map(|(id, _)| id.clone()).collect();
        *before = now;
        changed
    })
    .unwrap_or_default()
}

fn failure(error: &AppError) -> impl IntoView + use<> {
    let sentence = error.to_string();
    view! {
        <Title text=title(Shown::Open)/>
        <h1>{title(Shown::Open)}</h1>
        <p>{sentence}" "<a href="/numbers">"Show all numbers"</a></p>
    }
}
