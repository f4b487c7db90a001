//! A channel.

use domain::channel::Lifecycle;
use domain::meta::{CodeVerification, NameStatus, NumberStatus};
use domain::state::ChannelState;
use serde::Serialize;
use store::channels::Channel;
use store::wabas::Waba;

use super::{WireAccount, WireClient, first_moment, lower, moment};
use crate::channels::derive::view;

/// A channel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WireChannel {
    /// Id.
    pub id: String,
    /// The client that owns it.
    pub client_id: String,
    /// `live` or `sandbox`.
    pub account_mode: String,
    /// One word of the list that integrations know.
    pub status: &'static str,
    /// Since when it is paid for.
    pub billing_started_at: Option<String>,
    /// When it has ended.
    pub terminated_at: Option<String>,
    /// When it was connected.
    pub created_at: Option<String>,
    /// When something about it changed last.
    pub modified_at: Option<String>,
    /// Meta's code of the messaging limit.
    pub current_limit: Option<String>,
    /// Meta's code of the quality rating.
    pub current_quality_rating: String,
    /// The hub has no inbox.
    pub has_inbox: bool,
    /// Whether it is an official business account.
    pub is_oba: bool,
    /// The client.
    pub client: WireClient,
    /// How it was set up.
    pub setup_info: Setup,
    /// Its account.
    pub waba_account: WireAccount,
    /// Id of its account.
    pub waba_account_id: String,
    /// Whether messages can be sent.
    pub integration: Integration,
    /// Whether Meta lets it send: `available`, `limited`, `blocked`.
    pub availability_status: Option<String>,
    /// Version of this object.
    pub version: u8,
    /// Meta's id of the number.
    pub external_id: String,
    /// What stands between client and channel: its account.
    pub project: Project,
    /// Meta's status of the number.
    pub meta_status: String,
}

/// How a channel was set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Setup {
    /// Digits, with the country code.
    pub phone_number: String,
    /// Display name.
    pub phone_name: String,
    /// Not known.
    pub was_in_use: Option<bool>,
    /// Not known.
    pub ivr: Option<bool>,
    /// Not known.
    pub verification_method: Option<String>,
    /// Not known.
    pub certificate: Option<String>,
    /// Review of the display name, or of the one that was asked for.
    pub new_name_status: Option<String>,
    /// Not known.
    pub default_language: Option<String>,
    /// Whether something of the partner's is connected.
    pub has_integration_layer: bool,
    /// Why it cannot be used.
    pub error: Option<String>,
    /// Not known.
    pub configuration_type: Option<String>,
    /// Not known.
    pub region: Option<String>,
    /// Not known.
    pub shards_number: Option<i64>,
}

/// Whether messages can be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Integration {
    /// Whether the channel runs.
    pub enabled: bool,
    /// Not known.
    pub app_id: Option<String>,
    /// `running` or `stopped`.
    pub state: &'static str,
}

/// What stands between client and channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Project {
    /// Id of the account.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl WireChannel {
    /// A channel of an account.
    pub fn new(channel: &Channel, waba: &Waba) -> Self {
        let (facts, seen) = (&channel.facts, view(&channel.facts, &channel.contract, waba));
        let state = ChannelState::derive(&seen);
        let terminated_at = match channel.contract.lifecycle {
            Lifecycle::Ended(day) => Some(first_moment(day)),
            Lifecycle::Open | Lifecycle::Ending(_) => None,
        };
        let name_status = facts.requested_name_status.as_ref().or(facts.name_status.as_ref());
        let runs = state.runs();
        Self {
            id: channel.id.to_string(),
            client_id: waba.client_id.to_string(),
            account_mode: facts.account_mode.as_ref().map_or_else(|| "live".to_owned(), |mode| lower(mode.code())),
            status: status(state, facts),
            billing_started_at: None,
            terminated_at,
            created_at: moment(Some(channel.created_at)),
            modified_at: moment(Some(channel.changed_at)),
            current_limit: seen.messaging_limit().map(|limit| limit.code().to_owned()),
            current_quality_rating: facts.quality.code().to_owned(),
            has_inbox: false,
            is_oba: facts.official == Some(true),
            client: waba.into(),
            setup_info: Setup {
                phone_number: facts.number.digits(),
                phone_name: facts.name.clone(),
                was_in_use: None,
                ivr: None,
                verification_method: None,
                certificate: None,
                new_name_status: name_status.map(|status| lower(status.code())),
                default_language: None,
                has_integration_layer: false,
                error: (status(state, facts) == "error").then(|| state.label().to_owned()),
                configuration_type: None,
                region: None,
                shards_number: None,
            },
            waba_account: waba.into(),
            waba_account_id: waba.id.to_string(),
            integration: Integration { enabled: runs, app_id: None, state: if runs { "running" } else { "stopped" } },
            availability_status: facts.can_send.as_ref().map(|can| lower(can.code())),
            version: 2,
            external_id: facts.external_id.clone(),
            project: Project { id: waba.id.to_string(), name: waba.facts.name.clone() },
            meta_status: facts.status.code().to_owned(),
        }
    }
}

/// The nearest of the words that integrations know. What runs is `ready`, whatever Meta says of its name or its rating.
fn status(state: ChannelState, facts: &domain::channel::ChannelFacts) -> &'static str {
    if state.runs() {
        return "ready";
    }
    match (state, &facts.name_status, &facts.code_verification) {
        (
            ChannelState::Banned
            | ChannelState::Deleted
            | ChannelState::Disabled
            | ChannelState::Disconnected
            | ChannelState::Ended
            | ChannelState::Migrated
            | ChannelState::Rejected
            | ChannelState::Restricted,
            ..,
        ) => "error",
        (ChannelState::Unverified, ..) => "unverified",
        (_, Some(NameStatus::Declined), _) => "certificate_declined",
        (_, Some(NameStatus::PendingReview), _) => "new_name_requested",
        (_, _, Some(CodeVerification::Verified)) => "verified",
        _ if facts.status == NumberStatus::Unverified => "unverified",
        _ => "created",
    }
}
