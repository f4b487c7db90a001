//! The simulator over real HTTP, as the hub meets it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod controls;
mod errors;
mod faults;
mod fields;
mod paging;
mod support;
mod tokens;
mod webhooks;
