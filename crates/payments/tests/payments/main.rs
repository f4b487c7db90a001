//! The crate from outside: Stripe as its reference describes it, on good and bad days, and the sandbox in its place.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod checkouts;
mod errors;
mod notices;
mod refunds;
mod sandbox;
mod sandbox_refunds;
mod server;
