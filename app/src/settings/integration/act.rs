//! What a partner does with its webhook.

use leptos::prelude::*;

use crate::error::AppError;

/// Says where events go, and with which headers.
#[server(prefix = "/api/app", endpoint = "integration/webhook/save")]
pub async fn save_webhook(
    /// The address.
    #[server(default)]
    address: String,
    /// One header a line.
    #[server(default)]
    headers: String,
) -> Result<(), AppError> {
    let form = crate::server::FormAt::new("webhook", PAGE).keep("address", &address).keep("headers", &headers);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let typed = hub::channel_webhooks::WebhookForm { address, headers };
        hub::partner_webhook::save_form(&hub, &actor, &typed).await?;
        Ok(format!("{PAGE}?notice=saved"))
    };
    form.settle(outcome).await
}

/// Sends a test event and shows what came back.
#[server(prefix = "/api/app", endpoint = "integration/webhook/test")]
pub async fn test_webhook() -> Result<(), AppError> {
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let answer = hub::partner_webhook::test(&hub, &actor).await?;
        crate::webhook::AnswerData::put(answer, ANSWER);
        Ok(format!("{PAGE}#webhook"))
    };
    crate::server::FormAt::new("webhook", PAGE).settle(outcome).await
}

/// Turns the webhook on or off.
#[server(prefix = "/api/app", endpoint = "integration/webhook/turn")]
pub async fn turn_webhook(
    /// `on` or `off`.
    #[server(default)]
    to: String,
) -> Result<(), AppError> {
    use hub::partner_webhook::Switch;

    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let (switch, notice) = if to == "on" { (Switch::On, "on") } else { (Switch::Off, "off") };
        hub::partner_webhook::turn(&hub, &actor, switch).await?;
        Ok(format!("{PAGE}?notice={notice}"))
    };
    crate::server::FormAt::new("webhook", PAGE).settle(outcome).await
}

/// Removes the webhook with its secret.
#[server(prefix = "/api/app", endpoint = "integration/webhook/remove")]
pub async fn remove_webhook() -> Result<(), AppError> {
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        hub::partner_webhook::remove(&hub, &actor).await?;
        Ok(format!("{PAGE}?notice=removed"))
    };
    crate::server::FormAt::new("webhook", PAGE).settle(outcome).await
}

/// Shows the signing secret once.
#[server(prefix = "/api/app", endpoint = "integration/secret/show")]
pub async fn show_secret() -> Result<(), AppError> {
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        put_secret(&hub::partner_webhook::reveal(&hub, &actor).await?);
        Ok(format!("{PAGE}#secret"))
    };
    crate::server::FormAt::new("secret", PAGE).settle(outcome).await
}

/// Makes a new signing secret, and shows it once.
#[server(prefix = "/api/app", endpoint = "integration/secret/rotate")]
pub async fn rotate_secret() -> Result<(), AppError> {
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        put_secret(&hub::partner_webhook::rotate(&hub, &actor).await?);
        Ok(format!("{PAGE}?notice=rotated#secret"))
    };
    crate::server::FormAt::new("secret", PAGE).settle(outcome).await
}

/// Where all of this stands.
#[cfg(feature = "ssr")]
pub(super) const PAGE: &str = "/settings/integration";
/// Under which the secret is left to the page.
#[cfg(feature = "ssr")]
pub(super) const SECRET: &str = "/settings/integration#secret";
/// Under which the answer to a test is left to the page.
#[cfg(feature = "ssr")]
pub(super) const ANSWER: &str = "/settings/integration#answer";

#[cfg(feature = "ssr")]
fn put_secret(secret: &hub::partner_webhook::SigningSecret) {
    let flash = crate::server::flash::Flash { refusal: None, secrets: vec![secret.reveal().to_owned()] };
    crate::server::flash::put(SECRET, flash);
}
