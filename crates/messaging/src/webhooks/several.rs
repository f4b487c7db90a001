//! `/multi_webhook`: further destinations of the channel.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use domain::text::Name;
use hub::Hub;
use hub::channel_webhooks::{self, Change, NamedWebhook, Several, Webhook};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{address, headers, shown};
use crate::body;
use crate::key::Key;
use crate::refusal::Refusal;

#[derive(Deserialize)]
struct Destination {
    name: String,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    headers: Option<BTreeMap<String, String>>,
}

impl Destination {
    fn name(&self) -> Result<Name, Refusal> {
        Name::parse(&self.name).map_err(|error| Refusal::bad(error.to_string()))
    }

    fn change(self) -> Result<(Name, Change), Refusal> {
        let name = self.name()?;
        let change = Change {
            address: self.url.as_deref().map(address).transpose()?,
            headers: self.headers.map(headers).transpose()?,
        };
        Ok((name, change))
    }

    fn whole(self) -> Result<NamedWebhook, Refusal> {
        let name = self.name()?;
        let url = self.url.ok_or_else(|| Refusal::bad(format!("The destination {name} has no url.")))?;
        let webhook = Webhook { address: address(&url)?, headers: headers(self.headers.unwrap_or_default())? };
        Ok(NamedWebhook { name, webhook })
    }
}

#[derive(Deserialize)]
struct Switch {
    enabled: bool,
    #[serde(default)]
    destinations: Option<Vec<Destination>>,
}

/// Destinations in a list, as POST and GET have them, or one by itself.
#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    destinations: Option<Vec<Destination>>,
    #[serde(flatten)]
    single: Map<String, Value>,
}

impl Given {
    fn list(self) -> Result<Vec<Destination>, Refusal> {
        if let Some(list) = self.destinations.filter(|list| !list.is_empty()) {
            return Ok(list);
        }
        let single = serde_json::from_value(self.single.into());
        Ok(vec![single.map_err(|_| Refusal::bad("Name a destination: {\"name\":\"bot\",\"url\":\"https://…\"}."))?])
    }
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

fn whole(destinations: Vec<Destination>) -> Result<Vec<NamedWebhook>, Refusal> {
    destinations.into_iter().map(Destination::whole).collect()
}

fn done(message: &str) -> Json<Value> {
    Json(json!({ "message": message }))
}

/// Whether they are on, and the destinations.
pub async fn show(State(hub): State<Hub>, Key(caller): Key) -> Result<Json<Value>, Refusal> {
    let all = channel_webhooks::several(&hub, &caller).await?;
    let destination = |one: &NamedWebhook| {
        let mut shown = shown(Some(&one.webhook));
        shown.insert("name".to_owned(), one.name.as_str().into());
        Value::from(shown)
    };
    let destinations: Vec<Value> = all.list.iter().map(destination).collect();
    Ok(Json(json!({ "enabled": all.several == Several::On, "destinations": destinations })))
}

/// Switches them on or off, and takes destinations along.
pub async fn switch(State(hub): State<Hub>, Key(caller): Key, body: Body) -> Result<Json<Value>, Refusal> {
    let given = body::json::<Switch>(body).await?;
    let more = whole(given.destinations.unwrap_or_default())?;
    channel_webhooks::switch(&hub, &caller, given.enabled.into(), more).await?;
    Ok(done(if given.enabled { "Several webhooks are enabled." } else { "Several webhooks are disabled." }))
}

/// Adds destinations.
pub async fn add(State(hub): State<Hub>, Key(caller): Key, body: Body) -> Result<Json<Value>, Refusal> {
    let more = whole(body::json::<Given>(body).await?.list()?)?;
    channel_webhooks::add(&hub, &caller, more).await?;
    Ok(done("The destinations are added."))
}

/// Changes the destinations of these names.
pub async fn change(State(hub): State<Hub>, Key(caller): Key, body: Body) -> Result<Json<Value>, Refusal> {
    let changes = body::json::<Given>(body).await?.list()?.into_iter().map(Destination::change);
    channel_webhooks::change(&hub, &caller, changes.collect::<Result<_, _>>()?).await?;
    Ok(done("The destination is changed."))
}

/// Takes the destination of a name away.
pub async fn remove(State(hub): State<Hub>, Key(caller): Key, body: Body) -> Result<Json<Value>, Refusal> {
    let Named { name } = body::json(body).await?;
    let name = Name::parse(&name).map_err(|error| Refusal::bad(error.to_string()))?;
    channel_webhooks::remove(&hub, &caller, name).await?;
    Ok(done("The destination is removed."))
}
