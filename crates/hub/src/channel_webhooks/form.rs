//! A webhook as a person types it.

use domain::webhook_address::{Headers, WebhookAddress};

use super::Webhook;
use crate::HubError;

/// What is typed about a webhook.
#[derive(Clone, Debug, Default)]
pub struct WebhookForm {
    /// The address.
    pub address: String,
    /// One header a line; values that are hidden stay as they are.
    pub headers: String,
}

impl WebhookForm {
    /// Reads what was typed over these headers.
    pub(crate) fn read(&self, present: &Headers) -> Result<Webhook, HubError> {
        let address = WebhookAddress::parse(&self.address).map_err(|error| HubError::invalid("address", error))?;
        let headers = present.changed_by_lines(&self.headers).map_err(|error| HubError::invalid("headers", error))?;
        Ok(Webhook { address, headers })
    }
}
