//! What the pages about the end of a subscription show.

use domain::account::OrganisationKind;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::Refusal;
use crate::words::Moment;

/// A notice that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The last day that it leads to.
    pub last_day: String,
    /// Who gave it.
    pub by: Option<String>,
    /// When.
    pub at: Option<Moment>,
}

/// What a page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionData {
    /// Id of the channel.
    pub id: String,
    /// The number in its groups.
    pub number: String,
    /// Whose number it is.
    pub client: String,
    /// The client's id.
    pub client_id: String,
    /// What the partner is called.
    pub partner: String,
    /// On which side the person is.
    pub viewer: OrganisationKind,
    /// The last day of a notice that is given today.
    pub last_day: String,
    /// The same day, as it is sent back.
    pub shown: String,
    /// The zone in whose calendar it is counted.
    pub time_zone: String,
    /// The notice that the page is about, where it was given.
    pub given: Option<Given>,
    /// Why the person cannot do it, or take it back.
    pub why_not: Option<String>,
    /// Why the form was refused.
    pub refusal: Option<Refusal>,
}

/// What the page of a step shows, by the step's code.
#[server(prefix = "/api/app", endpoint = "subscription/page")]
pub async fn load_subscription(id: String, step: String) -> Result<SubscriptionData, AppError> {
    use domain::account::Capability;
    use domain::subscription::Step;
    use hub::HubError;

    let (hub, actor) = crate::server::actor()?;
    let number = domain::ids::ChannelId::parse(&id).map_err(|_| HubError::NotFound)?;
    let step = Step::from_code(&step).ok_or(HubError::NotFound)?;
    let standing = hub::subscriptions::of_channel(&hub, &actor, &number).await?;
    let (given, back) = match step {
        Step::StopPaying => (standing.unpaid, Step::KeepPaying),
        Step::TakeOver => (standing.unpaid, Step::TakeOver),
        _ => (standing.cancelled, Step::TakeBack),
    };
    let next = if given.is_some() { back } else { step };
    let viewer = actor.organisation.kind();
    let refused =
        next.after(&standing.contract, viewer.into(), standing.today).err().map(|refused| refused.to_string());
    let may = actor.role.may(Capability::ManageBilling);
    let now = hub.clock.now();
    Ok(SubscriptionData {
        id,
        number: standing.number,
        client: standing.client.name,
        client_id: standing.client.id.to_string(),
        partner: standing.partner,
        viewer,
        last_day: standing.last_day.to_words(),
        shown: standing.last_day.to_string(),
        time_zone: standing.time_zone,
        given: given.map(|given| Given {
            last_day: given.last_day.to_words(),
            at: given.change.as_ref().map(|change| Moment::new(change.at, now)),
            by: given.change.map(|change| change.actor),
        }),
        why_not: refused.or_else(|| (!may).then(|| HubError::Forbidden.to_string())),
        refusal: crate::server::flash::take(super::act::PAGE).refusal,
    })
}
