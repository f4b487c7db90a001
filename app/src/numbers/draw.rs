//! The list as the server draws it.

use std::convert::Infallible;

use domain::account::ListView;
use domain::list::{ListQuery, PageAt, ReadQuery};
use domain::state::Tone;
use hub::HubError;
use hub::channels::{Page, StoredCard};
use leptos::prelude::*;

use super::card::card;
use super::filters::{address, filters};
use super::load::{DrawnNumber, NumbersData};
use super::row::{head, row};
use crate::error::AppError;
use crate::ui::{Drawing, EmptyState, Glyph, LinkButton, Markup, Notice, Pagination};

/// A page of the list; `progress` are the first syncs that still run: done and all.
///
/// # Errors
/// A stored card cannot be read.
pub(super) fn numbers(
    view: ListView,
    read: &ReadQuery,
    page: Page<StoredCard>,
    progress: Option<(u32, u32)>,
) -> Result<NumbersData, HubError> {
    let query = &read.query;
    let here = query.to_query_string();
    let below = match (page.cards.first(), page.cards.last()) {
        (Some(first), Some(last)) => {
            let first = page.has_previous.then(|| first.id()).transpose()?;
            let last = page.has_next.then(|| last.id()).transpose()?;
            let previous = first.map(|id| address(&query.at(PageAt::Before(id))));
            let next = last.map(|id| address(&query.at(PageAt::After(id))));
            let paged = previous.is_some() || next.is_some();
            paged.then(|| Markup::of(view! { <Pagination previous next/> }))
        }
        _ => Some(Markup::of(nothing(query, progress.is_some()))),
    };
    let notices = progress.is_some() || !read.ignored.is_empty();
    Ok(NumbersData {
        view,
        shown: query.shown,
        notices: notices.then(|| Markup::of(view! { {first_sync(progress)}{ignored(&read.ignored)} })),
        filters: drawn_filters(query, &here),
        head: match view {
            ListView::Cards => None,
            ListView::Rows => Some(always(Markup::kept(Drawing::Head, &here, || Ok(head(query))))),
        },
        numbers: page.cards.iter().map(|stored| number(view, stored)).collect::<Result<_, _>>()?,
        below,
        here,
    })
}

fn number(view: ListView, stored: &StoredCard) -> Result<DrawnNumber, HubError> {
    let markup = match view {
        ListView::Cards => Markup::kept(Drawing::Card, stored.text(), || stored.read().map(card))?,
        ListView::Rows => Markup::kept(Drawing::Row, stored.text(), || stored.read().map(row))?,
    };
    Ok(DrawnNumber { id: stored.id()?.to_string(), markup })
}

fn drawn_filters(query: &ListQuery, here: &str) -> Markup {
    always(Markup::kept(Drawing::Filters, here, || Ok(filters(query))))
}

/// What cannot fail to be drawn.
fn always(drawn: Result<Markup, Infallible>) -> Markup {
    match drawn {
        Ok(markup) => markup,
        Err(never) => match never {},
    }
}

/// The filters, and that they take too long together.
pub(super) fn too_slow(view: ListView, read: &ReadQuery) -> NumbersData {
    let sentence = AppError::TooSlow.to_string();
    let here = read.query.to_query_string();
    NumbersData {
        view,
        shown: read.query.shown,
        notices: None,
        filters: drawn_filters(&read.query, &here),
        head: None,
        numbers: Vec::new(),
        below: Some(Markup::of(view! { <Notice tone=Tone::Caution><p>{sentence}</p></Notice> })),
        here,
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
