//! What the page shows.

use domain::permission::{PaymentType, Permission, Wish};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::Refusal;
use crate::words::Moment;

/// One of the client's numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermissionItem {
    /// Id of the channel.
    pub id: String,
    /// The number in its groups.
    pub number: String,
    /// Display name; may be empty.
    pub name: String,
    /// Whether the partner has the permission.
    pub permission: Permission,
    /// Who pays.
    pub payment: PaymentType,
    /// Since when it is so.
    pub since: Moment,
    /// Who changed it last; nobody where it is as it was connected.
    pub by: Option<String>,
    /// What the client can do; nothing where it is locked.
    pub wish: Option<Wish>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerData {
    /// What the partner is called.
    pub partner: String,
    /// Whom to ask otherwise; may be empty.
    pub support: String,
    /// The numbers, the newest first.
    pub items: Vec<PermissionItem>,
    /// Address of the page before.
    pub previous: Option<String>,
    /// Address of the page after.
    pub next: Option<String>,
    /// Why a form was refused.
    pub refusal: Option<Refusal>,
}

/// A page of the client's numbers with their permissions; `query` is what follows the `?` of the address.
#[server(prefix = "/api/app", endpoint = "permissions/page")]
pub async fn load_partner(query: String) -> Result<PartnerData, AppError> {
    use domain::list::PageAt;
    use domain::permission::{Party, Terms};

    let (hub, actor) = crate::server::actor()?;
    let session = crate::server::signed_in()?;
    let now = hub.clock.now();
    let page = crate::numbers::read_query(&query).query.page;
    let found = hub::permissions::of_client(&hub, &actor, page).await?;
    let at = |page: PageAt| {
        let page = domain::list::ListQuery { page, ..Default::default() };
        format!("/settings/partner?{}", page.to_query_string())
    };
    let (first, last) = (found.channels.first(), found.channels.last());
    let previous = first.filter(|_| found.has_previous).map(|it| at(PageAt::Before(it.card.id.clone())));
    let next = last.filter(|_| found.has_next).map(|it| at(PageAt::After(it.card.id.clone())));
    let items = found.channels.into_iter().map(|hub::permissions::Listed { card, origin }| PermissionItem {
        id: card.id.to_string(),
        number: card.number.display().to_owned(),
        name: card.name,
        permission: card.permission,
        payment: card.payment,
        since: Moment::new(origin.last.as_ref().map_or(origin.connected_at, |last| last.at), now),
        by: origin.last.map(|last| last.actor),
        wish: Terms { payment: card.payment, permission: card.permission }.open_to(Party::Client),
    });
    Ok(PartnerData {
        partner: session.partner_name,
        support: hub.settings.support_contact.clone(),
        items: items.collect(),
        previous,
        next,
        refusal: crate::server::flash::take(super::act::FLASH).refusal,
    })
}
