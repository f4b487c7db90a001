//! Objects as partners' systems read them, in webhooks and in the Partner API alike. The names are those that existing
//! integrations know; what the hub does not have is `null`, so that every key is always there.

mod account;
mod channel;
mod client;
mod event;
mod template;

pub use account::WireAccount;
pub use channel::WireChannel;
pub use client::{WireClient, WireContact};
pub use event::{Envelope, Subject, TEST_EVENT, data, test_data};
pub use template::WireTemplate;

use domain::Timestamp;
use domain::time::Date;

/// A moment, or `null`.
fn moment(at: Option<Timestamp>) -> Option<String> {
    at.map(Timestamp::to_rfc3339)
}

/// The first moment of a day in UTC.
fn first_moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// Meta's word in lower case.
fn lower(code: &str) -> String {
    code.to_lowercase()
}
