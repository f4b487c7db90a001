//! `/live`: tells an open page that something has changed.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt};
use tokio_stream::wrappers::WatchStream;

use super::Web;

/// A stream of events that ends with the process.
pub async fn live(State(web): State<Web>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stop = web.stop.clone();
    let ticks = WatchStream::from_changes(web.hub.store.wakeups());
    let events = ticks.map(|tick| Ok(Event::default().data(tick.to_string())));
    Sse::new(events.take_until(stop.cancelled_owned())).keep_alive(KeepAlive::default())
}
