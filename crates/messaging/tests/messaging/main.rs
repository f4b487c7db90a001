//! The messaging API as a client's software meets it: over HTTP, with a simulator in the place of Meta, on both
//! engines. `TEST_POSTGRES_URL` names the PostgreSQL server, see scripts/dev/postgres.sh.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod keys;
mod legacy;
mod media;
mod messages;
mod number;
mod support;
mod sweep;
mod templates;
mod webhooks;
