//! The one face of all providers.

use domain::Timestamp;

use crate::checkout::{Checkout, CheckoutState, NewCheckout};
use crate::error::GatewayError;
use crate::names::CheckoutId;
use crate::notice::{Notice, NoticeError};
use crate::refund::{NewRefund, Refund, WhichRefund};
use crate::sandbox::Sandbox;
use crate::stripe::Stripe;

/// Where money is taken and paid back. Clones share everything.
#[derive(Clone)]
pub enum Gateway {
    /// Stripe.
    Stripe(Stripe),
    /// A stand-in without money, for the demo and for tests.
    Sandbox(Sandbox),
}

impl Gateway {
    /// Begins a payment and answers with the provider's page where the payer pays it. The same request with the same key
    /// is the same checkout, for as long as it can be paid.
    ///
    /// # Errors
    /// [`GatewayError`]. After [`GatewayError::Unclear`] nobody knows the page, so nothing can have been paid on it: the
    /// same request may be sent again, or be forgotten.
    pub async fn begin(&self, checkout: &NewCheckout) -> Result<Checkout, GatewayError> {
        match self {
            Self::Stripe(stripe) => stripe.begin(checkout).await,
            Self::Sandbox(sandbox) => sandbox.begin(checkout).await,
        }
    }

    /// How a checkout stands.
    ///
    /// # Errors
    /// [`GatewayError`]; a checkout that the provider does not know is refused. What is refused is the question: a payer may
    /// still have paid.
    pub async fn checkout(&self, id: &CheckoutId) -> Result<CheckoutState, GatewayError> {
        match self {
            Self::Stripe(stripe) => stripe.checkout(id).await,
            Self::Sandbox(sandbox) => sandbox.checkout(id).await,
        }
    }

    /// Pays back to where a payment came from. The same request with the same key is one refund, whenever it is sent: the
    /// provider is asked for it first.
    ///
    /// # Errors
    /// [`GatewayError`]. After [`GatewayError::Unclear`] the money may be on its way: send the same request again, or ask
    /// with [`WhichRefund::Request`], until the answer is clear.
    pub async fn refund(&self, refund: &NewRefund) -> Result<Refund, GatewayError> {
        match self {
            Self::Stripe(stripe) => stripe.refund(refund).await,
            Self::Sandbox(sandbox) => sandbox.refund(refund).await,
        }
    }

    /// How a refund stands; `None` where the provider knows of none. Right after an unclear answer `None` is not yet a
    /// reason to give up, since the request may still be on its way: send the same request again.
    ///
    /// # Errors
    /// [`GatewayError::Unclear`] only: whatever hinders the question says nothing about the refund.
    pub async fn refund_state(&self, which: &WhichRefund) -> Result<Option<Refund>, GatewayError> {
        match self {
            Self::Stripe(stripe) => stripe.refund_state(which).await,
            Self::Sandbox(sandbox) => sandbox.refund_state(which).await,
        }
        .map_err(GatewayError::of_question)
    }

    /// Checks that a webhook is the provider's and says what it is about. `signature` is the header
    /// [`SIGNATURE_HEADER`](crate::SIGNATURE_HEADER), `body` what arrived, unparsed.
    ///
    /// # Errors
    /// [`NoticeError`].
    pub fn read_notice(&self, signature: Option<&str>, body: &[u8], now: Timestamp) -> Result<Notice, NoticeError> {
        let secret = match self {
            Self::Stripe(stripe) => stripe.webhook_secret(),
            Self::Sandbox(sandbox) => sandbox.secret(),
        };
        Notice::read(secret, signature, body, now)
    }
}
