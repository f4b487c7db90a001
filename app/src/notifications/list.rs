//! The notifications page.

use domain::state::Tone;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_query_map};

use super::filters::filters;
use super::happening::{sentence, time};
use super::load::{Day, MarkAllRead, MarkRead, Note, NotificationsData, load_notifications};
use super::query::{NotesQuery, Show};
use crate::error::AppError;
use crate::frame::FrameState;
use crate::live::{Live, on_change};
use crate::ui::{EmptyState, Glyph, LinkButton, Notice, PageHeader, tone_class};

/// What can be marked.
#[derive(Clone, Copy)]
struct Marking {
    one: ServerAction<MarkRead>,
    all: ServerAction<MarkAllRead>,
}

/// Notifications, newest first, by days.
pub(crate) fn screen() -> AnyView {
    let search = use_location().search;
    let page = Resource::new(move || search.get(), load_notifications);
    let params = use_query_map();
    let query = Memo::new(move |_| {
        params.with(|map| NotesQuery::read(map.into_iter().map(|(name, value)| (name.as_ref(), value))))
    });
    let marking = Marking { one: ServerAction::new(), all: ServerAction::new() };
    follow(page, marking);
    view! {
        <Title text="Notifications"/>
        <div class="page">
            <Transition>
                {move || {
                    let query = query.get();
                    Suspend::new(async move {
                        match page.await {
                            Ok(data) => content(data, &query, marking).into_any(),
                            Err(error) => failure(&error).into_any(),
                        }
                    })
                }}
            </Transition>
        </div>
    }
    .into_any()
}

/// Fetches the page again when there is something new, and with the bell when something was marked here.
fn follow(page: Resource<Result<NotificationsData, AppError>>, marking: Marking) {
    if let Some(live) = use_context::<Live>() {
        on_change(live.notifications, move || page.refetch());
    }
    let frame = use_context::<FrameState>();
    Effect::new(move |_| {
        let (one, all) = (marking.one.value().get(), marking.all.value().get());
        if !matches!((one, all), (Some(Ok(())), _) | (_, Some(Ok(())))) {
            return;
        }
        page.refetch();
        if let Some(frame) = frame {
            frame.refetch();
        }
    });
}

fn failure(error: &AppError) -> impl IntoView + use<> {
    let sentence = error.to_string();
    view! {
        <PageHeader title="Notifications"/>
        <Notice tone=Tone::Caution><p>{sentence}</p></Notice>
    }
}

fn content(data: NotificationsData, query: &NotesQuery, marking: Marking) -> impl IntoView + use<> {
    let here = query.to_query_string();
    let pager = pager(data.older, query);
    let list = if data.days.is_empty() {
        nothing(query).into_any()
    } else {
        data.days.into_iter().map(|shown| day(shown, &here, marking)).collect_view().into_any()
    };
    let all = (0 < data.unread).then(|| {
        view! {
            <ActionForm action=marking.all>
                <input type="hidden" name="back" value=here.clone()/>
                <button class="btn">{Glyph::Check.view()}"Mark all as read"</button>
            </ActionForm>
        }
    });
    view! {
        <PageHeader title="Notifications">{all}</PageHeader>
        {filters(query)}
        <div class="days">{list}</div>
        {pager}
    }
}

fn day(day: Day, here: &str, marking: Marking) -> impl IntoView + use<> {
    let id = format!("d-{}", day.date);
    let named_by = id.clone();
    let notes = day.notes.into_iter().map(|shown| note(shown, here, marking)).collect_view();
    view! {
        <section class="day" aria-labelledby=named_by>
            <h2 id=id>{day.label}</h2>
            <ul class="notes card">{notes}</ul>
        </section>
    }
}

fn note(note: Note, here: &str, marking: Marking) -> impl IntoView + use<> {
    let happening = note.happening;
    let glyph = happening.glyph();
    let tone = tone_class(happening.tone);
    let class = if note.unread { format!("new {tone}") } else { tone.to_owned() };
    let (event, unread) = (happening.id.clone(), note.unread);
    // Opening a notification reads it; without a script it stays unread until it is marked.
    let open = move |_| {
        if unread {
            marking.one.dispatch(MarkRead { event: event.clone(), back: String::new() });
        }
    };
    let words = view! { {unread.then(|| view! { <span class="vh">"Unread: "</span> })}{sentence(happening.sentence)} };
    let line = match note.href {
        Some(href) => view! { <a href=href on:click=open>{words}</a> }.into_any(),
        None => words.into_any(),
    };
    let client = note.client.map(|client| view! { <bdi>{client}</bdi>" · " });
    let back = here.to_owned();
    let form = unread.then(|| {
        view! {
            <ActionForm action=marking.one>
                <input type="hidden" name="event" value=happening.id/>
                <input type="hidden" name="back" value=back/>
                <button class="btn ghost small">"Mark as read"</button>
            </ActionForm>
        }
    });
    view! {
        <li class=class>
            {glyph.view()}
            <div>
                <p>{line}</p>
                {happening.detail.map(|detail| view! { <p class="why"><bdi>{detail}</bdi></p> })}
                <small>{client}{time(happening.at)}</small>
            </div>
            {form}
        </li>
    }
}

fn pager(older: Option<String>, query: &NotesQuery) -> Option<impl IntoView + use<>> {
    let newest = query.after.as_ref().map(|_| {
        view! { <a class="btn" rel="prev" href=query.newest().address()>{Glyph::Previous.view()}"Newest"</a> }
    });
    let older = older.and_then(|last| domain::ids::EventId::parse(&last).ok()).map(|last| {
        let href = NotesQuery { after: Some(last), ..query.clone() }.address();
        view! { <a class="btn" rel="next" href=href>"Older"{Glyph::Next.view()}</a> }
    });
    (newest.is_some() || older.is_some()).then(|| view! { <nav class="pager" aria-label="Pages">{newest}{older}</nav> })
}

fn nothing(query: &NotesQuery) -> impl IntoView + use<> {
    let (title, text) = match query {
        NotesQuery { after: Some(_), .. } => ("Nothing older", "There are no older notifications of this choice."),
        NotesQuery { show: Show::Unread, kind: None, .. } => {
            ("Everything is read", "New notifications appear here by themselves.")
        }
        NotesQuery { show: Show::Unread, .. } => ("No unread notification of this kind", "Others may be there."),
        NotesQuery { kind: Some(_), .. } => ("No notification of this kind", "Others may be there."),
        _ => (
            "No notifications yet",
            "When Meta or somebody here changes the state of a number or an account, it appears here by itself.",
        ),
    };
    let narrowed = query.address() != "/notifications";
    view! {
        <EmptyState glyph=Glyph::Bell title text>
            {narrowed.then(|| view! { <LinkButton href="/notifications">"Show all notifications"</LinkButton> })}
        </EmptyState>
    }
}
