//! WhatsApp Business Accounts: how they are connected and kept up to date.

mod connect;
mod failure;
mod sync;
mod sync_now;
pub(crate) mod token;

pub(crate) use failure::Failure;

pub use connect::{Connect, Connected, connect};
pub use store::wabas::SyncProgress;
pub use sync::{Synced, progress, sync, sync_next_due};
pub use sync_now::sync_now;
