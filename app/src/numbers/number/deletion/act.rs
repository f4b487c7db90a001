//! Recording the request, and taking it back.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::load::PAGE;
use crate::error::AppError;

/// Records the request for deletion.
#[server(prefix = "/api/app", endpoint = "deletion/request")]
pub async fn request_deletion(
    /// Which number, by its id.
    #[server(default)]
    id: String,
    /// The word, as typed.
    #[server(default)]
    typed: String,
    /// `yes` where the box was ticked.
    #[server(default)]
    consent: String,
) -> Result<(), AppError> {
    let page = format!("/numbers/{id}/deletion");
    let form = crate::server::FormAt::new("deletion", PAGE).keep("typed", &typed).keep("consent", &consent);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let number = domain::ids::ChannelId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
        hub::deletions::request(&hub, &actor, &number, &crate::confirm::confirmed(typed, &consent, String::new()))
            .await?;
        Ok(page.clone())
    };
    form.back_to(page.clone()).settle(outcome).await
}

/// Takes the request for deletion back.
#[server(prefix = "/api/app", endpoint = "deletion/take-back")]
pub async fn take_deletion_back(
    /// Which number, by its id.
    #[server(default)]
    id: String,
) -> Result<(), AppError> {
    let page = format!("/numbers/{id}/deletion");
    let form = crate::server::FormAt::new("deletion", PAGE).back_to(page.clone());
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let number = domain::ids::ChannelId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
        hub::deletions::take_back(&hub, &actor, &number).await?;
        Ok(page.clone())
    };
    form.settle(outcome).await
}
