//! The simulator over real HTTP, as the hub meets it.

mod controls;
mod errors;
mod faults;
mod fields;
mod paging;
mod support;
mod tokens;
mod webhooks;
