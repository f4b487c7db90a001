//! What the pages of a number have in common: they follow the address, and what happens to the number.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

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
