//! The storage on both engines: `TEST_POSTGRES_URL` names the PostgreSQL server, see scripts/dev/postgres.sh.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod support;

mod clients;
mod export;
mod leases;
mod live_log;
mod notifications;
mod outbox;
mod paging;
mod paging_paths;
mod paging_tenants;
mod replan;
mod schema;
mod syncs;
mod templates;
mod webhooks;
mod writer;
mod writer_queue;
