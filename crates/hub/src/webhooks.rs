//! Meta's webhooks: stored before they are answered, applied once, in order.

mod apply;
mod process;
mod receive;

pub use process::{BATCH, process_waiting};
pub use receive::receive;
