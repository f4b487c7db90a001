//! What is begun from the lists: a sync, and a draft.

use leptos::prelude::*;

use crate::error::AppError;

/// Reads the templates of a number's account from Meta; answers what had changed, in words.
#[server(prefix = "/api/app", endpoint = "templates/sync")]
pub async fn sync_templates(number: String) -> Result<String, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let id = domain::ids::ChannelId::parse(&number).map_err(|_| hub::HubError::NotFound)?;
    let changed = hub::templates::sync_now(&hub, &actor, &id).await?;
    crate::server::send_form_to(&format!("/numbers/{id}/templates?notice=synced"));
    Ok(changed.words())
}

/// Begins a draft, and leads to its editor: a new one for the account of `number`, or one that begins as `template`.
#[server(prefix = "/api/app", endpoint = "templates/start")]
pub async fn start_draft(
    /// The number through whose account a new template is made.
    #[server(default)]
    number: String,
    /// The template that the draft begins as.
    #[server(default)]
    template: String,
    /// `edit`, `copy` or `language`.
    #[server(default)]
    what: String,
    /// What kind of template a new one is, by its code.
    #[server(default)]
    kind: String,
) -> Result<(), AppError> {
    use domain::ids::{ChannelId, TemplateId};
    use domain::templates::starters::Starter;
    use hub::HubError;
    use hub::templates::{Beginning, Purpose};

    let back =
        if template.is_empty() { format!("/numbers/{number}/templates") } else { format!("/templates/{template}") };
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let beginning = if template.is_empty() {
            let number = ChannelId::parse(&number).map_err(|_| HubError::NotFound)?;
            Beginning::New(number, Starter::from_code(&kind).unwrap_or(Starter::Text))
        } else {
            let id = TemplateId::parse(&template).map_err(|_| HubError::NotFound)?;
            Beginning::From(match what.as_str() {
                "edit" => Purpose::Edit(id),
                "language" => Purpose::AddLanguage(id),
                _ => Purpose::Copy(id),
            })
        };
        let draft = hub::templates::start(&hub, &actor, beginning).await?;
        Ok(format!("/templates/drafts/{draft}"))
    };
    let page = if template.is_empty() { super::load::FLASH } else { super::template::FLASH };
    crate::server::FormAt::new("start", page).back_to(back).settle(outcome).await
}
