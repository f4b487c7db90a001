//! The use cases of the hub: who may do what, in one transaction, with its audit entry and its events.
//!
//! Each use case is a function that takes the [`Hub`] and, where a person acts, the
//! [`domain::account::Actor`]. It reads like the sentence in the specification: check, load, apply the
//! rule of `domain`, write, commit. Calls to the outside never happen inside a transaction.

pub mod clock;
pub mod error;
pub mod random;
pub mod seal;
pub mod settings;

pub use clock::Clock;
pub use error::HubError;
pub use random::Random;
pub use seal::Sealer;
pub use settings::Settings;

use std::sync::Arc;

use store::Store;

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
}
