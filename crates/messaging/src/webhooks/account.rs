//! `/waba_webhook`: the address of all numbers of the account that have none of their own.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use hub::Hub;
use hub::channel_webhooks::{Overridden, Override, of_account, set_of_account};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Given, shown};
use crate::body;
use crate::key::Key;
use crate::refusal::Refusal;

#[derive(Deserialize)]
struct Wanted {
    #[serde(flatten)]
    webhook: Given,
    #[serde(default)]
    override_all: Option<bool>,
}

/// The address, its headers, and whose they are.
pub async fn show(State(hub): State<Hub>, Key(caller): Key) -> Result<Json<Value>, Refusal> {
    let account = of_account(&hub, &caller).await?;
    let mut answer = shown(account.webhook.as_ref());
    answer.insert("waba_id".to_owned(), account.external_id.into());
    answer.insert("phone_numbers".to_owned(), account.numbers.into());
    Ok(Json(answer.into()))
}

/// Sets it; with `override_all` the numbers lose their own addresses.
pub async fn set(State(hub): State<Hub>, Key(caller): Key, body: Body) -> Result<Json<Value>, Refusal> {
    let given = body::json::<Wanted>(body).await?;
    let others = if given.override_all == Some(true) { Override::All } else { Override::Keep };
    let webhook = given.webhook.read()?;
    let done = if webhook.is_some() { "set" } else { "removed" };
    let Overridden(lost) = set_of_account(&hub, &caller, webhook, others).await?;
    let more = if lost == 0 { String::new() } else { format!(" {lost} numbers no longer have one of their own.") };
    Ok(Json(json!({ "message": format!("The webhook of the account is {done}.{more}") })))
}
