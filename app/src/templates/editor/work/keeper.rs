//! Keeps what is written, while it is written.

use std::time::Duration;

use leptos::ev;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::save::save_draft;
use super::super::state::{Editor, Keeping};
use super::browser::tab;
use crate::error::AppError;

/// Nothing is sent until nobody has typed for so long.
const PAUSE: Duration = Duration::from_millis(600);

/// Keeps an editor's template on the server.
#[derive(Clone, Copy)]
pub(in super::super) struct Keeper {
    editor: Editor,
    timer: StoredValue<Option<TimeoutHandle>>,
    on_the_way: StoredValue<bool>,
}

impl Keeper {
    /// Begins to keep it, once the page is alive.
    pub(in super::super) fn start(editor: Editor) -> Self {
        let keeper = Self { editor, timer: StoredValue::new(None), on_the_way: StoredValue::new(false) };
        Effect::new(move |first: Option<()>| {
            editor.template.track();
            match first {
                None => keeper.restore(),
                Some(()) => keeper.changed(),
            }
        });
        Effect::new(move |_| keeper.watch_leaving());
        keeper
    }

    /// Keeps it now, where something was written since.
    pub(in super::super) fn keep_now(self) {
        if self.editor.keeping.try_get_untracked().is_some_and(|keeping| keeping != Keeping::Kept) {
            self.keep();
        }
    }

    /// What this tab has kept because the server could not.
    fn restore(self) {
        let id = self.editor.data.with_value(|data| data.id.clone());
        let Some(kept) = tab::get(&id) else { return };
        if self.editor.template.with_untracked(|template| *template != kept) {
            self.editor.template.set(kept);
        } else {
            tab::forget(&id);
        }
    }

    fn changed(self) {
        self.editor.keeping.set(Keeping::Waiting);
        if let Some(timer) = self.timer.get_value() {
            timer.clear();
        }
        self.timer.set_value(set_timeout_with_handle(move || self.keep_now(), PAUSE).ok());
    }

    /// One request at a time, so that none overtakes another.
    fn keep(self) {
        let busy = self.on_the_way.try_get_value() != Some(false);
        if busy || self.editor.sending.try_get_untracked() != Some(false) {
            return;
        }
        self.on_the_way.set_value(true);
        self.editor.keeping.set(Keeping::OnTheWay);
        let template = self.editor.tidied();
        let id = self.editor.data.with_value(|data| data.id.clone());
        spawn_local(async move {
            let outcome = save_draft(id.clone(), template.clone()).await;
            if outcome.is_ok() {
                tab::forget(&id);
            } else {
                tab::put(&id, &template);
            }
            // The page may be another one by now.
            if self.on_the_way.try_set_value(false).is_some() {
                return;
            }
            match outcome {
                Ok(findings) => {
                    self.editor.tell(&template, findings);
                    self.settle(Keeping::Kept);
                }
                Err(AppError::SignInRequired) => self.settle(Keeping::SignedOut),
                Err(error) => self.settle(Keeping::Failed(error.to_string())),
            }
        });
    }

    /// What was written meanwhile follows.
    fn settle(self, outcome: Keeping) {
        if self.editor.keeping.get_untracked() == Keeping::OnTheWay {
            self.editor.keeping.set(outcome);
        } else if outcome == Keeping::Kept {
            self.keep();
        } else {
            self.editor.keeping.set(outcome);
        }
    }

    /// Leaving the page keeps what is there; while something is not kept, the browser asks first.
    fn watch_leaving(self) {
        let unload = window_event_listener(ev::beforeunload, move |event| {
            if self.is_open() {
                event.prevent_default();
                event.set_return_value("");
            }
        });
        let hide = window_event_listener(ev::pagehide, move |_| self.put_aside());
        let away = window_event_listener(ev::visibilitychange, move |_| self.keep_now());
        on_cleanup(move || {
            unload.remove();
            hide.remove();
            away.remove();
            self.put_aside();
            self.keep_now();
        });
    }

    fn is_open(self) -> bool {
        self.editor.keeping.try_get_untracked().is_some_and(|keeping| keeping != Keeping::Kept)
    }

    fn put_aside(self) {
        if self.is_open() {
            let id = self.editor.data.try_with_value(|data| data.id.clone());
            if let (Some(id), Some(template)) = (id, self.editor.template.try_get_untracked()) {
                tab::put(&id, &template);
            }
        }
    }
}
