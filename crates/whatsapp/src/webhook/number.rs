//! `phone_number_quality_update` and `phone_number_name_update` (Meta, webhook reference).

use domain::meta::{MessagingLimit, NameStatus};
use domain::open_enum;
use domain::phone::PhoneNumber;
use serde::{Deserialize, Serialize};

use super::capability::limit;
use crate::wire::Text;

/// A number as a webhook names it: by its digits, without Meta's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookNumber {
    /// As Meta writes it: `16505551111`.
    pub text: String,
    /// The number, if the text is one. Numbers are the same when their digits are.
    pub number: Option<PhoneNumber>,
}

impl WebhookNumber {
    fn read(text: &Text<'_>) -> Option<Self> {
        let text = text.owned()?;
        Some(Self { number: PhoneNumber::parse(&text).ok(), text })
    }
}

/// Quality, throughput or limit of a number changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberQuality {
    /// The number.
    pub number: WebhookNumber,
    /// What happened.
    pub event: QualityEvent,
    /// The limit before (`old_limit`; removal announced for February 2026).
    pub old_limit: Option<MessagingLimit>,
    /// The limit now: the portfolio's (`max_daily_conversations_per_business`) where Meta names it, otherwise the
    /// number's (`current_limit`).
    pub limit: Option<MessagingLimit>,
}

open_enum! {
    /// What happened to a number's quality (`event`).
    pub enum QualityEvent {
        Onboarding = "ONBOARDING" => "Registered",
        ThroughputUpgrade = "THROUGHPUT_UPGRADE" => "Higher throughput",
        Upgrade = "UPGRADE" => "Higher limit",
        Downgrade = "DOWNGRADE" => "Lower limit",
        Flagged = "FLAGGED" => "Flagged for low quality",
        Unflagged = "UNFLAGGED" => "No longer flagged",
    }
}

impl NumberQuality {
    pub(super) fn read(wire: &QualityWire<'_>) -> Option<Self> {
        Some(Self {
            number: WebhookNumber::read(&wire.display_phone_number)?,
            event: wire.event.as_open()?,
            old_limit: limit(&wire.old_limit),
            limit: limit(&wire.max_daily_conversations_per_business).or_else(|| limit(&wire.current_limit)),
        })
    }
}

/// Meta has reviewed a display name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberName {
    /// The number.
    pub number: WebhookNumber,
    /// What Meta decided.
    pub decision: NameDecision,
    /// The name it decided on.
    pub requested_name: Option<String>,
    /// Why it was rejected, as Meta names it: `NAME_FORMAT_UNACCEPTABLE`.
    pub reason: Option<String>,
}

open_enum! {
    /// What Meta decided on a display name (`decision`).
    pub enum NameDecision {
        Approved = "APPROVED" => "Approved",
        Deferred = "DEFERRED" => "Deferred",
        Pending = "PENDING" => "In review",
        Rejected = "REJECTED" => "Rejected",
    }
}

impl NameDecision {
    /// The `name_status` of the number after it; `None` for a decision that the hub does not know.
    pub fn name_status(&self) -> Option<NameStatus> {
        match self {
            Self::Approved => Some(NameStatus::Approved),
            Self::Deferred | Self::Pending => Some(NameStatus::PendingReview),
            Self::Rejected => Some(NameStatus::Declined),
            Self::Other(_) => None,
        }
    }
}

impl NumberName {
    pub(super) fn read(wire: &NameWire<'_>) -> Option<Self> {
        Some(Self {
            number: WebhookNumber::read(&wire.display_phone_number)?,
            decision: wire.decision.as_open()?,
            requested_name: wire.requested_verified_name.owned(),
            reason: wire.rejection_reason.owned().filter(|reason| reason != "NONE"),
        })
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct QualityWire<'a> {
    #[serde(borrow)]
    display_phone_number: Text<'a>,
    #[serde(borrow)]
    event: Text<'a>,
    #[serde(borrow)]
    old_limit: Text<'a>,
    #[serde(borrow)]
    current_limit: Text<'a>,
    #[serde(borrow)]
    max_daily_conversations_per_business: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct NameWire<'a> {
    #[serde(borrow)]
    display_phone_number: Text<'a>,
    #[serde(borrow)]
    decision: Text<'a>,
    #[serde(borrow)]
    requested_verified_name: Text<'a>,
    #[serde(borrow)]
    rejection_reason: Text<'a>,
}
