//! Notifications: what has happened to the organisation's numbers and accounts, and what of it is read.

mod filters;
pub(crate) mod happening;
pub(crate) mod list;
mod load;
mod query;

pub use load::{NotificationsData, load_notifications, mark_all_read, mark_read};
