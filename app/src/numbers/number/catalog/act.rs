//! Changing what is shown of the catalog.

use leptos::prelude::*;

use crate::error::AppError;

/// Changes what a number shows. A switch that is off sends nothing.
#[server(prefix = "/api/app", endpoint = "catalog/save")]
pub async fn save_catalog(
    /// The number, by its id.
    #[server(default)]
    number: String,
    /// Whether the catalog was visible when the form was opened.
    #[server(default)]
    catalog_before: String,
    /// Whether the cart was on then.
    #[server(default)]
    cart_before: String,
    /// Whether the catalog is to be visible.
    #[server(default)]
    catalog: String,
    /// Whether the cart is to be on.
    #[server(default)]
    cart: String,
) -> Result<(), AppError> {
    use domain::commerce::Commerce;

    let read =
        |catalog: &str, cart: &str| Commerce { is_catalog_visible: catalog == "true", is_cart_enabled: cart == "true" };
    let (seen, wanted) = (read(&catalog_before, &cart_before), read(&catalog, &cart));
    let page = super::address(&number);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let id = domain::ids::ChannelId::parse(&number).map_err(|_| hub::HubError::NotFound)?;
        hub::commerce::set(&hub, &actor, &id, seen, wanted).await?;
        Ok(format!("{}?notice=saved", super::address(id.as_str())))
    };
    crate::server::FormAt::new("catalog", PAGE).back_to(page).settle(outcome).await
}

/// Where the form stands.
#[cfg(feature = "ssr")]
pub(super) const PAGE: &str = "/numbers/catalog";
