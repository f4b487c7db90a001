//! Saying where the messages of a number go.

use leptos::prelude::*;

use crate::error::AppError;

/// Gives the number an address of its own.
#[server(prefix = "/api/app", endpoint = "number-webhook/save")]
pub async fn save_number_webhook(
    /// The number, by its id.
    #[server(default)]
    number: String,
    /// The address.
    #[server(default)]
    address: String,
    /// One header a line.
    #[server(default)]
    headers: String,
) -> Result<(), AppError> {
    let page = self::address(&number);
    let form = crate::server::FormAt::new("webhook", PAGE).keep("address", &address).keep("headers", &headers);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let id = domain::ids::ChannelId::parse(&number).map_err(|_| hub::HubError::NotFound)?;
        let typed = hub::channel_webhooks::WebhookForm { address, headers };
        hub::channel_webhooks::save(&hub, &actor, &id, &typed).await?;
        Ok(format!("{page}?notice=saved"))
    };
    form.back_to(page.clone()).settle(outcome).await
}

/// Takes the number's own address away.
#[server(prefix = "/api/app", endpoint = "number-webhook/remove")]
pub async fn take_number_webhook(
    /// The number, by its id.
    #[server(default)]
    number: String,
) -> Result<(), AppError> {
    let page = address(&number);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let id = domain::ids::ChannelId::parse(&number).map_err(|_| hub::HubError::NotFound)?;
        hub::channel_webhooks::take_away(&hub, &actor, &id).await?;
        Ok(format!("{page}?notice=removed"))
    };
    crate::server::FormAt::new("webhook", PAGE).back_to(page.clone()).settle(outcome).await
}

/// Sends a test message to the number's own address.
#[server(prefix = "/api/app", endpoint = "number-webhook/test")]
pub async fn test_number_webhook(
    /// The number, by its id.
    #[server(default)]
    number: String,
) -> Result<(), AppError> {
    let page = address(&number);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let id = domain::ids::ChannelId::parse(&number).map_err(|_| hub::HubError::NotFound)?;
        let answer = hub::channel_webhooks::test(&hub, &actor, &id).await?;
        crate::webhook::AnswerData::put(answer, &left(&page));
        Ok(page.clone())
    };
    crate::server::FormAt::new("webhook", PAGE).back_to(page.clone()).settle(outcome).await
}

/// Where the forms stand.
#[cfg(feature = "ssr")]
pub(super) const PAGE: &str = "/numbers/webhook";

/// The page of a number's webhook.
#[cfg(feature = "ssr")]
pub(super) fn address(number: &str) -> String {
    format!("/numbers/{number}/webhook")
}

/// Under which the answer to a test is left to the page.
#[cfg(feature = "ssr")]
pub(super) fn left(page: &str) -> String {
    format!("{page}#answer")
}
