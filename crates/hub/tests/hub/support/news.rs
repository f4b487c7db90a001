//! What has happened, as tests compare it.

use domain::event::{Event, EventKind};

use super::World;

/// An event: its kind, what it is about, and what changed or why.
pub type News = (EventKind, String, String);

pub fn news(kind: EventKind, about: &str, what: &str) -> News {
    (kind, about.to_owned(), what.to_owned())
}

impl World {
    /// Everything that has happened, oldest first.
    pub async fn feed(&self) -> Vec<Event> {
        let mut conn = self.hub.store.read().await.unwrap();
        store::testing::feed(&mut conn, self.partner).await.unwrap()
    }

    /// What has happened since this was asked last, oldest first. What channels have come to by that is left out, see
    /// [`World::milestones`].
    pub async fn news(&self) -> Vec<News> {
        let all = self.feed().await;
        let told = std::mem::replace(&mut *self.told.lock().unwrap(), all.len());
        let words = |event: Event| {
            let data = event.data;
            let what = data.change_words().or(data.detail).unwrap_or_default();
            (event.kind, data.subject, what)
        };
        all.into_iter().skip(told).filter(|event| !event.kind.is_a_milestone()).map(words).collect()
    }

    /// What channels have come to so far, oldest first, each with its number.
    pub async fn milestones(&self) -> Vec<(EventKind, String)> {
        let milestones = self.feed().await.into_iter().filter(|event| event.kind.is_a_milestone());
        milestones.map(|event| (event.kind, event.data.subject)).collect()
    }
}
