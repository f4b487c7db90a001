//! The WhatsApp Accounts page.

use std::collections::HashSet;

use domain::account::ListView;
use domain::channel::{ChannelCard, Shown};
use domain::list::{ListQuery, PageAt};
use domain::state::Tone;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_query_map};

use super::card::card;
use super::filters::{address, filters};
use super::load::{NumbersData, SetListView, load_numbers};
use super::row::table;
use crate::error::AppError;
use crate::live::{Live, on_change};
use crate::ui::{EmptyState, Glyph, LinkButton, Notice, PageHeader, Pagination, State, SwitchButton};

/// WhatsApp Accounts: every number that the organisation has to do with.
#[component]
pub fn NumbersPage() -> impl IntoView {
    let search = use_location().search;
    let params = use_query_map();
    let query = Memo::new(move |_| {
        params.with(|map| ListQuery::read(map.into_iter().map(|(name, value)| (name.as_ref(), value))).query)
    });
    let page = Resource::new(move || search.get(), load_numbers);
    let seen = StoredValue::new(Vec::<ChannelCard>::new());
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
                {move || {
                    let query = query.get();
                    Suspend::new(async move {
                        match page.await {
                            Ok(data) => content(data, &query, seen, drawing).into_any(),
                            Err(error) => failure(&error, &query).into_any(),
                        }
                    })
                }}
            </Transition>
        </div>
    }
}

fn content(
    data: NumbersData,
    query: &ListQuery,
    seen: StoredValue<Vec<ChannelCard>>,
    drawing: ServerAction<SetListView>,
) -> impl IntoView + use<> {
    let fresh = changed_since(seen, &data.cards);
    let previous = data
        .cards
        .first()
        .filter(|_| data.has_previous)
        .map(|card| address(&query.at(PageAt::Before(card.id.clone()))));
    let next =
        data.cards.last().filter(|_| data.has_next).map(|card| address(&query.at(PageAt::After(card.id.clone()))));
    let paged = previous.is_some() || next.is_some();
    let list = if data.cards.is_empty() {
        nothing(query, data.first_sync).into_any()
    } else if data.view == ListView::Rows {
        table(data.cards, query, &fresh).into_any()
    } else {
        let cards = data.cards.into_iter().map(|item| card(item, &fresh)).collect_view();
        view! { <ul class="cards">{cards}</ul> }.into_any()
    };
    view! {
        {header(data.view, query, drawing)}
        {first_sync(data.first_sync)}
        {ignored(&data.ignored)}
        {filters(query)}
        {list}
        {paged.then(|| view! { <Pagination previous next/> })}
    }
}

fn header(view: ListView, query: &ListQuery, drawing: ServerAction<SetListView>) -> impl IntoView + use<> {
    let here = query.to_query_string();
    let results = format!("/numbers.csv?these=results&{here}");
    let (other, state) = match view {
        ListView::Cards => (ListView::Rows, State::Off),
        ListView::Rows => (ListView::Cards, State::On),
    };
    view! {
        <Title text=title(query)/>
        <PageHeader title=title(query)>
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

fn title(query: &ListQuery) -> &'static str {
    if query.shown == Shown::Ended { "Ended accounts" } else { "WhatsApp Accounts" }
}

/// Ids of the cards that differ from those of the view before; nothing at first.
fn changed_since(seen: StoredValue<Vec<ChannelCard>>, cards: &[ChannelCard]) -> HashSet<String> {
    seen.try_update_value(|before| {
        let same_page = before.iter().any(|old| cards.iter().any(|new| new.id == old.id));
        let changed =
            cards.iter().filter(|new| same_page && !before.contains(new)).map(|new| new.id.to_string()).collect();
        *before = cards.to_vec();
        changed
    })
    .unwrap_or_default()
}

fn first_sync(progress: Option<(u32, u32)>) -> Option<impl IntoView> {
    let (done, all) = progress?;
    Some(view! {
        <div class="progress" role="status">
            <label for="first-sync">"Reading the accounts from Meta"</label>
            <output for="first-sync">{format!("{done} of {all} accounts")}</output>
            <progress id="first-sync" value=done.to_string() max=all.max(1).to_string()></progress>
        </div>
    })
}

fn ignored(ignored: &[String]) -> Option<impl IntoView + use<>> {
    if ignored.is_empty() {
        return None;
    }
    let sentence = format!("The address asks for {}, which is not known here and was left out.", ignored.join(", "));
    Some(view! { <Notice tone=Tone::Caution><p>{sentence}</p></Notice> })
}

fn nothing(query: &ListQuery, syncing: Option<(u32, u32)>) -> impl IntoView + use<> {
    if query.page != PageAt::First {
        let first_page = address(&query.at(PageAt::First));
        return view! {
            <EmptyState glyph=Glyph::Phone title="Nothing on this page" text="The numbers that were here have moved or no longer match.">
                <LinkButton href=first_page>"Go to the first page"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    if query.is_narrowed() {
        return view! {
            <EmptyState glyph=Glyph::Search title="No number matches" text="Numbers are found by their beginning or last digits, names and e-mail addresses by the beginning of a word, ids exactly.">
                <LinkButton href="/numbers">"Show all numbers"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let text = if syncing.is_some() {
        "The accounts are being read from Meta. Numbers appear here as they arrive."
    } else {
        "Numbers appear here once a WhatsApp Business Account is connected. The operator of this hub connects one with the command partner-hub waba connect."
    };
    view! { <EmptyState glyph=Glyph::Phone title="No numbers yet" text=text/> }.into_any()
}

fn failure(error: &AppError, query: &ListQuery) -> impl IntoView + use<> {
    let sentence = error.to_string();
    view! {
        <Title text=title(query)/>
        <PageHeader title=title(query)/>
        {filters(query)}
        <Notice tone=Tone::Caution><p>{sentence}</p></Notice>
    }
}
