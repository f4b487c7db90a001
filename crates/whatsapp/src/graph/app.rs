//! What the operator's check asks about the app itself.

use serde::Deserialize;

use super::pace::Scope;
use super::request::{Call, read};
use super::{Graph, GraphError};
use crate::webhook::FIELDS;
use crate::wire::{Flag, List, Nested, Text};

/// What Meta says about the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppFacts {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
}

/// Where Meta sends the app's webhooks (`GET /{app}/subscriptions`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookSubscription {
    /// The address.
    pub callback_url: String,
    /// Whether Meta sends anything; `None`: Meta did not say.
    pub active: Option<bool>,
    /// The fields that are subscribed: `messages`, `account_update`, …
    pub fields: Vec<String>,
}

impl WebhookSubscription {
    /// The fields that the hub needs and Meta does not send.
    pub fn missing(&self) -> Vec<&'static str> {
        FIELDS.into_iter().filter(|needed| !self.fields.iter().any(|field| field == needed)).collect()
    }
}

impl Graph {
    /// Whether Meta answers and takes the app's id and secret.
    ///
    /// # Errors
    /// [`GraphError`]; of kind `TokenRefused` when id and secret do not fit.
    pub async fn app_reachable(&self) -> Result<AppFacts, GraphError> {
        #[derive(Deserialize, Default)]
        #[serde(default)]
        struct Wire<'a> {
            #[serde(borrow)]
            id: Text<'a>,
            #[serde(borrow)]
            name: Text<'a>,
        }
        let token = self.app_token();
        let body = self.send(&Call::get(&[self.app_id()], &token, Scope::App).query("fields", "id,name")).await?;
        let wire: Wire<'_> = read(&body)?;
        Ok(AppFacts { id: wire.id.get().unwrap_or(self.app_id()).to_owned(), name: wire.name.owned() })
    }

    /// The app's subscription to the webhooks of WhatsApp Business Accounts; `None` when it has none.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn webhook_subscription(&self) -> Result<Option<WebhookSubscription>, GraphError> {
        let token = self.app_token();
        let body = self.send(&Call::get(&[self.app_id(), "subscriptions"], &token, Scope::App)).await?;
        let wire: ListWire<'_> = read(&body)?;
        let ours = wire.data.objects().find(|item| item.object.get() == Some("whatsapp_business_account"));
        Ok(ours.map(SubscriptionWire::subscription))
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ListWire<'a> {
    #[serde(borrow)]
    data: List<Nested<SubscriptionWire<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct SubscriptionWire<'a> {
    #[serde(borrow)]
    object: Text<'a>,
    #[serde(borrow)]
    callback_url: Text<'a>,
    active: Flag,
    #[serde(borrow)]
    fields: List<FieldWire<'a>>,
}

/// A field's name, alone or in an object with its version.
#[derive(Deserialize)]
#[serde(untagged)]
enum FieldWire<'a> {
    Named {
        #[serde(borrow)]
        name: Text<'a>,
    },
    Plain(#[serde(borrow)] Text<'a>),
}

impl SubscriptionWire<'_> {
    fn subscription(&self) -> WebhookSubscription {
        let fields = self.fields.0.iter().filter_map(|field| match field {
            FieldWire::Named { name } | FieldWire::Plain(name) => name.owned(),
        });
        WebhookSubscription {
            callback_url: self.callback_url.or_empty(),
            active: self.active.0,
            fields: fields.collect(),
        }
    }
}
