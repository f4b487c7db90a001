//! The only crate of the hub that knows a payment provider: where a payer pays, how a payment stands, what is paid back.
//!
//! A call that ends without a clear answer may have happened ([`GatewayError::Unclear`]). It is settled by asking again:
//! the same request with the same [`RequestKey`] is one payment, or one refund, however often it is sent. A request with a
//! new key is a new one, and never the answer to a silence.

mod checkout;
mod error;
mod gateway;
mod names;
mod notice;
mod refund;
pub mod sandbox;
mod signature;
mod stripe;
mod sum;

pub use checkout::{Checkout, CheckoutState, NewCheckout};
pub use error::GatewayError;
pub use gateway::Gateway;
pub use names::{CheckoutId, InvalidName, PaymentRef, RefundId, RequestKey};
pub use notice::{Notice, NoticeError, SIGNATURE_HEADER, SignedNotice};
pub use refund::{NewRefund, Refund, RefundState, WhichRefund};
pub use sandbox::Sandbox;
pub use stripe::{STRIPE_VERSION, Stripe, StripeConfig};
pub use sum::{Charge, InvalidSum, Sum};
