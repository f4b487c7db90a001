//! Changing the permission of a number.

use leptos::prelude::*;

use crate::error::AppError;

/// Where a refusal is kept for the page that asked.
#[cfg(feature = "ssr")]
pub(super) const FLASH: &str = "/permission";

/// Shares, revokes or gives back the permission of a number.
#[server(prefix = "/api/app", endpoint = "permission/set")]
pub async fn set_permission(
    /// Which number, by its id.
    #[server(default)]
    id: String,
    /// What is wanted, by its code.
    #[server(default)]
    wish: String,
    /// What becomes of the partner's keys, by its code; nothing keeps them.
    #[server(default)]
    keys: String,
) -> Result<(), AppError> {
    use domain::permission::{PartnerKeys, Wish};
    use hub::HubError;

    let wanted = Wish::from_code(&wish);
    let back = match wanted {
        Some(Wish::Share) => "/settings/partner".to_owned(),
        _ => format!("/numbers/{id}/permission"),
    };
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let number = domain::ids::ChannelId::parse(&id).map_err(|_| super::super::not_found())?;
        let wish = wanted.ok_or_else(|| HubError::invalid("wish", "Choose what to do with the permission."))?;
        let keys = PartnerKeys::from_code(&keys).unwrap_or(PartnerKeys::Keep);
        hub::permissions::set(&hub, &actor, &number, wish, keys).await?;
        Ok(match wish {
            Wish::Share => "/settings/partner?notice=shared".to_owned(),
            Wish::Revoke => "/settings/partner?notice=revoked".to_owned(),
            _ => format!("/numbers/{number}/details?notice=given-back"),
        })
    };
    crate::server::FormAt::new("permission", FLASH).back_to(back).settle(outcome).await
}
