//! What the page shows.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::Refusal;
use crate::webhook::{AnswerData, AttemptItem};
use crate::words::Moment;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntegrationData {
    /// The id of the partner.
    pub partner_id: String,
    /// Whether the person is an owner.
    pub owner: bool,
    /// The webhook, where there is one.
    pub webhook: Option<WebhookData>,
    /// What came back from a test just now. It is shown this once.
    pub answer: Option<AnswerData>,
    /// The signing secret, where the person has just asked for it. It is shown this once.
    pub secret: Option<String>,
    /// Why a form was refused.
    pub refusal: Option<Refusal>,
}

/// The webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookData {
    /// Where events go.
    pub address: String,
    /// What goes along, a line each, without the values.
    pub headers: String,
    /// Whether it is used.
    pub on: bool,
    /// Until when the secret before the present one signs as well.
    pub old_secret_until: Option<Moment>,
    /// The newest attempts, newest first.
    pub attempts: Vec<AttemptItem>,
}

/// What the page shows.
#[server(prefix = "/api/app", endpoint = "integration/page")]
pub async fn load_integration() -> Result<IntegrationData, AppError> {
    use super::act::{ANSWER, PAGE, SECRET};
    use crate::server::flash;
    use domain::account::Capability;

    let (hub, actor) = crate::server::actor()?;
    let session = crate::server::signed_in()?;
    let now = hub.clock.now();
    let seen = hub::partner_webhook::show(&hub, &actor).await?;
    Ok(IntegrationData {
        partner_id: session.organisation_id,
        owner: actor.role.may(Capability::ManageSecrets),
        webhook: seen.map(|seen| WebhookData {
            address: seen.address.as_str().to_owned(),
            headers: seen.headers.hidden_lines(),
            on: seen.switch == hub::partner_webhook::Switch::On,
            old_secret_until: seen.old_secret_until.map(|until| Moment::new(until, now)),
            attempts: seen.attempts.into_iter().map(|one| AttemptItem::new(one, now)).collect(),
        }),
        answer: AnswerData::take(ANSWER),
        secret: flash::take(SECRET).secrets.into_iter().next(),
        refusal: flash::take(PAGE).refusal,
    })
}
