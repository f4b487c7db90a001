//! The WhatsApp Accounts page.

use std::collections::HashSet;

use domain::account::ListView;
use domain::channel::Shown;
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use super::load::{DrawnNumber, NumbersData, SetListView, load_numbers};
use crate::error::AppError;
use crate::live::{Live, on_change};
use crate::ui::{Drawn, Element, Glyph, LinkButton, Markup, Notice, PageHeader, State, SwitchButton, drawn};

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
        {header(data.view, data.shown, data.here)}
        {data.notices.map(Markup::view)}
        {data.filters.view()}
        {list}
        {data.below.map(Markup::view)}
    }
}

fn header(view: ListView, shown: Shown, here: String) -> impl IntoView {
    let results = format!("/numbers.csv?these=results&{here}");
    let (other, state) = match view {
        ListView::Cards => (ListView::Rows, State::Off),
        ListView::Rows => (ListView::Cards, State::On),
    };
    view! {
        <Title text=title(shown)/>
        <PageHeader title=title(shown)>
            <details class="menu" name="m">
                <summary class="btn">{Glyph::Download.view()}<span class="vh-phone">"Download"</span>{Glyph::Down.view()}</summary>
                <ul>
                    <li><a href="/numbers.csv" rel="external" download>"All accounts"<small>"Every number connected to you, as CSV"</small></a></li>
                    <li><a href=results rel="external" download>"These results"<small>"What the filters show, on all pages"</small></a></li>
                </ul>
            </details>
            <details class="menu" name="m">
                <summary class="btn icon">{Glyph::Sliders.view()}<span class="vh">"View settings"</span></summary>
                <ul>
                    <li>
                        <form method="post" action=SetListView::PATH>
                            <input type="hidden" name="back" value=here/>
                            <SwitchButton name="view" value=other.code() label="Compressed list view" state/>
                        </form>
                    </li>
                </ul>
            </details>
        </PageHeader>
    }
}

const fn title(shown: Shown) -> &'static str {
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
        <PageHeader title=title(Shown::Open)/>
        <Notice tone=Tone::Caution><p>{sentence}</p></Notice>
        <LinkButton href="/numbers">"Show all numbers"</LinkButton>
    }
}
