//! A channel: one phone number of a WABA.

use serde::{Deserialize, Serialize};

use crate::activation::{Activation, MessageOnBehalf, NumberRegistration};
use crate::closed_enum;
use crate::ids::{ChannelId, ClientId};
use crate::meta::{
    AccountMode, CanSend, CodeVerification, HealthEntity, MessagingLimit, NameStatus, NumberStatus, Platform,
    QualityRating,
};
use crate::permission::{PaymentType, Permission, Terms};
use crate::phone::PhoneNumber;
use crate::prompt::{self, PromptCode, Who};
use crate::state::ChannelState;
use crate::subscription::Ending;
use crate::time::Date;
use crate::waba::{AccountType, TokenState, WabaFacts};

/// What Meta says about a phone number. `None`: Meta did not say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelFacts {
    /// Meta's id of the number.
    pub external_id: String,
    /// The number.
    pub number: PhoneNumber,
    /// Display name.
    pub name: String,
    /// Review of the display name.
    pub name_status: Option<NameStatus>,
    /// A new display name that waits for its review.
    pub requested_name: Option<String>,
    /// Review of the new display name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_name_status: Option<NameStatus>,
    /// Status.
    pub status: NumberStatus,
    /// Quality rating.
    pub quality: QualityRating,
    /// Messaging limit; portfolio-wide where Meta says so.
    pub messaging_limit: Option<MessagingLimit>,
    /// Proof of ownership.
    pub code_verification: Option<CodeVerification>,
    /// Where it runs.
    pub platform: Option<Platform>,
    /// Live or sandbox.
    pub account_mode: Option<AccountMode>,
    /// Throughput level, as Meta writes it.
    pub throughput: Option<String>,
    /// Official business account (the badge beside the name).
    pub official: Option<bool>,
    /// Overall health.
    pub can_send: Option<CanSend>,
    /// Health of each entity.
    pub health: Vec<HealthEntity>,
}

/// Where a channel stands between connection and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lifecycle {
    /// Runs.
    Open,
    /// Runs until the end of a day.
    Ending(Ending),
    /// Ended on this day.
    Ended(Date),
}

impl Lifecycle {
    /// Of a channel that has not ended: the last day after the client's cancellation, and the last one that the
    /// partner pays for.
    pub const fn of(cancelled: Option<Date>, unpaid: Option<Date>) -> Self {
        match Ending::of(cancelled, unpaid) {
            Some(ending) => Self::Ending(ending),
            None => Self::Open,
        }
    }

    /// What ends it, while it runs.
    pub const fn ending(self) -> Option<Ending> {
        match self {
            Self::Ending(ending) => Some(ending),
            Self::Open | Self::Ended(_) => None,
        }
    }

    /// Its last day, where it has one.
    pub fn last_day(self) -> Option<Date> {
        match self {
            Self::Open => None,
            Self::Ending(ending) => Some(ending.last_day()),
            Self::Ended(day) => Some(day),
        }
    }
}

/// What the hub itself decides about a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// Who pays.
    pub payment: PaymentType,
    /// Whether the partner may create its API keys.
    pub permission: Permission,
    /// Between connection and end.
    pub lifecycle: Lifecycle,
}

impl Contract {
    /// What a new channel begins with.
    pub const fn of_new(payment: PaymentType) -> Self {
        let Terms { payment, permission } = Terms::of_new(payment);
        Self { payment, permission, lifecycle: Lifecycle::Open }
    }

    /// Who pays, and whether the partner has the permission.
    pub const fn terms(&self) -> Terms {
        Terms { payment: self.payment, permission: self.permission }
    }

    /// This contract under other terms. What the client pays for itself no longer ends because the partner stops
    /// paying.
    #[must_use]
    pub const fn under(&self, terms: Terms) -> Self {
        let lifecycle = match (terms.payment, self.lifecycle) {
            (PaymentType::Direct, Lifecycle::Ending(ending)) => Lifecycle::of(ending.cancelled(), None),
            (_, lifecycle) => lifecycle,
        };
        Self { payment: terms.payment, permission: terms.permission, lifecycle }
    }
}

/// All that the rules look at: the number, its account, the contract, the token.
#[derive(Clone, Copy, Debug)]
pub struct ChannelView<'a> {
    /// The number.
    pub channel: &'a ChannelFacts,
    /// Its account.
    pub waba: &'a WabaFacts,
    /// The hub's own part.
    pub contract: &'a Contract,
    /// Whether Meta takes the account's token.
    pub token: TokenState,
}

impl ChannelView<'_> {
    /// The three activation statuses.
    pub fn activation(&self) -> Activation {
        Activation {
            message_on_behalf: MessageOnBehalf::derive(self.waba.account_type, self.waba.on_behalf.as_ref()),
            business_verification: self.waba.business_verification.clone(),
            number_registration: NumberRegistration::derive(
                &self.channel.status,
                self.channel.code_verification.as_ref(),
            ),
        }
    }

    /// The limit that counts: the portfolio's where Meta names it, else the number's own.
    pub fn messaging_limit(&self) -> Option<&MessagingLimit> {
        self.channel.messaging_limit.as_ref().or(self.waba.messaging_limit.as_ref())
    }

    /// What a card shows, computed once when something changes.
    pub fn card(&self, id: &ChannelId, client_id: &ClientId, client_name: &str) -> ChannelCard {
        ChannelCard {
            id: id.clone(),
            number: self.channel.number.clone(),
            name: self.channel.name.clone(),
            client_id: client_id.clone(),
            client: client_name.to_owned(),
            state: ChannelState::derive(self),
            quality: self.channel.quality.clone(),
            limit: self.messaging_limit().cloned(),
            permission: self.contract.permission,
            payment: self.contract.payment,
            account_type: self.waba.account_type,
            last_day: self.contract.lifecycle.last_day(),
            prompts: prompt::derive(self),
        }
    }
}

/// One channel in the list, as card or as row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelCard {
    /// Id of the channel.
    #[serde(rename = "i")]
    pub id: ChannelId,
    /// The number.
    #[serde(rename = "n")]
    pub number: PhoneNumber,
    /// Display name.
    #[serde(rename = "d")]
    pub name: String,
    /// Id of the client.
    #[serde(rename = "k")]
    pub client_id: ClientId,
    /// Name of the client.
    #[serde(rename = "c")]
    pub client: String,
    /// Its state in one word.
    #[serde(rename = "s")]
    pub state: ChannelState,
    /// Quality rating.
    #[serde(rename = "q")]
    pub quality: QualityRating,
    /// Messaging limit.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<MessagingLimit>,
    /// Partner API key permission.
    #[serde(rename = "p")]
    pub permission: Permission,
    /// Who pays.
    #[serde(rename = "y")]
    pub payment: PaymentType,
    /// Shared or OBO.
    #[serde(rename = "t")]
    pub account_type: AccountType,
    /// Its last day, where its subscription ends or has ended.
    #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
    /// What somebody has to do, most urgent first.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<PromptCode>,
}

impl ChannelCard {
    /// Whether this person has something to do.
    pub fn waits_for(&self, who: Who) -> bool {
        self.prompts.iter().any(|prompt| prompt.who() == who)
    }
}

closed_enum! {
    /// Which part of the channels a list shows.
    pub enum Shown {
        Open = "open" => "Running",
        Ended = "ended" => "Ended",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompt::tests::sample;

    #[test]
    fn facts_that_were_written_before_a_field_was_known_are_read() {
        let facts = sample().channel;
        let json = serde_json::to_string(&facts).unwrap();
        assert!(!json.contains("requested_name_status"), "{json}");
        assert_eq!(serde_json::from_str::<ChannelFacts>(&json).unwrap(), facts);
    }
}
