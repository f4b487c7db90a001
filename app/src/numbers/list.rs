//! The WhatsApp Accounts page.

use std::collections::HashSet;

use domain::account::ListView;
use domain::channel::Shown;
use domain::state::Tone;
use leptos::prelude::*;
use leptos::tachys::view::keyed::keyed;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use super::load::{DrawnNumber, NumbersData, SetListView, load_numbers};
use crate::error::AppError;
use crate::live::{Live, on_change};
use crate::ui::{Glyph, LinkButton, Markup, Notice, PageHeader, State, SwitchButton};

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
    let drawing = ServerAction::<SetListView>::new();
    // The answer leads to the address where the browser is already, which by itself fetches nothing.
    Effect::new(move |_| {
        if matches!(drawing.value().get(), Some(Ok(()))) {
            page.refetch();
        }
    });
    if let Some(live) = use_context::<Live>() {
        on_change(live.channels, move || page.refetch());
        on_change(live.sync, move || page.refetch());
    }
    view! {
        <div class="page">
            <Transition>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(data) => content(data, seen, drawing).into_any(),
                        Err(error) => failure(&error).into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// Ids and marks of the numbers that the page showed before.
type Seen = StoredValue<Vec<(String, u32)>>;

fn content(data: NumbersData, seen: Seen, drawing: ServerAction<SetListView>) -> impl IntoView {
    let fresh = changed_since(seen, &data.numbers);
    let class = move |base: &'static str, fresh_too: &'static str, id: &str| {
        if fresh.contains(id) { fresh_too } else { base }
    };
    let key = |number: &DrawnNumber| format!("{} {}", number.id, number.markup.mark());
    let list = match (data.head, data.numbers.is_empty()) {
        (_, true) => ().into_any(),
        (Some(head), _) => {
            let rows = keyed(data.numbers, key, move |_, number: DrawnNumber| {
                let class = class("", "fresh", &number.id);
                let row = view! { <tr class=class id=format!("c-{}", number.id) inner_html=number.markup.html()></tr> };
                (|_| {}, row)
            });
            view! {
                <div class="scroll accts" role="region" aria-label="WhatsApp Accounts" tabindex="0">
                    <table class="table">
                        {keyed([head], |head| head.mark(), |_, head| (|_| {}, view! { <thead inner_html=head.html()></thead> }))}
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any()
        }
        (None, _) => {
            let cards = keyed(data.numbers, key, move |_, number: DrawnNumber| {
                let class = class("acc", "acc fresh", &number.id);
                let card =
                    view! { <li class=class id=format!("c-{}", number.id) inner_html=number.markup.html()></li> };
                (|_| {}, card)
            });
            view! { <ul class="cards">{cards}</ul> }.into_any()
        }
    };
    view! {
        {header(data.view, data.shown, data.here, drawing)}
        {data.notices.map(Markup::view)}
        {data.filters.view()}
        {list}
        {data.below.map(Markup::view)}
    }
}

fn header(view: ListView, shown: Shown, here: String, drawing: ServerAction<SetListView>) -> impl IntoView {
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
                        <ActionForm action=drawing>
                            <input type="hidden" name="back" value=here/>
                            <SwitchButton name="view" value=other.code() label="Compressed list view" state/>
                        </ActionForm>
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
