//! What the pages of a number show. Only what is drawn travels to the browser; words are made on the server.

use domain::account::OrganisationKind;
use domain::deletion::DeletionState;
use domain::meta::QualityRating;
use domain::permission::{PaymentType, Permission};
use domain::prompt::ActionPrompt;
use domain::state::ChannelState;
use domain::waba::AccountType;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::api_key::KeySummary;
use super::marked::Marked;
use crate::error::AppError;
use crate::notifications::happening::Happening;
use crate::words::Moment;

/// What stands on every page of a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Id of the channel.
    pub id: String,
    /// The number in its groups.
    pub number: String,
    /// Display name; may be empty.
    pub name: String,
    /// The client's name.
    pub client: String,
    /// The client's id.
    pub client_id: String,
    /// State.
    pub state: ChannelState,
    /// What the state means.
    pub explanation: String,
    /// What somebody has to do, most urgent first.
    pub prompts: Vec<ActionPrompt>,
    /// Why the person cannot make an API key now, and what to do; empty where it is possible.
    pub no_key: Vec<String>,
    /// On which side the person is.
    pub viewer: OrganisationKind,
    /// How fresh the facts are.
    pub sync: Sync,
}

/// How fresh the facts are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sync {
    /// The last complete sync.
    pub synced: Option<Moment>,
    /// Why the last one failed.
    pub error: Option<String>,
    /// Whether Meta takes the access token.
    pub token: Marked,
    /// Whether a sync can be asked for.
    pub can_ask: bool,
}

/// Health of one entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// What it is.
    pub kind: String,
    /// Its name or id.
    pub name: String,
    /// Whether it can send.
    pub can_send: Option<Marked>,
    /// Meta's sentences.
    pub notes: Vec<String>,
}

/// The overview of a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewData {
    /// What stands on every page.
    pub head: Head,
    /// Quality rating.
    pub quality: QualityRating,
    /// Messaging limit.
    pub limit: Option<String>,
    /// Whether the partner may create its API keys.
    pub permission: Permission,
    /// Health of all of it together.
    pub can_send: Option<Marked>,
    /// Health of each entity.
    pub health: Vec<Health>,
    /// Where a template is picked to be sent to one's own phone; nothing where the number or the person cannot.
    pub test: Option<String>,
    /// What happened last.
    pub recent: Vec<Happening>,
}

/// The number itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelPart {
    /// Meta's id.
    pub external_id: String,
    /// Status, as Meta says it.
    pub status: String,
    /// Review of the display name.
    pub name_status: Option<Marked>,
    /// A display name that waits for its review.
    pub requested_name: Option<String>,
    /// Messaging limit of the number.
    pub limit: Option<String>,
    /// Messaging limit of the portfolio.
    pub portfolio_limit: Option<String>,
    /// Quality rating.
    pub quality: QualityRating,
    /// How it changed, newest first.
    pub quality_history: Vec<Happening>,
    /// Hosting platform type.
    pub platform: Option<String>,
    /// Partner API key permission.
    pub permission: Permission,
    /// When the partner asked for it last, and what was answered.
    pub asked: Option<String>,
    /// Who pays.
    pub payment: PaymentType,
    /// Whether it has the badge of an official business account.
    pub official: Option<bool>,
}

/// The account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountPart {
    /// Name.
    pub name: String,
    /// Shared or OBO.
    pub account_type: AccountType,
    /// Meta's review.
    pub review: Option<Marked>,
    /// State.
    pub status: Option<Marked>,
    /// The date on which Meta will disable it, as Meta wrote it.
    pub disable_date: Option<String>,
    /// Meta's number of the time zone.
    pub timezone: Option<u16>,
    /// The zone's name.
    pub zone: Option<String>,
    /// Meta's id of the business.
    pub business_id: Option<String>,
    /// Its name.
    pub business_name: Option<String>,
    /// Meta's id of the account.
    pub external_id: String,
    /// Template namespace.
    pub namespace: Option<String>,
}

/// The three activation statuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivationPart {
    /// Message on behalf.
    pub message_on_behalf: Marked,
    /// Meta business verification.
    pub business_verification: Option<Marked>,
    /// Number registration.
    pub number_registration: Marked,
}

/// The client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientPart {
    /// Legal name.
    pub legal_name: String,
    /// E-mail address.
    pub email: Option<String>,
}

/// What ends, or can be ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DangerPart {
    /// Who pays.
    pub payment: PaymentType,
    /// The last day after the client's cancellation.
    pub cancelled: Option<String>,
    /// The last day that the partner pays for.
    pub unpaid: Option<String>,
    /// The day with which it has ended.
    pub ended: Option<String>,
    /// The newest request for deletion of the account.
    pub deletion: Option<DeletionState>,
}

/// The details of a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetailsData {
    /// What stands on every page.
    pub head: Head,
    /// The number itself.
    pub channel: ChannelPart,
    /// The API keys.
    pub keys: KeySummary,
    /// The account.
    pub account: AccountPart,
    /// Activation statuses.
    pub activation: ActivationPart,
    /// The client.
    pub client: ClientPart,
    /// What happened, newest first.
    pub history: Vec<Happening>,
    /// When it was connected.
    pub connected: Moment,
    /// What ends, or can be ended.
    pub danger: DangerPart,
}

/// The overview of a number.
#[server(prefix = "/api/app", endpoint = "number-overview")]
pub async fn load_overview(id: String) -> Result<OverviewData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let details = find(&hub, &actor, &id).await?;
    Ok(super::compose::overview(details, &actor, hub.clock.now()))
}

/// The details of a number.
#[server(prefix = "/api/app", endpoint = "number-details")]
pub async fn load_details(id: String) -> Result<DetailsData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let details = find(&hub, &actor, &id).await?;
    let keys = hub::api_keys::list(&hub, &actor, &details.card.id).await?;
    let asked = hub::permissions::last_request(&hub, &actor, &details.card.id).await?;
    let deletion = hub::deletions::state(&hub, &actor, &details.card.id).await?;
    let danger = super::compose::danger(&details.contract, deletion);
    let mut page = super::compose::details(details, &keys, danger, actor.organisation.kind(), hub.clock.now());
    page.channel.asked = asked.as_ref().map(super::permission_request::asked_words);
    Ok(page)
}

/// What stands on every page of a number.
#[cfg(feature = "ssr")]
pub(crate) async fn load_head(hub: &hub::Hub, actor: &domain::account::Actor, id: &str) -> Result<Head, AppError> {
    let details = find(hub, actor, id).await?;
    Ok(super::compose::head(&details, actor.organisation.kind(), hub.clock.now()))
}

#[cfg(feature = "ssr")]
async fn find(
    hub: &hub::Hub,
    actor: &domain::account::Actor,
    id: &str,
) -> Result<domain::details::ChannelDetails, AppError> {
    let id = domain::ids::ChannelId::parse(id).map_err(|_| hub::HubError::NotFound)?;
    Ok(hub::channels::details(hub, actor, &id).await?)
}
