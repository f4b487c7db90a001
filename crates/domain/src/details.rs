//! Everything about one channel, as its pages show it.

use serde::{Deserialize, Serialize};

use crate::activation::Activation;
use crate::channel::{ChannelCard, ChannelFacts, Contract};
use crate::event::Event;
use crate::ids::{ClientId, WabaId};
use crate::time::Timestamp;
use crate::waba::{TokenState, WabaFacts};

/// The client as a number's page names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientSummary {
    /// Public id.
    pub id: ClientId,
    /// Name.
    pub name: String,
    /// Legal name.
    pub legal_name: String,
    /// E-mail address.
    pub contact_email: Option<String>,
}

/// How fresh the facts are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncState {
    /// The last complete sync.
    pub synced_at: Option<Timestamp>,
    /// Why the last one failed.
    pub error: Option<String>,
    /// Whether Meta takes the access token.
    pub token: TokenState,
}

/// Everything about one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelDetails {
    /// What the list shows.
    pub card: ChannelCard,
    /// What Meta says about the number.
    pub facts: ChannelFacts,
    /// Public id of the account.
    pub waba_id: WabaId,
    /// What Meta says about the account.
    pub waba: WabaFacts,
    /// The hub's own part.
    pub contract: Contract,
    /// The three activation statuses.
    pub activation: Activation,
    /// Who owns it.
    pub client: ClientSummary,
    /// How fresh all of this is.
    pub sync: SyncState,
    /// When it was connected.
    pub connected_at: Timestamp,
    /// What happened, newest first.
    pub history: Vec<Event>,
}
