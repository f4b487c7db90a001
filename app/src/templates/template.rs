//! One template: how it looks on a phone, where it stands, what can be done with it, and what happened to it.

mod compose;
mod history;
mod page;

pub(super) use page::gone;
pub(crate) use page::screen;

use domain::templates::Quality;
use domain::templates::preview::Preview;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::Refusal;
use crate::numbers::number::marked::Marked;
use crate::words::Moment;

/// Where a refusal of one of the page's buttons is kept for it.
#[cfg(feature = "ssr")]
pub(super) const FLASH: &str = "/templates/one";

/// What can be done with a template, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Possible {
    /// Which action, by its code.
    pub action: String,
    /// Why it cannot be done now.
    pub why_not: Option<String>,
}

/// Another language of the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sibling {
    /// Id of the template.
    pub id: String,
    /// The language's name.
    pub language: String,
    /// Where it stands.
    pub status: Marked,
}

/// One entry of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What happened.
    pub what: String,
    /// Who.
    pub actor: String,
    /// What else is worth knowing.
    pub detail: String,
    /// When.
    pub at: Moment,
    /// What was changed in the text: field, before, after.
    pub changes: Vec<(String, String, String)>,
}

/// What the page of a template shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateData {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// The language's name.
    pub language: String,
    /// The language as browsers want it.
    pub tag: String,
    /// What it is for.
    pub category: String,
    /// Where it stands.
    pub status: Marked,
    /// How people take it.
    pub quality: Option<Quality>,
    /// What is wrong or will change, and what to do.
    pub remark: Option<String>,
    /// Meta's id.
    pub meta_id: String,
    /// The account's name.
    pub account: String,
    /// The client's name.
    pub client: String,
    /// A number of the account, through which it is managed.
    pub number: Option<String>,
    /// The last change.
    pub changed: Moment,
    /// As a phone shows it.
    pub preview: Preview,
    /// What can be done.
    pub actions: Vec<Possible>,
    /// All languages of its name.
    pub languages: Vec<Sibling>,
    /// What happened to it, the newest first.
    pub history: Vec<Entry>,
    /// Why a form of the page was refused.
    pub refusal: Option<Refusal>,
}

/// One template.
#[server(prefix = "/api/app", endpoint = "template")]
pub async fn load_template(id: String) -> Result<TemplateData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let id = domain::ids::TemplateId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    let view = hub::templates::show(&hub, &actor, &id).await?;
    Ok(compose::template(view, crate::server::flash::take(FLASH).refusal))
}
