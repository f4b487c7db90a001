//! What a provider says unasked: that something has happened to a checkout or to a refund.

use domain::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;

use crate::names::{CheckoutId, RefundId};
use crate::signature;

/// The header that carries the signature of a notice.
pub const SIGNATURE_HEADER: &str = "stripe-signature";

/// What a notice is about. It says no more than this, since notices come late, twice and in any order: ask for the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Something has happened to a checkout.
    Checkout(CheckoutId),
    /// Something has happened to a refund.
    Refund(RefundId),
    /// Something that the hub does not follow. Answer it like the others, or the provider sends it again.
    Other,
}

/// Why a notice is not the provider's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoticeError {
    /// The header is not there.
    #[error("the request has no Stripe-Signature header")]
    Missing,
    /// The header cannot be read.
    #[error("the Stripe-Signature header is not `t=`, seconds, and `v1=` with 64 hexadecimal digits")]
    Malformed,
    /// Another secret, or another body.
    #[error("the signature does not fit the body: it was made with another secret, or the body was changed")]
    Mismatch,
    /// The time of sending is more than five minutes away.
    #[error("the notice was not sent within five minutes of now: check the clock of this machine")]
    Old,
    /// Signed, and still no notice.
    #[error("the body is not an event as Stripe describes it")]
    Unreadable,
}

/// A notice as it is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedNotice {
    /// The value of [`SIGNATURE_HEADER`].
    pub signature: String,
    /// JSON.
    pub body: Vec<u8>,
}

#[derive(Deserialize)]
struct Event {
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Object,
}

#[derive(Deserialize)]
struct Object {
    object: Option<String>,
    id: Option<String>,
}

impl Notice {
    /// Checks the signature, then reads. What is said about a checkout or a refund follows from the object that comes
    /// along, whatever the event is called.
    pub(crate) fn read(
        secret: &SecretString,
        header: Option<&str>,
        body: &[u8],
        now: Timestamp,
    ) -> Result<Self, NoticeError> {
        signature::verify(secret, header.ok_or(NoticeError::Missing)?, body, now)?;
        let event: Event = serde_json::from_slice(body).map_err(|_| NoticeError::Unreadable)?;
        let Object { object: Some(kind), id: Some(id) } = event.data.object else { return Ok(Self::Other) };
        match kind.as_str() {
            "checkout.session" => CheckoutId::parse(&id).map(Self::Checkout),
            "refund" => RefundId::parse(&id).map(Self::Refund),
            _ => Ok(Self::Other),
        }
        .map_err(|_| NoticeError::Unreadable)
    }
}
