//! Paying back.

use serde::{Deserialize, Serialize};

use crate::names::{PaymentRef, RefundId, RequestKey};
use crate::sum::Sum;

/// A refund to make. Everything in it belongs to the key: keep it, and send it again as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRefund {
    /// The hub's name of the request; the provider keeps it beside the refund.
    pub key: RequestKey,
    /// Which payment it goes against; the money goes back to where that came from.
    pub payment: PaymentRef,
    /// How much; its currency is the payment's.
    pub sum: Sum,
}

/// A refund that the provider has taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// The provider's name of it.
    pub id: RefundId,
    /// How it stands.
    pub state: RefundState,
}

/// How a refund stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefundState {
    /// It is on its way.
    Processing,
    /// The provider has paid it out. A bank can still send it back: it is `Failed` then, days later.
    PaidOut,
    /// The money is with the provider again. The reason is a sentence for a person.
    Failed(String),
}

/// Which refund is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhichRefund {
    /// The one of this name.
    Id(RefundId),
    /// The one that was asked for with this key, where the answer never arrived.
    Request {
        /// The key of the request.
        key: RequestKey,
        /// The payment that it went against.
        payment: PaymentRef,
    },
}
