//! Numbers, accounts and what Meta tells of them, on both engines and over real HTTP: the simulator answers as
//! Graph and sends signed webhooks. `TEST_POSTGRES_URL` names the PostgreSQL server, see scripts/dev/postgres.sh.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod support;

mod api_key_race;
mod api_keys;
mod balance;
mod channel_webhooks;
mod charges;
mod commerce;
mod connect;
mod deletions;
mod deliveries;
mod details;
mod download;
mod first_sync;
mod funds;
mod live;
mod message_statuses;
mod milestones;
mod notifications;
mod permissions;
mod profiles;
mod subscriptions;
mod sync_failures;
mod sync_now;
mod templates;
mod tidy;
mod tokens;
mod webhook_accounts;
mod webhook_intake;
mod webhook_numbers;
