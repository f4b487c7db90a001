//! What the list shows, and how a person wants it drawn.

use domain::account::ListView;
use domain::channel::ChannelCard;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumbersData {
    /// How it is drawn.
    pub view: ListView,
    /// The numbers.
    pub cards: Vec<ChannelCard>,
    /// Whether there are numbers before these.
    pub has_previous: bool,
    /// Whether there are numbers after these.
    pub has_next: bool,
    /// What the address asks for that is not known.
    pub ignored: Vec<String>,
    /// First syncs that still run: done and all.
    pub first_sync: Option<(u32, u32)>,
}

/// The page of the list that an address asks for; `query` is what follows its `?`.
#[server(prefix = "/api/app", endpoint = "numbers")]
pub async fn load_numbers(query: String) -> Result<NumbersData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let view = crate::server::signed_in()?.list_view;
    let read = read_query(&query);
    let page = hub::channels::list(&hub, &actor, &read.query).await?;
    let progress = hub::wabas::progress(&hub, &actor).await?;
    Ok(NumbersData {
        view,
        cards: page.cards,
        has_previous: page.has_previous,
        has_next: page.has_next,
        ignored: read.ignored,
        first_sync: progress.map(|progress| (progress.done, progress.accounts)),
    })
}

/// Remembers how the person wants the list drawn, and goes back to it.
#[server(prefix = "/api/app", endpoint = "list-view")]
pub async fn set_list_view(view: String, #[server(default)] back: String) -> Result<(), AppError> {
    let (hub, actor) = crate::server::actor()?;
    let view = ListView::from_code(&view).ok_or_else(|| AppError::Invalid {
        field: "view".to_owned(),
        message: "The list is drawn as cards or as rows.".to_owned(),
    })?;
    hub::accounts::profile::set_list_view(&hub, &actor, view).await?;
    let query = read_query(&back).query.to_query_string();
    let address = if query.is_empty() { "/numbers".to_owned() } else { format!("/numbers?{query}") };
    leptos_axum::redirect(&address);
    Ok(())
}

#[cfg(feature = "ssr")]
fn read_query(search: &str) -> domain::list::ReadQuery {
    let pairs: Vec<_> = form_urlencoded::parse(search.trim_start_matches('?').as_bytes()).collect();
    domain::list::ListQuery::read(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
}
