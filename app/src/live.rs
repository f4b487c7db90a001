//! What the open page hears from the server: an event stream that names what has changed, so that pages fetch it.

use leptos::prelude::*;

use crate::frame::FrameState;

/// What has changed since the page was opened; pages follow the signals that concern them.
#[derive(Clone, Copy)]
pub struct Live {
    /// Goes up when a channel has changed.
    pub channels: RwSignal<u64>,
    /// Goes up when there are new notifications, or some were read.
    pub notifications: RwSignal<u64>,
    /// Goes up when the sync of an account has moved on.
    pub sync: RwSignal<u64>,
    /// Goes up when a template has changed.
    pub templates: RwSignal<u64>,
}

/// Opens the stream once the page is alive, and provides [`Live`] to the pages.
pub fn listen(frame: FrameState) {
    let live = Live {
        channels: RwSignal::new(0),
        notifications: RwSignal::new(0),
        sync: RwSignal::new(0),
        templates: RwSignal::new(0),
    };
    provide_context(live);
    #[cfg(feature = "hydrate")]
    browser::connect(live);
    Effect::new(move |first: Option<()>| {
        live.notifications.track();
        if first.is_some() {
            frame.refetch();
        }
    });
}

/// Calls `refetch` when the signal moves on, not at the start.
pub fn on_change(signal: RwSignal<u64>, refetch: impl Fn() + 'static) {
    Effect::new(move |first: Option<()>| {
        signal.track();
        if first.is_some() {
            refetch();
        }
    });
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::time::Duration;

    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{EventSource, MessageEvent};

    use super::Live;

    /// Several changes within this time are one fetch.
    const GATHER: Duration = Duration::from_millis(150);

    /// The browser reconnects by itself and sends the last id it has heard, from which the server resumes.
    pub(super) fn connect(live: Live) {
        Effect::new(move |_| {
            let Ok(source) = EventSource::new("/live") else { return };
            let followed = [
                ("channel", live.channels),
                ("notifications", live.notifications),
                ("sync", live.sync),
                ("templates", live.templates),
            ];
            for (name, signal) in followed {
                let waiting = StoredValue::new(false);
                let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |_| {
                    if waiting.try_get_value() != Some(false) {
                        return;
                    }
                    waiting.set_value(true);
                    set_timeout(
                        move || {
                            if waiting.try_set_value(false).is_none() {
                                signal.try_update(|count| *count += 1);
                            }
                        },
                        GATHER,
                    );
                });
                // A browser that refuses the listener leaves the page as it is: complete, but not live.
                drop(source.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref()));
                heard.forget();
            }
            let source = send_wrapper::SendWrapper::new(source);
            on_cleanup(move || source.close());
        });
    }
}
