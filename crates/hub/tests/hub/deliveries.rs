//! Deliveries to systems outside, with a real one at the other end.

mod events;
mod failures;
mod inbound;
mod listener;
mod manage;
mod schema;
mod support;
