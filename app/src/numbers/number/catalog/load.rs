//! What the page of the catalog shows.

use domain::commerce::{Commerce, Control};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::Refusal;
use crate::numbers::number::Head;

/// The catalog of a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogData {
    /// What stands on every page.
    pub head: Head,
    /// What Meta has; why it could not be read, and what to do.
    pub settings: Result<Commerce, String>,
    /// Who changes it.
    pub control: Control,
    /// Whom to ask where support changes it; may be empty.
    pub support: String,
    /// Why the form was refused.
    pub refusal: Option<Refusal>,
}

/// The catalog of a number.
#[server(prefix = "/api/app", endpoint = "catalog/page")]
pub async fn load_catalog(id: String) -> Result<CatalogData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let head = crate::numbers::number::load_head(&hub, &actor, &id).await?;
    let number = domain::ids::ChannelId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    let seen = hub::commerce::open(&hub, &actor, &number).await?;
    Ok(CatalogData {
        head,
        settings: seen.settings,
        control: seen.control,
        support: hub.settings.support_contact.clone(),
        refusal: crate::server::flash::take(super::act::PAGE).refusal,
    })
}
