//! Which accounts send their webhooks to the app (`/{waba}/subscribed_apps`; Meta, "Webhooks, create an endpoint").

use reqwest::Method;
use serde::Deserialize;

use super::pace::Scope;
use super::request::{Call, confirmed, read};
use super::{AccessToken, Graph, GraphError};
use crate::wire::{List, Nested, Text};

impl Graph {
    /// Subscribes the app to an account's webhooks; a second time changes nothing.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn subscribe_app(&self, waba: &str, token: &AccessToken) -> Result<(), GraphError> {
        let call = Call::new(Method::POST, &[waba, "subscribed_apps"], token, Scope::Object(waba));
        let body = self.send(&call).await?;
        confirmed(&body, "the app was not subscribed to the account's webhooks")
    }

    /// Whether the app gets an account's webhooks.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn subscribed(&self, waba: &str, token: &AccessToken) -> Result<bool, GraphError> {
        let call = Call::get(&[waba, "subscribed_apps"], token, Scope::Object(waba));
        let body = self.send(&call).await?;
        let wire: ListWire<'_> = read(&body)?;
        Ok(wire.data.objects().any(|app| app.id() == Some(self.app_id())))
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ListWire<'a> {
    #[serde(borrow)]
    data: List<Nested<SubscribedWire<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct SubscribedWire<'a> {
    #[serde(borrow)]
    whatsapp_business_api_data: Nested<AppWire<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct AppWire<'a> {
    #[serde(borrow)]
    id: Text<'a>,
}

impl SubscribedWire<'_> {
    fn id(&self) -> Option<&str> {
        self.whatsapp_business_api_data.0.as_ref()?.id.get()
    }
}
