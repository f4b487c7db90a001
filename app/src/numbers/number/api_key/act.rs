//! Making and revoking keys.

use leptos::prelude::*;

use crate::error::AppError;

/// Makes a key, which the page shows once.
#[server(prefix = "/api/app", endpoint = "api-key/generate")]
pub async fn generate_key(
    /// The number, by its id.
    #[server(default)]
    number: String,
    /// How long older keys stay valid.
    #[server(default)]
    overlap: String,
) -> Result<(), AppError> {
    use domain::api_key::Overlap;

    let page = address(&number);
    let form = crate::server::FormAt::new("generate", PAGE).keep("overlap", &overlap).back_to(page.clone());
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let id = domain::ids::ChannelId::parse(&number).map_err(|_| hub::HubError::NotFound)?;
        let overlap = Overlap::from_code(&overlap)
            .ok_or_else(|| hub::HubError::invalid("overlap", "Choose how long older keys stay valid."))?;
        let key = hub::api_keys::generate(&hub, &actor, &id, overlap).await?;
        let secrets = vec![key.reveal().to_owned()];
        crate::server::flash::put(&page, crate::server::flash::Flash { refusal: None, secrets });
        Ok(page.clone())
    };
    form.settle(outcome).await
}

/// Ends a key at once.
#[server(prefix = "/api/app", endpoint = "api-key/revoke")]
pub async fn revoke_key(
    /// Which one, by its prefix.
    #[server(default)]
    key: String,
) -> Result<(), AppError> {
    let form = crate::server::FormAt::new("revoke", super::revoke::PAGE).back_to(format!("/api-keys/{key}/revoke"));
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let prefix = domain::api_key::KeyPrefix::parse(&key).map_err(|_| hub::HubError::NotFound)?;
        let number = hub::api_keys::revoke(&hub, &actor, &prefix).await?;
        Ok(format!("{}?notice=revoked", address(number.as_str())))
    };
    form.settle(outcome).await
}

/// Where the forms of the keys stand.
#[cfg(feature = "ssr")]
pub(super) const PAGE: &str = "/numbers/api-key";

/// The page of a number's keys.
#[cfg(feature = "ssr")]
pub(super) fn address(number: &str) -> String {
    format!("/numbers/{number}/api-key")
}
