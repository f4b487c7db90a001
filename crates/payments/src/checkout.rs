//! Taking a payment.

use domain::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::names::{CheckoutId, PaymentRef, RequestKey};
use crate::sum::Charge;

/// A payment to begin. Everything in it belongs to the key: keep it, and send it again as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCheckout {
    /// The hub's name of the request; the provider keeps it beside the payment.
    pub key: RequestKey,
    /// What is paid.
    pub charge: Charge,
    /// What it is paid for, as the payer reads it: one line, of which 250 characters are shown.
    pub title: String,
    /// Where the payer is sent after paying. That somebody comes there proves nothing: ask for the state.
    #[serde(with = "address")]
    pub success: Url,
    /// Where the payer is sent back to without paying.
    #[serde(with = "address")]
    pub cancel: Url,
    /// Until when it can be paid: Stripe takes 30 minutes to 24 hours from now, counted in whole seconds.
    pub expires_at: Timestamp,
}

/// A checkout that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkout {
    /// The provider's name of it.
    pub id: CheckoutId,
    /// The provider's page where it is paid.
    pub url: Url,
}

/// How a checkout stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckoutState {
    /// It can be paid.
    Open,
    /// The payer is done and the bank is not, as with direct debits: it becomes `Paid` or `Expired` within days.
    Processing,
    /// All of it is paid.
    Paid {
        /// What a refund goes against.
        payment: PaymentRef,
    },
    /// Nothing was paid, and nothing will be.
    Expired,
}

/// Addresses as text.
mod address {
    use serde::{Deserialize, Deserializer, Serializer, de};
    use url::Url;

    pub(super) fn serialize<S: Serializer>(url: &Url, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(url.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
        Url::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
