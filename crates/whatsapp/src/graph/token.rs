//! Access tokens, and what Meta says about one (`GET /debug_token`).

use std::fmt;

use domain::Timestamp;
use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::request::{Call, malformed, read};
use super::{Graph, GraphError, pace};
use crate::wire::{Flag, Int, List, Nested, Text};

/// An access token. It is never printed.
#[derive(Clone)]
pub struct AccessToken(SecretString);

impl AccessToken {
    /// From its text; spaces around it, such as the line break of a file, are dropped.
    pub fn new(token: &str) -> Self {
        Self(SecretString::from(token.trim()))
    }

    /// The token itself, to be sealed.
    pub fn into_secret(self) -> SecretString {
        self.0
    }

    pub(super) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<SecretString> for AccessToken {
    fn from(token: SecretString) -> Self {
        Self::new(token.expose_secret())
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

/// What Meta says about a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenFacts {
    /// The app it belongs to.
    pub app_id: Option<String>,
    /// Whether Meta takes it.
    pub validity: Validity,
    /// When it ends; `None` for tokens that do not.
    pub expires: Option<Timestamp>,
    /// What it may do: `whatsapp_business_management`, …
    pub scopes: Vec<String>,
}

/// Whether Meta takes a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Validity {
    /// It does.
    Valid,
    /// It does not.
    Refused {
        /// Why, in Meta's words.
        reason: Option<String>,
    },
}

impl Graph {
    /// What Meta says about a token.
    ///
    /// # Errors
    /// [`GraphError`]; a refused token is no error here.
    pub async fn debug_token(&self, token: &AccessToken) -> Result<TokenFacts, GraphError> {
        let app_token = self.app_token();
        let call = Call::new(Method::GET, &["debug_token"], &app_token, pace::Scope::App)
            .secret_query("input_token", token.expose());
        let body = self.send(&call).await?;
        let wire: DebugWire<'_> = read(&body)?;
        wire.data.0.as_ref().map(DataWire::facts).ok_or_else(|| malformed("the token's facts are missing"))
    }

    /// The app's own token: its id and secret (Graph API, access tokens).
    pub(super) fn app_token(&self) -> AccessToken {
        let config = &self.inner.config;
        AccessToken::new(&format!("{}|{}", config.app_id, config.app_secret.expose_secret()))
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
    app_id: Text<'a>,
    is_valid: Flag,
    expires_at: Int,
    #[serde(borrow)]
    scopes: List<Text<'a>>,
    #[serde(borrow)]
    error: Nested<ReasonWire<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ReasonWire<'a> {
    #[serde(borrow)]
    message: Text<'a>,
}

impl DataWire<'_> {
    fn facts(&self) -> TokenFacts {
        let reason = self.error.0.as_ref().and_then(|error| error.message.owned());
        TokenFacts {
            app_id: self.app_id.owned(),
            validity: if self.is_valid.0 == Some(true) { Validity::Valid } else { Validity::Refused { reason } },
            expires: self.expires_at.0.filter(|seconds| 0 < *seconds).map(Timestamp::from_seconds),
            scopes: self.scopes.0.iter().filter_map(Text::owned).collect(),
        }
    }
}
