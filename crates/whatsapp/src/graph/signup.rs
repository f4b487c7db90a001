//! Signing a business up (Meta, "Embedded Signup"; "Onboarding customers as a Solution Partner"): the dialog's address,
//! the code for a token, the accounts that it opens, the registration of a number.

use reqwest::Method;
use serde::Deserialize;
use serde_json::json;
use url::Url;

use super::pace::Scope;
use super::request::{Call, confirmed, malformed, read};
use super::{AccessToken, Graph, GraphError};
use crate::wire::{List, Nested, Text};

/// The permission whose targets are the accounts that the business has shared.
const MANAGEMENT: &str = "whatsapp_business_management";

impl Graph {
    /// Where a business signs up: the OAuth dialog, which leads back to `redirect` with a code and with `state`.
    /// `config` is the configuration of Facebook Login for Business; a number of which the id is given in `preverified`
    /// needs no code ("Pre-verified phone numbers").
    pub fn signup_dialog(&self, config: &str, redirect: &Url, state: &str, preverified: Option<&str>) -> Url {
        let setup = preverified.map_or_else(|| json!({}), |id| json!({ "preVerifiedPhone": { "ids": [id] } }));
        let extras = json!({ "setup": setup, "sessionInfoVersion": "3" });
        let set_up = &self.inner.config;
        let mut url = set_up.dialog_url.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend([set_up.version.as_str(), "dialog", "oauth"]);
        }
        url.query_pairs_mut()
            .append_pair("client_id", self.app_id())
            .append_pair("redirect_uri", redirect.as_str())
            .append_pair("response_type", "code")
            .append_pair("config_id", config)
            .append_pair("override_default_response_type", "true")
            .append_pair("extras", &extras.to_string())
            .append_pair("state", state);
        url
    }

    /// Gives the dialog's code for the business's token. `redirect` is what the dialog was given.
    ///
    /// # Errors
    /// [`GraphError`]: a code is good once, and for about half a minute.
    pub async fn exchange_code(&self, code: &str, redirect: &Url) -> Result<AccessToken, GraphError> {
        #[derive(Deserialize, Default)]
        #[serde(default)]
        struct Wire<'a> {
            #[serde(borrow)]
            access_token: Text<'a>,
        }
        let token = self.app_token();
        let secret = self.inner.config.app_secret.clone();
        let call = Call::get(&["oauth", "access_token"], &token, Scope::App)
            .query("client_id", self.app_id())
            .query("redirect_uri", redirect.as_str())
            .query("code", code)
            .secret_query("client_secret", secrecy::ExposeSecret::expose_secret(&secret));
        let body = self.send(&call).await?;
        let wire: Wire<'_> = read(&body)?;
        wire.access_token.get().map(AccessToken::new).ok_or_else(|| malformed("the access token is missing"))
    }

    /// Meta's ids of the accounts that a business has shared by signing up.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn shared_accounts(&self, token: &AccessToken) -> Result<Vec<String>, GraphError> {
        let app_token = self.app_token();
        let call = Call::get(&["debug_token"], &app_token, Scope::App).secret_query("input_token", token.expose());
        let body = self.send(&call).await?;
        let wire: DebugWire<'_> = read(&body)?;
        let data = wire.data.0.ok_or_else(|| malformed("the token's facts are missing"))?;
        let mut accounts: Vec<String> = Vec::new();
        for scope in data.granular_scopes.objects().filter(|scope| scope.scope.get() == Some(MANAGEMENT)) {
            for id in scope.target_ids.0.iter().filter_map(Text::owned) {
                if !accounts.contains(&id) {
                    accounts.push(id);
                }
            }
        }
        Ok(accounts)
    }

    /// Registers a number for the Cloud API (`POST /{number}/register`). The six digits become the PIN of its two-step
    /// verification, or have to be that PIN where it has one.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn register_number(&self, number: &str, pin: &str, token: &AccessToken) -> Result<(), GraphError> {
        let body = json!({ "messaging_product": "whatsapp", "pin": pin });
        let call = Call::new(Method::POST, &[number, "register"], token, Scope::Object(number)).json(&body);
        confirmed(&self.send(&call).await?, "the number was not registered")
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct DebugWire<'a> {
    #[serde(borrow)]
    data: Nested<DataWire<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct DataWire<'a> {
    #[serde(borrow)]
    granular_scopes: List<Nested<ScopeWire<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ScopeWire<'a> {
    #[serde(borrow)]
    scope: Text<'a>,
    #[serde(borrow)]
    target_ids: List<Text<'a>>,
}
