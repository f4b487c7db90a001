//! The use cases of the hub: who may do what, in one transaction, with its audit entry and its events.
//!
//! Each use case is a function that takes the [`Hub`] and, where a person acts, the
//! [`domain::account::Actor`]. It reads like the sentence in the specification: check, load, apply the
//! rule of `domain`, write, commit. Calls to the outside never happen inside a transaction.

pub mod accounts;
pub mod api_keys;
pub mod balance;
pub mod calendar;
pub mod channel_webhooks;
pub mod channels;
pub mod charges;
pub mod clock;
pub mod commerce;
pub mod confirmation;
pub mod deletions;
pub mod deliveries;
pub mod error;
mod events;
pub mod funds;
pub mod housekeeping;
pub mod live;
pub mod logos;
pub mod mail;
pub mod messaging;
pub mod notifications;
pub mod onboarding;
pub mod partner_webhook;
pub mod permissions;
pub mod profiles;
pub mod random;
pub mod rates;
pub mod refunds;
pub mod seal;
pub mod settings;
pub mod signals;
mod spreadsheet;
pub mod subscriptions;
pub mod templates;
pub mod wabas;
pub mod webhooks;
pub mod wire;

pub use clock::Clock;
pub use deliveries::Outbound;
pub use error::HubError;
pub use random::Random;
pub use seal::Sealer;
pub use settings::Settings;
pub use signals::Signals;

use std::sync::Arc;

use store::Store;
use whatsapp::Graph;

/// Everything a use case needs from outside, shared by cloning.
#[derive(Clone)]
pub struct Hub {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// Random bytes.
    pub random: Random,
    /// Encryption at rest.
    pub sealer: Sealer,
    /// What the operator has set.
    pub settings: Arc<Settings>,
    /// Meta.
    pub graph: Graph,
    /// Systems outside that take webhooks.
    pub outbound: Outbound,
    /// Wake-ups for the workers of this process.
    pub signals: Signals,
    /// Name of this process among those that share the database.
    pub process: Arc<str>,
}
