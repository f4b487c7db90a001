//! `/live`: tells an open page what has changed. Every entry carries its place, so a browser that was cut off
//! sends the last one it has heard and goes on from there.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::account::Organisation;
use domain::ids::UserKey;
use futures::stream::{self, Stream, StreamExt};
use http::{HeaderMap, StatusCode};
use hub::accounts::sessions::Who;
use hub::live::{Resumed, concerns};
use store::changes::Change;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use super::session::Caller;
use super::{Problem, Web};

/// A stream ends after this time and the browser opens it again, so that a session that has ended hears nothing
/// for longer than that.
const LIFE: Duration = Duration::from_secs(600);

/// Streams that one person may have open: more than anybody has tabs, fewer than would hurt.
const PER_PERSON: usize = 20;

/// What an entry says that is about no single channel. Browsers drop entries without data (HTML, 9.2.6).
const NO_CHANNEL: &str = "-";

/// Open streams per person, in this process.
#[derive(Clone, Default)]
pub struct OpenStreams(Arc<Mutex<HashMap<UserKey, usize>>>);

/// A place among the open streams of a person; given back when dropped.
struct Seat {
    streams: OpenStreams,
    user: UserKey,
}

impl OpenStreams {
    fn take(&self, user: UserKey) -> Option<Seat> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(user).or_default();
        if PER_PERSON <= *count {
            return None;
        }
        *count += 1;
        Some(Seat { streams: self.clone(), user })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.streams.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.user) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.user);
            }
        }
    }
}

/// The stream of an open page.
pub async fn live(State(web): State<Web>, Extension(Caller(who)): Extension<Caller>, headers: HeaderMap) -> Response {
    let Who::SignedIn(signed_in) = who.as_ref() else {
        return Problem::new(StatusCode::UNAUTHORIZED, "You are signed out", "Sign in to continue.").into_response();
    };
    let organisation = signed_in.actor.organisation;
    let Some(seat) = web.streams.take(signed_in.actor.user) else {
        return Problem::new(StatusCode::TOO_MANY_REQUESTS, "Too many open pages", "Close some of the open pages.")
            .into_response();
    };
    // Subscribed first: what happens between the two is heard twice rather than never.
    let feed = web.live.subscribe();
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).and_then(|id| id.parse().ok());
    let missed = match last {
        Some(last) => web.live.resume(organisation, last).await,
        None => web.live.latest().await.map(|at| Resumed::From(vec![here(organisation, at)])),
    };
    let missed = match missed {
        Ok(Resumed::From(changes)) => changes.iter().map(event).collect(),
        Ok(Resumed::LookAgain { at }) => look_again(at),
        Err(error) => {
            tracing::error!(%error, "The log of changes could not be read for an open page");
            return Problem::unavailable().into_response();
        }
    };
    let stop = web.stop.clone();
    let events = stream::iter(missed)
        .chain(follow(feed, organisation, seat))
        .map(Ok::<_, Infallible>)
        .take_until(stop.cancelled_owned())
        .take_until(tokio::time::sleep(LIFE));
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))).into_response()
}

/// What comes, as far as it is this organisation's.
fn follow(feed: broadcast::Receiver<Arc<Change>>, organisation: Organisation, seat: Seat) -> impl Stream<Item = Event> {
    stream::unfold((feed, seat), move |(mut feed, seat)| async move {
        loop {
            match feed.recv().await {
                Ok(change) if concerns(organisation, &change) => return Some((vec![event(&change)], (feed, seat))),
                Ok(_) => {}
                // Too slow to hear everything: the page has to look at all of it.
                Err(RecvError::Lagged(_)) => return Some((look_again(0), (feed, seat))),
                Err(RecvError::Closed) => return None,
            }
        }
    })
    .flat_map(stream::iter)
}

fn event(change: &Change) -> Event {
    let about = change.channel.as_ref().map_or(NO_CHANNEL, |id| id.as_str());
    Event::default().event(change.topic.code()).id(change.n.to_string()).data(about)
}

/// Everything may have changed.
fn look_again(at: i64) -> Vec<Event> {
    store::changes::Topic::ALL
        .iter()
        .map(|topic| {
            let event = Event::default().event(topic.code()).data(NO_CHANNEL);
            if at == 0 { event } else { event.id(at.to_string()) }
        })
        .collect()
}

/// Tells a page that has just been opened where it stands, so that it can resume from there.
fn here(organisation: Organisation, at: i64) -> Change {
    Change {
        n: at,
        partner: organisation.partner(),
        client: organisation.client(),
        channel: None,
        topic: store::changes::Topic::Notifications,
    }
}
