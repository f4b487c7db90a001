//! A WhatsApp Business Account.

use serde_json::{Map, Value};
use url::Url;

use crate::wire;

/// A WhatsApp Business Account. Statuses are open strings, as on the wire.
#[derive(Clone)]
pub(crate) struct Waba {
    pub id: String,
    pub name: String,
    pub owner_business: String,
    /// The classic signup, where the partner owns the account on behalf of the client.
    pub on_behalf_of: Option<OnBehalfOf>,
    pub currency: String,
    pub timezone_id: u32,
    pub country: String,
    pub creation_time: i64,
    pub status: String,
    pub account_review_status: String,
    pub message_template_namespace: String,
    /// `None` when no payment method is attached.
    pub primary_funding_id: Option<String>,
    /// Whether our app gets this account's webhooks.
    pub subscription: Option<AppSubscription>,
    /// In the order they were added.
    pub numbers: Vec<String>,
    /// In the order they were added.
    pub templates: Vec<String>,
    /// What Meta sends unasked and documents nowhere.
    pub extra: Map<String, Value>,
}

/// For whom a partner holds an account, and whether that client has agreed.
#[derive(Clone)]
pub(crate) struct OnBehalfOf {
    pub business: String,
    /// SUBMITTED, APPROVED, REJECTED, DENIED.
    pub status: String,
}

/// The subscription of our app to one WABA.
#[derive(Clone, Default)]
pub(crate) struct AppSubscription {
    /// Where `messages` webhooks of this account go instead.
    pub override_callback_uri: Option<Url>,
}

impl Waba {
    /// An approved account in dollars, shared by its owner.
    pub fn new(id: &str, name: &str, owner_business: &str, creation_time: i64) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            owner_business: owner_business.to_owned(),
            on_behalf_of: None,
            currency: "USD".to_owned(),
            timezone_id: 1,
            country: "US".to_owned(),
            creation_time,
            status: "ACTIVE".to_owned(),
            account_review_status: "APPROVED".to_owned(),
            message_template_namespace: wire::namespace(id),
            primary_funding_id: Some(format!("7{}", id.get(1..).unwrap_or_default())),
            subscription: None,
            numbers: Vec::new(),
            templates: Vec::new(),
            extra: Map::new(),
        }
    }

    /// The business that the account is for.
    pub fn client_business(&self) -> &str {
        self.on_behalf_of.as_ref().map_or(&self.owner_business, |obo| &obo.business)
    }
}
