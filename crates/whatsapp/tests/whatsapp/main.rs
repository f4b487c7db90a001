//! The crate from outside: published examples, a server that behaves like Meta on good and bad days, and bodies
//! that nobody would send.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod answers;
mod arbitrary;
mod calls;
mod dedupe;
mod errors;
mod examples;
mod graph;
mod retry;
mod server;
mod signup;
mod template_calls;
mod templates;
mod uploads;
mod webhooks;
mod webhooks_templates;
