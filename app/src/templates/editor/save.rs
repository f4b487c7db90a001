//! Keeping, sending and throwing away what was written.

use domain::templates::Template;
use domain::templates::validate::Finding;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

use super::load::MetaRefusal;
use crate::error::AppError;

/// What became of sending a template for review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sent {
    /// Meta has it: the id of the template.
    Done(String),
    /// Meta would refuse it; it was not sent.
    Findings(Vec<Finding>),
    /// Meta refused it.
    Refused(MetaRefusal),
}

/// Keeps what was written, and answers what Meta would refuse.
#[server(prefix = "/api/app", endpoint = "templates/draft/save", input = Json)]
pub async fn save_draft(
    /// The draft.
    id: String,
    /// What was written.
    template: Template,
) -> Result<Vec<Finding>, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let id = domain::ids::DraftId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    Ok(hub::templates::save_draft(&hub, &actor, &id, template).await?)
}

/// Keeps what was written and sends it for review.
#[server(prefix = "/api/app", endpoint = "templates/draft/submit", input = Json)]
pub async fn submit_draft(
    /// The draft.
    id: String,
    /// What was written.
    template: Template,
) -> Result<Sent, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let id = domain::ids::DraftId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    // A second click finds what the first one has sent, which nothing changes any more.
    if hub::templates::draft(&hub, &actor, &id).await?.draft.sent_as.is_none() {
        hub::templates::save_draft(&hub, &actor, &id, template).await?;
    }
    Ok(match hub::templates::submit(&hub, &actor, &id).await? {
        hub::templates::Submitted::Done(template) => Sent::Done(template.to_string()),
        hub::templates::Submitted::Findings(findings) => Sent::Findings(findings),
        hub::templates::Submitted::Refused(refusal) => Sent::Refused(super::load::compose::refused(refusal)),
    })
}

/// Throws a draft away, and leads to the templates of its account.
#[server(prefix = "/api/app", endpoint = "templates/draft/discard")]
pub async fn discard_draft(
    /// The draft.
    #[server(default)]
    id: String,
) -> Result<(), AppError> {
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let draft = domain::ids::DraftId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
        let number = hub::templates::draft(&hub, &actor, &draft).await?.channel;
        hub::templates::discard(&hub, &actor, &draft).await?;
        Ok(match number {
            Some(number) => format!("/numbers/{number}/templates?notice=discarded"),
            None => "/templates?notice=discarded".to_owned(),
        })
    };
    crate::server::FormAt::new("discard", super::FLASH).back_to(format!("/templates/drafts/{id}")).settle(outcome).await
}
