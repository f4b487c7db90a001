//! Wake-ups for the workers of this process. Workers also look by themselves from time to time, so a lost
//! wake-up delays and never loses.

use std::sync::Arc;

use tokio::sync::Notify;

/// One wake-up per worker.
#[derive(Clone, Debug, Default)]
pub struct Signals {
    /// A webhook was stored.
    pub webhooks: Arc<Notify>,
    /// An account is due for its sync.
    pub sync: Arc<Notify>,
    /// Something is to be delivered.
    pub deliveries: Arc<Notify>,
    /// A delivery that Meta bills was noted, or there are new rates.
    pub charges: Arc<Notify>,
    /// A refund was asked for.
    pub refunds: Arc<Notify>,
    /// A mail was written.
    pub mail: Arc<Notify>,
}
