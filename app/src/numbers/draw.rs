//! The list as the server draws it.

use std::convert::Infallible;

use domain::account::ListView;
use domain::channel::Shown;
use domain::list::{ActionFilter, ListQuery, PageAt, ReadQuery};
use domain::state::{ChannelState, Tone};
use hub::HubError;
use hub::channels::{Page, StoredCard};
use hub::subscriptions::{COUNTED, Counts};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::card::card;
use super::filters::{address, filters};
use super::list::title;
use super::load::{DrawnNumber, NumbersData, SetListView};
use super::row::{head, row};
use crate::error::AppError;
use crate::ui::{
    Drawing, EmptyState, Glyph, LinkButton, Markup, Notice, PageHeader, Pagination, State, SwitchButton, tone_class,
    tone_glyph,
};

/// What stands around the list.
pub(super) struct Around {
    /// The first syncs that still run: done and all.
    pub(super) progress: Option<(u32, u32)>,
    /// How many numbers the client has.
    pub(super) counts: Option<Counts>,
}

/// A page of the list.
///
/// # Errors
/// A stored card cannot be read.
pub(super) fn numbers(
    view: ListView,
    read: &ReadQuery,
    page: Page<StoredCard>,
    Around { progress, counts }: Around,
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
    let notices = notices.then(|| Markup::of(view! { {first_sync(progress)}{ignored(&read.ignored)} }));
    let summary = counts.filter(|counts| 0 < counts.running).map(|counts| Markup::of(summary(counts)));
    let above = [Some(heading(view, query, &here)), notices, summary, Some(drawn_filters(query, &here))];
    Ok(NumbersData {
        shown: query.shown,
        above: above.into_iter().flatten().collect(),
        head: match view {
            ListView::Cards => None,
            ListView::Rows => Some(always(Markup::kept(Drawing::Head, &here, || Ok(head(query))))),
        },
        numbers: page.cards.iter().map(|stored| number(view, stored)).collect::<Result<_, _>>()?,
        below: below.into_iter().collect(),
    })
}

/// What the numbers of a client say together, each with the way to them.
fn summary(counts: Counts) -> impl IntoView {
    let by = |query: ListQuery| address(&query);
    let state = |state| by(ListQuery { state: Some(state), ..ListQuery::default() });
    let to_do = by(ListQuery { action: Some(ActionFilter::Client), ..ListQuery::default() });
    let tone = |count: u32, tone: Tone| if count == 0 { Tone::Positive } else { tone };
    view! {
        <ul class="sum" aria-label="Your numbers in short">
            {part(Tone::Positive, counts.running, ("number runs", "numbers run"), by(ListQuery::default()))}
            {part(tone(counts.to_do, Tone::Caution), counts.to_do, ("needs you to act", "need you to act"), to_do)}
            {part(
                tone(counts.ending, Tone::Progress),
                counts.ending,
                ("is pending cancellation", "are pending cancellation"),
                state(ChannelState::Ending),
            )}
            {(0 < counts.unpaid).then(|| part(
                Tone::Caution,
                counts.unpaid,
                ("ends because your partner stops paying", "end because your partner stops paying"),
                state(ChannelState::PaymentEnding),
            ))}
        </ul>
    }
}

fn part(tone: Tone, count: u32, (one, several): (&'static str, &'static str), href: String) -> impl IntoView {
    let words = if count == 1 { one } else { several };
    let count = match count {
        0 => "None".to_owned(),
        COUNTED.. => "99+".to_owned(),
        count => count.to_string(),
    };
    view! { <li class=tone_class(tone)><a href=href>{tone_glyph(tone).view()}<b>{count}</b>" "{words}</a></li> }
}

/// The heading, the downloads and the settings of the view.
fn heading(view: ListView, query: &ListQuery, here: &str) -> Markup {
    let drawing = match view {
        ListView::Cards => Drawing::HeadingOfCards,
        ListView::Rows => Drawing::HeadingOfRows,
    };
    always(Markup::kept(drawing, here, || Ok(header(view, query.shown, here.to_owned()))))
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
        shown: read.query.shown,
        above: vec![heading(view, &read.query, &here), drawn_filters(&read.query, &here)],
        head: None,
        numbers: Vec::new(),
        below: vec![Markup::of(view! { <Notice tone=Tone::Caution><p>{sentence}</p></Notice> })],
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

fn header(view: ListView, shown: Shown, here: String) -> impl IntoView {
    let results = format!("/numbers.csv?these=results&{here}");
    let (other, state) = match view {
        ListView::Cards => (ListView::Rows, State::Off),
        ListView::Rows => (ListView::Cards, State::On),
    };
    view! {
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
