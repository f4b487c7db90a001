//! The end of a number's subscription: the client cancels it, the partner stops to pay, the client takes over.

mod act;
pub(crate) mod cancel;
mod frame;
mod load;
pub(crate) mod payment;
pub(crate) mod take_over;

pub use act::{SetSubscription, set_subscription};
pub use load::{Given, SubscriptionData, load_subscription};
