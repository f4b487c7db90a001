//! The words of a template's life at Meta.

use crate::open_enum;
use crate::state::Tone;

open_enum! {
    /// Where a template stands (Graph, `status`; the events of `message_template_status_update`).
    pub enum TemplateStatus {
        Pending = "PENDING" => "In review",
        Approved = "APPROVED" => "Active",
        Rejected = "REJECTED" => "Rejected",
        Paused = "PAUSED" => "Paused",
        Disabled = "DISABLED" => "Disabled",
        InAppeal = "IN_APPEAL" => "Appeal requested",
        PendingDeletion = "PENDING_DELETION" => "Being deleted",
        Deleted = "DELETED" => "Deleted",
        Archived = "ARCHIVED" => "Archived",
        LimitExceeded = "LIMIT_EXCEEDED" => "Limit exceeded",
        Locked = "LOCKED" => "Locked",
        Flagged = "FLAGGED" => "Flagged",
    }
}

impl TemplateStatus {
    /// How it is drawn.
    pub fn tone(&self) -> Tone {
        match self {
            Self::Approved => Tone::Positive,
            Self::Pending | Self::InAppeal | Self::PendingDeletion => Tone::Progress,
            Self::Paused | Self::Flagged | Self::Locked | Self::LimitExceeded => Tone::Caution,
            Self::Rejected | Self::Disabled => Tone::Critical,
            Self::Deleted | Self::Archived | Self::Other(_) => Tone::Off,
        }
    }
}

open_enum! {
    /// How people take a template (Meta, template quality).
    pub enum Quality {
        Green = "GREEN" => "High",
        Yellow = "YELLOW" => "Medium",
        Red = "RED" => "Low",
        Unknown = "UNKNOWN" => "Pending",
    }
}

open_enum! {
    /// Why Meta refused a template (`rejected_reason`, and `reason` of the status webhook).
    pub enum RejectionReason {
        AbusiveContent = "ABUSIVE_CONTENT" => "Abusive content",
        CategoryNotAvailable = "CATEGORY_NOT_AVAILABLE" => "Category not available",
        IncorrectCategory = "INCORRECT_CATEGORY" => "Wrong category",
        InvalidFormat = "INVALID_FORMAT" => "Format not accepted",
        Promotional = "PROMOTIONAL" => "Promotional content",
        Scam = "SCAM" => "Looks like fraud",
        TagContentMismatch = "TAG_CONTENT_MISMATCH" => "Content does not fit the category",
    }
}
