//! What the notifications page shows, and what can be marked on it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::happening::Happening;
use crate::error::AppError;

/// One notification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What happened.
    pub happening: Happening,
    /// The client that it concerns.
    pub client: Option<String>,
    /// Where it leads.
    pub href: Option<String>,
    /// Whether the person has not read it yet.
    pub unread: bool,
}

/// The notifications of one day (UTC).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The day in ISO 8601, as part of ids.
    pub date: String,
    /// The day in words: `Today`.
    pub label: String,
    /// What happened on it, newest first.
    pub notes: Vec<Note>,
}

/// A page of notifications.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotificationsData {
    /// By days, newest first.
    pub days: Vec<Day>,
    /// The last one of this page, where there are older ones.
    pub older: Option<String>,
    /// How many are unread, whatever the filters; counted up to 100.
    pub unread: u32,
}

/// The notifications that an address asks for; `query` is what follows its `?`.
#[server(prefix = "/api/app", endpoint = "notifications")]
pub async fn load_notifications(query: String) -> Result<NotificationsData, AppError> {
    use domain::ids::EventId;
    use hub::notifications::{self, NotificationQuery, PAGE_SIZE, Read};

    use super::query::Show;

    let (hub, actor) = crate::server::actor()?;
    let asked = read_query(&query);
    let only = (asked.show == Show::Unread).then_some(Read::Unread);
    let wanted = NotificationQuery { kind: asked.kind, only, after: asked.after };
    let mut found = notifications::list(&hub, &actor, &wanted).await?;
    let more = PAGE_SIZE < found.len();
    found.truncate(PAGE_SIZE);
    let older = found.last().filter(|_| more).map(|last| EventId::to_string(&last.event.id));
    let unread = u32::try_from(notifications::unread(&hub, &actor).await?).unwrap_or(0);
    Ok(NotificationsData { days: by_day(found, hub.clock.now()), older, unread })
}

/// Marks one notification as read.
#[server(prefix = "/api/app", endpoint = "notification-read")]
pub async fn mark_read(event: String, #[server(default)] back: String) -> Result<(), AppError> {
    let (hub, actor) = crate::server::actor()?;
    let event = domain::ids::EventId::parse(&event).map_err(|_| hub::HubError::NotFound)?;
    hub::notifications::mark_read(&hub, &actor, event).await?;
    crate::server::send_form_to(&read_query(&back).address());
    Ok(())
}

/// Marks every notification as read.
#[server(prefix = "/api/app", endpoint = "notifications-read")]
pub async fn mark_all_read(#[server(default)] back: String) -> Result<(), AppError> {
    let (hub, actor) = crate::server::actor()?;
    hub::notifications::mark_all_read(&hub, &actor).await?;
    crate::server::send_form_to(&read_query(&back).address());
    Ok(())
}

#[cfg(feature = "ssr")]
fn read_query(search: &str) -> super::query::NotesQuery {
    let pairs: Vec<_> = form_urlencoded::parse(search.trim_start_matches('?').as_bytes()).collect();
    super::query::NotesQuery::read(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
}

#[cfg(feature = "ssr")]
fn by_day(found: Vec<hub::notifications::Notification>, now: domain::Timestamp) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for notification in found {
        let day = notification.event.at.date();
        let date = day.to_string();
        let note = note(notification, now);
        match days.last_mut() {
            Some(last) if last.date == date => last.notes.push(note),
            _ => days.push(Day { date, label: day_label(day, now), notes: vec![note] }),
        }
    }
    days
}

#[cfg(feature = "ssr")]
fn day_label(day: domain::time::Date, now: domain::Timestamp) -> String {
    const DAY_SECONDS: i64 = 86_400;
    match day {
        day if day == now.date() => "Today".to_owned(),
        day if day == now.plus_seconds(-DAY_SECONDS).date() => "Yesterday".to_owned(),
        day => day.to_words(),
    }
}

#[cfg(feature = "ssr")]
fn note(notification: hub::notifications::Notification, now: domain::Timestamp) -> Note {
    use super::happening::{About, happening};

    let event = &notification.event;
    Note {
        happening: happening(event, About::Named, now),
        client: event.client_name.clone(),
        href: href(event),
        unread: notification.read == hub::notifications::Read::Unread,
    }
}

/// Where an event leads. The numbers of an account or a client are found by its id.
#[cfg(feature = "ssr")]
fn href(event: &domain::event::Event) -> Option<String> {
    if let Some(template) = &event.template {
        return Some(format!("/templates/{template}"));
    }
    if event.kind.is_of_a_template() {
        return Some("/templates".to_owned());
    }
    Some(match (&event.channel, &event.waba, &event.client) {
        (Some(channel), _, _) => format!("/numbers/{channel}"),
        (None, Some(waba), _) => format!("/numbers?q={waba}"),
        (None, None, Some(client)) => format!("/numbers?q={client}"),
        (None, None, None) => return None,
    })
}
