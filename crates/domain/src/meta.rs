//! What Meta says about numbers and accounts. Every enumeration is open: Meta adds values without notice
//! and its documents disagree, so an unknown value is kept and shown.

use crate::open_enum;

open_enum! {
    /// Status of a phone number (Graph API, phone number node, `status`).
    pub enum NumberStatus {
        Connected = "CONNECTED" => "Connected",
        Pending = "PENDING" => "Pending",
        Disconnected = "DISCONNECTED" => "Disconnected",
        Flagged = "FLAGGED" => "Flagged",
        Restricted = "RESTRICTED" => "Restricted",
        RateLimited = "RATE_LIMITED" => "Rate limited",
        Banned = "BANNED" => "Banned",
        Migrated = "MIGRATED" => "Migrated",
        Deleted = "DELETED" => "Deleted",
        Unverified = "UNVERIFIED" => "Unverified",
        Unknown = "UNKNOWN" => "Unknown",
    }
}

open_enum! {
    /// Quality rating of a phone number (`quality_rating`).
    pub enum QualityRating {
        Green = "GREEN" => "High",
        Yellow = "YELLOW" => "Medium",
        Red = "RED" => "Low",
        /// Too few messages yet. Meta writes `NA` or `UNKNOWN`.
        Unknown = "UNKNOWN" => "Not rated",
        NotAvailable = "NA" => "Not rated",
    }
}

open_enum! {
    /// How many people a portfolio may start conversations with in 24 hours
    /// (`whatsapp_business_manager_messaging_limit`; old tiers still appear in webhooks).
    pub enum MessagingLimit {
        Tier50 = "TIER_50" => "50 / day",
        Tier250 = "TIER_250" => "250 / day",
        Tier1K = "TIER_1K" => "1K / day",
        Tier2K = "TIER_2K" => "2K / day",
        Tier10K = "TIER_10K" => "10K / day",
        Tier100K = "TIER_100K" => "100K / day",
        Unlimited = "TIER_UNLIMITED" => "Unlimited",
        Untiered = "UNTIERED" => "Not set",
        NotSet = "TIER_NOT_SET" => "Not set",
    }
}

impl MessagingLimit {
    /// From a number of conversations as some webhooks carry it; `-1` means unlimited
    /// (webhook reference, business_capability_update).
    pub fn from_count(count: i64) -> Self {
        match count {
            -1 => Self::Unlimited,
            50 => Self::Tier50,
            250 => Self::Tier250,
            1_000 => Self::Tier1K,
            2_000 => Self::Tier2K,
            10_000 => Self::Tier10K,
            100_000 => Self::Tier100K,
            other => Self::Other(other.to_string().into()),
        }
    }
}

open_enum! {
    /// Review of the display name (`name_status`).
    pub enum NameStatus {
        Approved = "APPROVED" => "Approved",
        Declined = "DECLINED" => "Declined",
        Expired = "EXPIRED" => "Expired",
        PendingReview = "PENDING_REVIEW" => "In review",
        None = "NONE" => "No name",
        AvailableWithoutReview = "AVAILABLE_WITHOUT_REVIEW" => "Available without review",
    }
}

open_enum! {
    /// Whether the number's owner has proved it with a code (`code_verification_status`).
    pub enum CodeVerification {
        Verified = "VERIFIED" => "Verified",
        NotVerified = "NOT_VERIFIED" => "Not verified",
        Expired = "EXPIRED" => "Expired",
    }
}

open_enum! {
    /// Where the number runs (`platform_type`).
    pub enum Platform {
        Cloud = "CLOUD_API" => "Cloud API",
        OnPremise = "ON_PREMISE" => "On-Premise",
        NotApplicable = "NOT_APPLICABLE" => "Not applicable",
    }
}

open_enum! {
    /// Whether the number is for real traffic (`account_mode`).
    pub enum AccountMode {
        Live = "LIVE" => "Live",
        Sandbox = "SANDBOX" => "Sandbox",
    }
}

open_enum! {
    /// Meta's review of a WABA (`account_review_status`).
    pub enum AccountReview {
        Approved = "APPROVED" => "Approved",
        Pending = "PENDING" => "In review",
        Rejected = "REJECTED" => "Rejected",
        Deferred = "DEFERRED" => "Deferred",
        Restricted = "RESTRICTED" => "Restricted",
        LimitReached = "LIMIT_REACHED" => "Limit reached",
    }
}

open_enum! {
    /// Meta's verification of the business (`business_verification_status`; lower case on the wire).
    pub enum BusinessVerification {
        Verified = "verified" => "Verified",
        NotVerified = "not_verified" => "Not verified",
        Pending = "pending" => "Pending",
        PendingNeedMoreInfo = "pending_need_more_info" => "More information needed",
        PendingSubmission = "pending_submission" => "Not submitted",
        Rejected = "rejected" => "Rejected",
        Failed = "failed" => "Failed",
        Expired = "expired" => "Expired",
        Ineligible = "ineligible" => "Ineligible",
        Revoked = "revoked" => "Revoked",
    }
}

open_enum! {
    /// State of a WABA (`status`, and the events of `account_update`).
    pub enum WabaStatus {
        Active = "ACTIVE" => "Active",
        ScheduledForDisable = "SCHEDULE_FOR_DISABLE" => "Scheduled to be disabled",
        Disabled = "DISABLED" => "Disabled",
        Restricted = "RESTRICTED" => "Restricted",
        Deleted = "DELETED" => "Deleted",
        Removed = "PARTNER_REMOVED" => "No longer shared with the partner",
    }
}

open_enum! {
    /// State of the on-behalf-of relation of a classic signup (`on_behalf_of_business_info.status`).
    pub enum OnBehalfStatus {
        Submitted = "SUBMITTED" => "Submitted",
        Approved = "APPROVED" => "Approved",
        Rejected = "REJECTED" => "Rejected",
        Denied = "DENIED" => "Denied",
    }
}

open_enum! {
    /// Whether an entity can send messages (`health_status.can_send_message`).
    pub enum CanSend {
        Available = "AVAILABLE" => "Can send",
        Limited = "LIMITED" => "Limited",
        Blocked = "BLOCKED" => "Blocked",
    }
}

open_enum! {
    /// What a health entry speaks of (`health_status.entities[].entity_type`).
    pub enum HealthEntityKind {
        PhoneNumber = "PHONE_NUMBER" => "Phone number",
        Template = "MESSAGE_TEMPLATE" => "Template",
        Waba = "WABA" => "WhatsApp Business Account",
        Business = "BUSINESS" => "Business portfolio",
        App = "APP" => "App",
    }
}

/// One line of a health answer (Meta, messaging health status).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct HealthEntity {
    /// What it speaks of.
    pub kind: HealthEntityKind,
    /// Meta's id of it.
    pub id: String,
    /// Whether it can send.
    pub can_send: CanSend,
    /// Meta's sentences: additional information when limited, errors with their solutions when blocked.
    pub notes: Vec<String>,
}
