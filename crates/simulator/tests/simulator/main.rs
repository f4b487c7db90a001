//! The simulator over real HTTP, as the hub meets it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod attachments;
mod controls;
mod dialog;
mod errors;
mod faults;
mod fields;
mod messages;
mod paging;
mod profiles;
mod support;
mod template_creation;
mod template_edits;
mod template_events;
mod template_lists;
mod template_reviews;
mod tokens;
mod uploads;
mod webhooks;
