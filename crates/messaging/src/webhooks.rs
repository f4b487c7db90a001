//! Where inbound messages go: the channel's own address, its account's, and further destinations.

pub mod account;
pub mod channel;
pub mod several;

use std::collections::BTreeMap;

use domain::webhook_address::{Headers, WebhookAddress};
use hub::channel_webhooks::Webhook;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// An address as callers write it.
#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    headers: Option<BTreeMap<String, String>>,
}

impl Given {
    /// The address; none where the text is empty, which takes the address away.
    fn read(self) -> Result<Option<Webhook>, Refusal> {
        let url =
            self.url.ok_or_else(|| Refusal::bad("The field url is missing. An empty one removes the address."))?;
        if url.trim().is_empty() {
            return Ok(None);
        }
        Ok(Some(Webhook { address: address(&url)?, headers: headers(self.headers.unwrap_or_default())? }))
    }
}

fn address(url: &str) -> Result<WebhookAddress, Refusal> {
    WebhookAddress::parse(url).map_err(|error| Refusal::bad(error.to_string()))
}

fn headers(given: BTreeMap<String, String>) -> Result<Headers, Refusal> {
    Headers::parse(given).map_err(|error| Refusal::bad(error.to_string()))
}

/// Address and headers as callers read them: both are always there.
fn shown(webhook: Option<&Webhook>) -> Map<String, Value> {
    let url = webhook.map_or("", |webhook| webhook.address.as_str());
    let headers = webhook.map_or_else(Map::new, |webhook| {
        webhook.headers.iter().map(|(name, value)| (name.to_owned(), value.into())).collect()
    });
    Map::from_iter([("url".to_owned(), url.into()), ("headers".to_owned(), headers.into())])
}
