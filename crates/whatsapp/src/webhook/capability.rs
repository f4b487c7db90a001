//! `business_capability_update` (Meta, webhook reference, business_capability_update).

use domain::meta::MessagingLimit;
use serde::{Deserialize, Serialize};

use crate::wire::{Int, Text};

/// The limits of the portfolio; what Meta did not name is `None`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusinessCapability {
    /// Messaging limit of the portfolio.
    pub messaging_limit: Option<MessagingLimit>,
    /// Messaging limit of each number; announced to end in February 2026.
    pub messaging_limit_per_number: Option<MessagingLimit>,
    /// How many numbers the portfolio may have.
    pub max_numbers_per_business: Option<i64>,
    /// How many numbers the account may have.
    pub max_numbers_per_waba: Option<i64>,
}

/// Meta's table says `TIER_2K`, its example says `2000`, and `-1` once meant unlimited.
pub(super) fn limit(text: &Text<'_>) -> Option<MessagingLimit> {
    let text = text.get()?.trim();
    Some(text.parse().map_or_else(|_| MessagingLimit::from(text), MessagingLimit::from_count))
}

impl BusinessCapability {
    pub(super) fn read(wire: &Wire<'_>) -> Option<Self> {
        let capability = Self {
            messaging_limit: limit(&wire.max_daily_conversations_per_business),
            messaging_limit_per_number: limit(&wire.max_daily_conversation_per_phone),
            max_numbers_per_business: wire.max_phone_numbers_per_business.0,
            max_numbers_per_waba: wire.max_phone_numbers_per_waba.0,
        };
        let says_nothing = capability.messaging_limit.is_none()
            && capability.messaging_limit_per_number.is_none()
            && capability.max_numbers_per_business.is_none()
            && capability.max_numbers_per_waba.is_none();
        (!says_nothing).then_some(capability)
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wire<'a> {
    #[serde(borrow)]
    max_daily_conversations_per_business: Text<'a>,
    #[serde(borrow)]
    max_daily_conversation_per_phone: Text<'a>,
    max_phone_numbers_per_business: Int,
    max_phone_numbers_per_waba: Int,
}
