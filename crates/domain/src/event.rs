//! The catalogue of events: every change of state that a person would want to know of. An event is written
//! in the transaction that makes the change; the notifications page and partner webhooks read the same ones.

use serde::{Deserialize, Serialize};

use crate::closed_enum;
use crate::ids::{ChannelId, ClientId, EventId, TemplateId, WabaId};
use crate::state::Tone;
use crate::time::Timestamp;

closed_enum! {
    /// What happened. The codes are the names that partners' integrations know, where such a name exists.
    pub enum EventKind {
        ClientCreated = "client_created" => "Client added",
        ChannelCreated = "channel_created" => "Number connected",
        ChannelReady = "channel_ready" => "Number set up",
        ChannelRunning = "channel_running" => "Number runs",
        ChannelLive = "channel_live" => "Number live",
        TemplateMessagingEnabled = "template_messaging_enabled" => "Template messages can be sent",
        TemplateMessagingDisabled = "template_messaging_disabled" => "Template messages cannot be sent",
        ChannelStatusChanged = "channel_status_changed" => "Number status changed",
        ChannelPermissionGranted = "channel_permission_granted" => "API key permission shared with the partner",
        ChannelPermissionRevoked = "channel_permission_revoked" => "API key permission no longer shared",
        CancellationRequest = "cancellation_request" => "Cancellation requested",
        CancellationRevoke = "cancellation_revoke" => "Cancellation taken back",
        CancellationProcessed = "cancellation_processed" => "Subscription ended",
        ChannelDeleted = "channel_deleted" => "Number no longer in the account",
        PhoneNumberQualityChanged = "phone_number_quality_changed" => "Quality rating changed",
        MessagingLimitChanged = "messaging_limit_changed" => "Messaging limit changed",
        DisplayNameChanged = "display_name_changed" => "Display name changed",
        DisplayNameReviewed = "display_name_reviewed" => "Display name reviewed",
        NumberVerificationChanged = "number_verification_changed" => "Number verification changed",
        AccountConnected = "account_connected" => "Account connected",
        AccountReviewChanged = "account_review_changed" => "Account review changed",
        AccountStatusChanged = "account_status_changed" => "Account state changed",
        BusinessVerificationChanged = "business_verification_changed" => "Business verification changed",
        MessageOnBehalfChanged = "message_on_behalf_changed" => "On-behalf request changed",
        DeletionRequested = "account_deletion_requested" => "Deletion of the account requested",
        DeletionTakenBack = "account_deletion_taken_back" => "Request for deletion taken back",
        DeletionClosed = "account_deletion_closed" => "Request for deletion closed",
        AccountViolation = "account_violation" => "Policy violation",
        AccountRestriction = "account_restriction" => "Account restricted",
        AccountAlert = "account_alert" => "Alert from Meta",
        TokenRefused = "token_refused" => "Meta refuses the access token",
        TokenRestored = "token_restored" => "Account reconnected",
        SyncFailed = "sync_failed" => "Sync keeps failing",
        TemplateCreated = "template_created" => "Template created",
        TemplateDeleted = "template_deleted" => "Template deleted",
        TemplateStatusChanged = "template_status_changed" => "Template status changed",
        TemplateQualityChanged = "template_quality_changed" => "Template quality changed",
        TemplateCategoryChanged = "template_category_changed" => "Template category changed",
        TemplateCategoryImpending = "template_category_impending" => "Template category will change",
        TemplateContentChanged = "template_content_changed" => "Template content changed",
    }
}

impl EventKind {
    /// Whether it is about a template, which is neither the number nor the account that it belongs to.
    pub const fn is_of_a_template(self) -> bool {
        matches!(
            self,
            Self::TemplateCreated
                | Self::TemplateDeleted
                | Self::TemplateStatusChanged
                | Self::TemplateQualityChanged
                | Self::TemplateCategoryChanged
                | Self::TemplateCategoryImpending
                | Self::TemplateContentChanged
        )
    }

    /// Whether it tells what a channel has come to, which follows from the change beside it: a history is complete
    /// without it.
    pub const fn is_a_milestone(self) -> bool {
        matches!(
            self,
            Self::ChannelReady
                | Self::ChannelRunning
                | Self::ChannelLive
                | Self::TemplateMessagingEnabled
                | Self::TemplateMessagingDisabled
        )
    }

    /// The name that partner webhooks give it: the one that partners' integrations know where it differs.
    pub const fn webhook_name(self) -> &'static str {
        match self {
            Self::TemplateStatusChanged => "waba_template_status_changed",
            Self::TemplateCategoryChanged => "waba_template_category_changed",
            other => other.code(),
        }
    }

    /// How its notification is drawn.
    pub const fn tone(self) -> Tone {
        match self {
            Self::ClientCreated | Self::ChannelCreated | Self::AccountConnected | Self::TokenRestored => Tone::Positive,
            Self::ChannelReady | Self::ChannelRunning | Self::ChannelLive | Self::TemplateMessagingEnabled => {
                Tone::Positive
            }
            Self::AccountViolation | Self::AccountRestriction => Tone::Critical,
            Self::TokenRefused
            | Self::SyncFailed
            | Self::AccountAlert
            | Self::TemplateMessagingDisabled
            | Self::TemplateCategoryImpending
            | Self::CancellationRequest
            | Self::DeletionRequested => Tone::Caution,
            Self::CancellationRevoke | Self::DeletionTakenBack => Tone::Positive,
            Self::CancellationProcessed | Self::DeletionClosed => Tone::Off,
            Self::TemplateCreated | Self::ChannelPermissionGranted => Tone::Positive,
            Self::ChannelDeleted | Self::TemplateDeleted | Self::ChannelPermissionRevoked => Tone::Off,
            _ => Tone::Progress,
        }
    }
}

/// What an event says beside its kind. Values are words that a person reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventData {
    /// What it is about: a number, an account's or a client's name.
    pub subject: String,
    /// The value before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The value after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Meta's reason or another detail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl EventData {
    /// About something, with nothing else to say.
    pub fn about(subject: impl Into<String>) -> Self {
        Self { subject: subject.into(), ..Self::default() }
    }

    /// Adds what the value was and is.
    pub fn changed(mut self, before: Option<&str>, after: Option<&str>) -> Self {
        self.before = before.map(str::to_owned);
        self.after = after.map(str::to_owned);
        self
    }

    /// Adds a detail.
    pub fn because(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The change in a few words: `High → Low`, or just the new value.
    pub fn change_words(&self) -> Option<String> {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => Some(format!("{before} → {after}")),
            (None, Some(after)) => Some(after.clone()),
            (Some(before), None) => Some(format!("{before} → not known")),
            (None, None) => None,
        }
    }
}

/// An event that is about to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// What happened.
    pub kind: EventKind,
    /// What it says.
    pub data: EventData,
}

/// A written event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its id, the same for every reader.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// When.
    pub at: Timestamp,
    /// The client it belongs to.
    pub client: Option<ClientId>,
    /// The client's name.
    pub client_name: Option<String>,
    /// The account it belongs to.
    pub waba: Option<WabaId>,
    /// The number it belongs to.
    pub channel: Option<ChannelId>,
    /// The template it is about, while that is there.
    pub template: Option<TemplateId>,
    /// What it says.
    pub data: EventData,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_read_as_words() {
        let data = EventData::about("+49 30 901820").changed(Some("High"), Some("Low"));
        assert_eq!(data.change_words().as_deref(), Some("High → Low"));
        assert_eq!(EventData::about("x").change_words(), None);
    }

    #[test]
    fn data_survives_a_round_trip() {
        let data = EventData::about("x").changed(None, Some("b")).because("why");
        let json = serde_json::to_string(&data).unwrap();
        assert_eq!(serde_json::from_str::<EventData>(&json).unwrap(), data);
    }
}
