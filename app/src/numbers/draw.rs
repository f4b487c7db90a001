//! The list as the server draws it.

use domain::account::ListView;
use domain::list::{ListQuery, PageAt, ReadQuery};
use domain::state::Tone;
use hub::channels::Page;
use leptos::prelude::*;

use super::card::card;
use super::filters::{address, filters};
use super::load::{DrawnNumber, NumbersData};
use super::row::{head, row};
use crate::error::AppError;
use crate::ui::{EmptyState, Glyph, LinkButton, Markup, Notice, Pagination};

/// A page of the list; `progress` are the first syncs that still run: done and all.
pub(super) fn numbers(view: ListView, read: &ReadQuery, page: Page, progress: Option<(u32, u32)>) -> NumbersData {
    let query = &read.query;
    let below = match (page.cards.first(), page.cards.last()) {
        (Some(first), Some(last)) => {
            let previous = page.has_previous.then(|| address(&query.at(PageAt::Before(first.id.clone()))));
            let next = page.has_next.then(|| address(&query.at(PageAt::After(last.id.clone()))));
            let paged = previous.is_some() || next.is_some();
            Markup::of(paged.then(|| view! { <Pagination previous next/> }))
        }
        _ => Markup::of(nothing(query, progress.is_some())),
    };
    let numbers = page
        .cards
        .into_iter()
        .map(|item| {
            let id = item.id.to_string();
            let markup = match view {
                ListView::Cards => Markup::of(card(item)),
                ListView::Rows => Markup::of(row(item)),
            };
            DrawnNumber { id, markup }
        })
        .collect();
    NumbersData {
        view,
        shown: query.shown,
        here: query.to_query_string(),
        above: Markup::of(view! { {first_sync(progress)}{ignored(&read.ignored)}{filters(query)} }),
        head: (view == ListView::Rows).then(|| Markup::of(head(query))),
        numbers,
        below,
    }
}

/// The filters, and that they take too long together.
pub(super) fn too_slow(view: ListView, read: &ReadQuery) -> NumbersData {
    let sentence = AppError::TooSlow.to_string();
    NumbersData {
        view,
        shown: read.query.shown,
        here: read.query.to_query_string(),
        above: Markup::of(filters(&read.query)),
        head: None,
        numbers: Vec::new(),
        below: Markup::of(view! { <Notice tone=Tone::Caution><p>{sentence}</p></Notice> }),
    }
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

fn nothing(query: &ListQuery, syncing: bool) -> AnyView {
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
    let text = if syncing {
        "The accounts are being read from Meta. Numbers appear here as they arrive."
    } else {
        "Numbers appear here once a WhatsApp Business Account is connected. The operator of this hub connects one with the command partner-hub waba connect."
    };
    view! { <EmptyState glyph=Glyph::Phone title="No numbers yet" text=text/> }.into_any()
}
