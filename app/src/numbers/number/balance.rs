//! The balance of a number, and what its deliveries have cost. The server draws all of it but the head.

#[cfg(feature = "ssr")]
mod chart;
#[cfg(feature = "ssr")]
mod draw;
mod load;
mod page;
#[cfg(feature = "ssr")]
mod tables;

pub use load::{BalanceData, load_balance};
pub(crate) use page::screen;
