//! What the pages of a number have in common: they follow the address, and what happens to the number.

use leptos::prelude::*;
use leptos::web_sys::Element;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map, use_query_map};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::sync::Asking;
use crate::live::{Live, on_change};

/// The number that the address names. A page stays when only the number changes, so it is a signal.
pub(super) fn number_in_address() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get_str("id").unwrap_or_default().to_owned())
}

/// Whether the address says that a sync was asked for, by a form without a script.
pub(super) fn asked_in_address() -> Option<Result<(), String>> {
    let query = use_query_map().read_untracked();
    match (query.get_str("notice"), query.get_str("error")) {
        (Some("sync"), _) => Some(Ok(())),
        (_, Some("sync")) => Some(Err(super::sync::TOO_SOON.to_owned())),
        _ => None,
    }
}

/// Fetches the page again when the number, its account or its sync has moved on.
pub(super) fn follow<T>(page: Resource<T>, asking: Asking)
where
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
{
    let Some(live) = use_context::<Live>() else { return };
    on_change(live.channels, move || page.refetch());
    on_change(live.sync, move || {
        asking.answered();
        page.refetch();
    });
}

/// Goes to the part of the page that the address names, once `title` says that the page is there. The router has
/// looked for it before; a page that came whole from the server is where the browser has brought it.
pub(super) fn go_to_part(title: RwSignal<String>) {
    let fragment = use_location().hash;
    let part = move || -> Option<Element> {
        let fragment = fragment.try_get_untracked()?;
        document().get_element_by_id(fragment.strip_prefix('#')?)
    };
    Effect::new(move |settled: Option<bool>| {
        let loaded = !title.read().is_empty();
        if settled.unwrap_or_else(|| part().is_some()) {
            return true;
        }
        if loaded {
            request_animation_frame(move || {
                if let Some(part) = part() {
                    part.scroll_into_view();
                }
            });
        }
        loaded
    });
}

/// The content under its title. The words are fixed: the server reads titles after the page's signals are gone.
pub(super) fn titled(title: RwSignal<String>, words: String, content: AnyView) -> AnyView {
    title.try_set(words.clone());
    view! {
        <Title text=words/>
        {content}
    }
    .into_any()
}
