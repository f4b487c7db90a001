//! Meta's webhooks: stored before they are answered, applied once, in order.

mod apply;
mod hand_on;
mod process;
mod receive;

pub use process::{BATCH, process_waiting};
pub use receive::receive;
