//! `message_template_status_update`, `message_template_quality_update`, `message_template_components_update` and
//! `template_category_update` (Meta, webhook reference).

mod wire;

use domain::templates::{Category, Language, Quality, RejectionReason, TemplateStatus};
use domain::{Timestamp, open_enum};
use serde::{Deserialize, Serialize};

pub(super) use wire::read;

/// The template that a webhook speaks of, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookTemplate {
    /// Meta's id of this language of it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its language: webhooks write `en-US` for `en_US`, which is the same here.
    pub language: Option<Language>,
}

open_enum! {
    /// What happened to a template (`event`).
    pub enum TemplateEvent {
        Approved = "APPROVED" => "Approved",
        Archived = "ARCHIVED" => "Archived",
        Deleted = "DELETED" => "Deleted",
        Disabled = "DISABLED" => "Disabled",
        Flagged = "FLAGGED" => "Flagged",
        InAppeal = "IN_APPEAL" => "Appeal requested",
        LimitExceeded = "LIMIT_EXCEEDED" => "Limit exceeded",
        Locked = "LOCKED" => "Locked",
        Paused = "PAUSED" => "Paused",
        Pending = "PENDING" => "In review",
        PendingDeletion = "PENDING_DELETION" => "Being deleted",
        Reinstated = "REINSTATED" => "Active again",
        Rejected = "REJECTED" => "Rejected",
        Unarchived = "UNARCHIVED" => "No longer archived",
    }
}

impl TemplateEvent {
    /// The status of the template after it; `None` where the event does not say, and for one that the hub does not
    /// know.
    pub fn status(&self) -> Option<TemplateStatus> {
        Some(match self {
            Self::Approved | Self::Reinstated => TemplateStatus::Approved,
            Self::Archived => TemplateStatus::Archived,
            Self::Deleted => TemplateStatus::Deleted,
            Self::Disabled => TemplateStatus::Disabled,
            Self::Flagged => TemplateStatus::Flagged,
            Self::InAppeal => TemplateStatus::InAppeal,
            Self::LimitExceeded => TemplateStatus::LimitExceeded,
            Self::Locked => TemplateStatus::Locked,
            Self::Paused => TemplateStatus::Paused,
            Self::Pending => TemplateStatus::Pending,
            Self::PendingDeletion => TemplateStatus::PendingDeletion,
            Self::Rejected => TemplateStatus::Rejected,
            Self::Unarchived | Self::Other(_) => return None,
        })
    }
}

/// Where a template stands now (`message_template_status_update`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateStatusUpdate {
    /// The template.
    pub template: WebhookTemplate,
    /// What happened to it.
    pub event: TemplateEvent,
    /// Its category, where Meta says so.
    pub category: Option<Category>,
    /// Why it was refused.
    pub reason: Option<RejectionReason>,
    /// Which pause it is, as Meta names it: `FIRST_PAUSE`, `SECOND_PAUSE`, `RATE_LIMITING_PAUSE`, `UNPAUSE`.
    pub title: Option<String>,
    /// Meta's words on it: of the refusal, or of the pause.
    pub description: Option<String>,
    /// What Meta recommends after a refusal.
    pub recommendation: Option<String>,
    /// The day on which Meta will disable it, as Meta writes it: `January 31, 2021`.
    pub disable_date: Option<String>,
}

/// How people take a template now (`message_template_quality_update`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateQualityUpdate {
    /// The template.
    pub template: WebhookTemplate,
    /// Before.
    pub previous: Option<Quality>,
    /// Now.
    pub quality: Quality,
}

/// What a template says now (`message_template_components_update`): the texts, without examples and media.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateComponentsUpdate {
    /// The template.
    pub template: WebhookTemplate,
    /// The header's line.
    pub header: Option<String>,
    /// The body.
    pub body: Option<String>,
    /// The footer.
    pub footer: Option<String>,
    /// The buttons.
    pub buttons: Vec<WebhookButton>,
}

/// A button as a webhook names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookButton {
    /// Its kind, as Meta names it: `URL`, `QUICK_REPLY`.
    pub kind: String,
    /// Its label.
    pub text: Option<String>,
    /// The address it opens.
    pub url: Option<String>,
    /// The number it calls.
    pub number: Option<String>,
}

/// The category of a template changes (`template_category_update`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateCategoryUpdate {
    /// The template.
    pub template: WebhookTemplate,
    /// What happens to it.
    pub change: CategoryChange,
}

/// What happens to a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CategoryChange {
    /// Meta will change it; `new_category` still is the present one.
    Impending {
        /// The present category.
        current: Option<Category>,
        /// The one it will be.
        next: Category,
        /// When; Meta announces it a day ahead.
        at: Option<Timestamp>,
    },
    /// It has changed.
    Done {
        /// The category before.
        previous: Option<Category>,
        /// The category now.
        category: Category,
    },
}
