//! What the page shows.

use domain::account::OrganisationKind;
use domain::deletion::DeletionState;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::Refusal;
use crate::words::Moment;

/// Where the forms stand, for what is shown once.
#[cfg(feature = "ssr")]
pub(super) const PAGE: &str = "/numbers/deletion";

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// How it stands.
    pub state: DeletionState,
    /// Who asked.
    pub by: String,
    /// When it was recorded.
    pub recorded: Moment,
    /// When it was taken back or closed.
    pub settled: Option<Moment>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletionData {
    /// Id of the channel.
    pub id: String,
    /// The number in its groups.
    pub number: String,
    /// Name of the account.
    pub account: String,
    /// Meta's id of the account.
    pub external_id: String,
    /// The numbers of the account in words.
    pub numbers: String,
    /// On which side the person is.
    pub viewer: OrganisationKind,
    /// The newest request.
    pub request: Option<Request>,
    /// Why the person can neither ask nor take back.
    pub why_not: Option<String>,
    /// Why the form was refused.
    pub refusal: Option<Refusal>,
}

/// What the page shows.
#[server(prefix = "/api/app", endpoint = "deletion/page")]
pub async fn load_deletion(id: String) -> Result<DeletionData, AppError> {
    use domain::account::Capability;

    let (hub, actor) = crate::server::actor()?;
    let number = domain::ids::ChannelId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    let standing = hub::deletions::of_channel(&hub, &actor, &number).await?;
    let numbers = standing.numbers.join(", ");
    let (now, may) = (hub.clock.now(), actor.role.may(Capability::ManageBilling));
    Ok(DeletionData {
        id,
        number: standing.number,
        account: standing.account,
        external_id: standing.external_id,
        numbers: if standing.more { format!("{numbers} and more") } else { numbers },
        viewer: actor.organisation.kind(),
        request: standing.request.map(|request| Request {
            state: request.state,
            by: request.actor,
            recorded: Moment::new(request.requested_at, now),
            settled: request.settled_at.map(|at| Moment::new(at, now)),
        }),
        why_not: standing.why_not.or_else(|| (!may).then(|| hub::HubError::Forbidden.to_string())),
        refusal: crate::server::flash::take(PAGE).refusal,
    })
}
