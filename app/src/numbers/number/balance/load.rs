//! What the page of the balance shows.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::numbers::number::Head;
use crate::ui::Markup;

/// The balance of a number, drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BalanceData {
    /// What stands on every page.
    pub head: Head,
    /// What stands below it.
    pub parts: Vec<Markup>,
}

impl BalanceData {
    /// Says that all of it is drawn into the page that is being made.
    #[must_use]
    pub(super) fn in_page(self) -> Self {
        Self { parts: self.parts.into_iter().map(Markup::in_page).collect(), ..self }
    }
}

/// The balance of a number, with what was charged to it in a period.
#[server(prefix = "/api/app", endpoint = "balance/page")]
pub async fn load_balance(id: String, #[server(default)] period: String) -> Result<BalanceData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let head = crate::numbers::number::load_head(&hub, &actor, &id).await?;
    let number = domain::ids::ChannelId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    let period = domain::period::Period::read(&period);
    let balance = hub::balance::of_channel(&hub, &actor, &number, period).await?;
    let parts = super::draw::parts(&head, period, &balance);
    Ok(BalanceData { head, parts })
}
