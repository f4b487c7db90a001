//! What the page shows.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::Refusal;
use crate::numbers::number::Head;
use crate::webhook::{AnswerData, AttemptItem};

/// Where the messages of a number go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberWebhookData {
    /// What stands on every page.
    pub head: Head,
    /// The number's own address; only host and port for whom it is not theirs to change.
    pub address: Option<String>,
    /// What goes along, a line each, without the values.
    pub headers: String,
    /// Host and port of the account's address, where that is used.
    pub of_account: Option<String>,
    /// Host and port of each further destination that is used.
    pub further: Vec<String>,
    /// Why the person cannot change it; empty where that is possible.
    pub why_not: Vec<String>,
    /// The newest attempts, newest first.
    pub attempts: Vec<AttemptItem>,
    /// What came back from a test just now. It is shown this once.
    pub answer: Option<AnswerData>,
    /// Why a form was refused.
    pub refusal: Option<Refusal>,
}

/// Where the messages of a number go.
#[server(prefix = "/api/app", endpoint = "number-webhook/page")]
pub async fn load_number_webhook(id: String) -> Result<NumberWebhookData, AppError> {
    use super::act::{PAGE, address, left};

    let (hub, actor) = crate::server::actor()?;
    let head = crate::numbers::number::load_head(&hub, &actor, &id).await?;
    let channel = domain::ids::ChannelId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    let (shown, now) = (hub::channel_webhooks::show(&hub, &actor, &channel).await?, hub.clock.now());
    let own = shown.own.map(|own| {
        let address = if shown.why_not.is_empty() { own.address.as_str() } else { own.address.place() };
        (address.to_owned(), own.headers.hidden_lines())
    });
    let (own_address, headers) = own.unzip();
    Ok(NumberWebhookData {
        head,
        address: own_address,
        headers: headers.unwrap_or_default(),
        of_account: shown.of_account,
        further: shown.further,
        why_not: shown.why_not,
        attempts: shown.attempts.into_iter().map(|one| AttemptItem::new(one, now)).collect(),
        answer: AnswerData::take(&left(&address(&id))),
        refusal: crate::server::flash::take(PAGE).refusal,
    })
}
