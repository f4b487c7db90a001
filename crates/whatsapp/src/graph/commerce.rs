//! What a number shows of its catalog (`/{number}/whatsapp_commerce_settings`; Meta, "Set commerce settings").

use domain::commerce::Commerce;
use reqwest::Method;
use serde::Deserialize;
use serde_json::json;

use super::pace::Scope;
use super::request::{Call, confirmed, read};
use super::{AccessToken, Graph, GraphError};
use crate::wire::{Flag, List, Nested};

impl Graph {
    /// What Meta has. A setting that it does not tell is as Meta begins with it.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn commerce(&self, number: &str, token: &AccessToken) -> Result<Commerce, GraphError> {
        #[derive(Deserialize, Default)]
        #[serde(default)]
        struct Wire {
            data: List<Nested<SettingsWire>>,
        }
        let call = Call::get(&[number, "whatsapp_commerce_settings"], token, Scope::Object(number));
        let wire: Wire = read(&self.send(&call).await?)?;
        Ok(wire.data.objects().next().map_or(Commerce::FIRST, |told| Commerce {
            is_catalog_visible: told.is_catalog_visible.0.unwrap_or(Commerce::FIRST.is_catalog_visible),
            is_cart_enabled: told.is_cart_enabled.0.unwrap_or(Commerce::FIRST.is_cart_enabled),
        }))
    }

    /// Sets both.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn set_commerce(&self, number: &str, wanted: Commerce, token: &AccessToken) -> Result<(), GraphError> {
        let body = json!({
            "is_catalog_visible": wanted.is_catalog_visible,
            "is_cart_enabled": wanted.is_cart_enabled,
        });
        let path = [number, "whatsapp_commerce_settings"];
        let call = Call::new(Method::POST, &path, token, Scope::Object(number)).json(&body);
        confirmed(&self.send(&call).await?, "the commerce settings were not changed")
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct SettingsWire {
    is_catalog_visible: Flag,
    is_cart_enabled: Flag,
}
