//! Ending the pause of a template before Meta does.

use leptos::prelude::*;

use crate::error::AppError;

/// Lets a paused template be sent again.
#[server(prefix = "/api/app", endpoint = "template/unpause")]
pub async fn unpause_template(
    /// Which one, by its id.
    #[server(default)]
    id: String,
) -> Result<(), AppError> {
    let back = format!("/templates/{id}");
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let template = domain::ids::TemplateId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
        hub::templates::unpause(&hub, &actor, &template).await?;
        Ok(format!("/templates/{template}?notice=unpaused"))
    };
    crate::server::FormAt::new("unpause", super::template::FLASH).back_to(back).settle(outcome).await
}
