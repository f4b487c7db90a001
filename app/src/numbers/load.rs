//! What the list shows, and how a person wants it drawn.

use domain::channel::Shown;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::ui::Markup;

/// A page of the list, drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumbersData {
    /// Which numbers it shows.
    pub shown: Shown,
    /// Heading, notices and filters.
    pub above: Vec<Markup>,
    /// The head of the table; cards have none.
    pub head: Option<Markup>,
    /// The numbers.
    pub numbers: Vec<DrawnNumber>,
    /// The ways to other pages, or why there is nothing.
    pub below: Vec<Markup>,
}

/// A number as a card or a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnNumber {
    /// Id of the channel.
    pub id: String,
    /// What stands in its element.
    pub markup: Markup,
}

impl NumbersData {
    /// Says that all of it is drawn into the page that is being made.
    #[must_use]
    pub(super) fn in_page(self) -> Self {
        let in_page = |number: DrawnNumber| DrawnNumber { markup: number.markup.in_page(), ..number };
        Self {
            above: self.above.into_iter().map(Markup::in_page).collect(),
            head: self.head.map(Markup::in_page),
            numbers: self.numbers.into_iter().map(in_page).collect(),
            below: self.below.into_iter().map(Markup::in_page).collect(),
            ..self
        }
    }
}

/// The page of the list that an address asks for; `query` is what follows its `?`.
#[server(prefix = "/api/app", endpoint = "numbers")]
pub async fn load_numbers(query: String) -> Result<NumbersData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let session = crate::server::signed_in()?;
    let view = session.list_view;
    let read = read_query(&query);
    let page = match hub::channels::stored_list(&hub, &actor, &read.query).await.map_err(AppError::from) {
        Ok(page) => page,
        // The filters that took too long stay there, to be taken away.
        Err(AppError::TooSlow) => return Ok(super::draw::too_slow(view, &read)),
        Err(other) => return Err(other),
    };
    let progress = if session.first_sync { hub::wabas::progress(&hub, &actor).await? } else { None };
    let progress = progress.map(|progress| (progress.done, progress.accounts));
    // Only a client's numbers are counted: a partner may have too many.
    let counts = hub::subscriptions::counts(&hub, &actor).await?;
    Ok(super::draw::numbers(view, &read, page, super::draw::Around { progress, counts })?)
}

/// Remembers how the person wants the list drawn, and goes back to it.
#[server(prefix = "/api/app", endpoint = "list-view")]
pub async fn set_list_view(view: String, #[server(default)] back: String) -> Result<(), AppError> {
    let (hub, actor) = crate::server::actor()?;
    let view = domain::account::ListView::from_code(&view).ok_or_else(|| AppError::Invalid {
        field: "view".to_owned(),
        message: "The list is drawn as cards or as rows.".to_owned(),
    })?;
    hub::accounts::profile::set_list_view(&hub, &actor, view).await?;
    leptos_axum::redirect(&super::filters::address(&read_query(&back).query));
    Ok(())
}

#[cfg(feature = "ssr")]
pub(crate) fn read_query(search: &str) -> domain::list::ReadQuery {
    let pairs: Vec<_> = form_urlencoded::parse(search.trim_start_matches('?').as_bytes()).collect();
    domain::list::ListQuery::read(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
}
