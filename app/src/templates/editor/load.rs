//! What the editor shows first.

use std::collections::BTreeMap;

use domain::templates::Template;
use domain::templates::validate::Finding;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::model::Locks;
use crate::error::AppError;
use crate::form::Refusal;

/// What a draft is to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// A new template.
    New,
    /// A new text of a template that is there.
    Edit,
    /// A new template that begins as another one.
    Copy,
    /// One more language.
    Language,
}

impl Purpose {
    /// The title of the page.
    pub const fn title(self) -> &'static str {
        match self {
            Self::New => "New template",
            Self::Edit => "Edit template",
            Self::Copy => "Copy template",
            Self::Language => "Add language",
        }
    }
}

/// The template that a draft begins with, as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// What it says.
    pub template: Template,
    /// What follows when it is edited.
    pub consequences: String,
}

/// Meta's refusal of the last try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetaRefusal {
    /// The field that it speaks of; empty where that is not known.
    pub field: String,
    /// Meta's title.
    pub title: String,
    /// Meta's sentence.
    pub message: String,
}

/// What the editor shows first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditorData {
    /// Id of the draft.
    pub id: String,
    /// What it is to become.
    pub purpose: Purpose,
    /// What was written so far.
    pub template: Template,
    /// The template that it begins with.
    pub source: Option<Source>,
    /// Where the hub shows the files that it still has of that one, by their handles.
    pub pictures: BTreeMap<String, String>,
    /// What cannot change.
    pub locks: Locks,
    /// What only the server can find.
    pub told: Vec<Finding>,
    /// Meta's refusal of the last try.
    pub refused: Option<MetaRefusal>,
    /// The account.
    pub account: String,
    /// A number of the account.
    pub number: Option<String>,
    /// The template that it has become already.
    pub sent_as: Option<String>,
    /// Why a form of the page was refused.
    pub refusal: Option<Refusal>,
}

/// What the editor shows first.
#[server(prefix = "/api/app", endpoint = "templates/draft/page")]
pub async fn load_editor(id: String) -> Result<EditorData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let id = domain::ids::DraftId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    let view = hub::templates::draft(&hub, &actor, &id).await?;
    let refusal = crate::server::flash::take(super::FLASH).refusal;
    Ok(compose::data(view, refusal))
}

#[cfg(feature = "ssr")]
pub(super) mod compose {
    use std::collections::BTreeMap;

    use domain::templates::actions::{Action, Availability, Standing, availability, edit_consequences};
    use hub::templates::{DraftView, StoredTemplate};

    use super::{EditorData, Locks, MetaRefusal, Purpose, Source};
    use crate::form::Refusal;

    pub(super) fn data(view: DraftView, refusal: Option<Refusal>) -> EditorData {
        let (purpose, locks) = (purpose(&view), locks(&view));
        EditorData {
            id: view.draft.id.to_string(),
            purpose,
            locks,
            pictures: pictures(&view),
            template: view.draft.template,
            source: view.source.map(source),
            told: view.findings.into_iter().filter(|finding| finding.rule.is_about_the_account()).collect(),
            refused: view.refusal.map(refused),
            account: view.waba.facts.name,
            number: view.channel.map(|channel| channel.to_string()),
            sent_as: view.draft.sent_as.map(|id| id.to_string()),
            refusal,
        }
    }

    pub(in super::super) fn refused(refusal: hub::templates::Refusal) -> MetaRefusal {
        MetaRefusal { field: refusal.field, title: refusal.title, message: refusal.message }
    }

    fn source(stored: StoredTemplate) -> Source {
        let consequences = edit_consequences(&stored.facts.status).to_owned();
        Source { id: stored.id.to_string(), template: stored.facts.template, consequences }
    }

    fn pictures(view: &DraftView) -> BTreeMap<String, String> {
        let Some(source) = &view.source else { return BTreeMap::new() };
        view.draft.renewed.iter().map(|(handle, at)| (handle.clone(), at.address(&source.id))).collect()
    }

    fn purpose(view: &DraftView) -> Purpose {
        match view.draft.purpose {
            hub::templates::Purpose::New => Purpose::New,
            hub::templates::Purpose::Edit(_) => Purpose::Edit,
            hub::templates::Purpose::Copy(_) => Purpose::Copy,
            hub::templates::Purpose::AddLanguage(_) => Purpose::Language,
        }
    }

    /// Only category, parts and time to live of a template can be edited (Meta, template management).
    pub(in super::super) fn locks(view: &DraftView) -> Locks {
        let locks = Locks::default();
        match purpose(view) {
            Purpose::New | Purpose::Copy => locks,
            Purpose::Language => locks.with("name", "The languages of a template share its name."),
            Purpose::Edit => {
                let locks = locks
                    .with("name", "The name stays. Copy the template to choose another one.")
                    .with("language", "The language stays. Add a language to write it in another one.")
                    .with("format", "Meta keeps how the parameters are written.");
                match category_of(view) {
                    Some(Availability::Not { why, .. }) => locks.with("category", &why),
                    _ => locks,
                }
            }
        }
    }

    fn category_of(view: &DraftView) -> Option<Availability> {
        let facts = &view.source.as_ref()?.facts;
        let standing =
            Standing { status: &facts.status, category: &facts.template.category, edits: &[], now: view.now };
        Some(availability(Action::EditCategory, &standing))
    }
}
