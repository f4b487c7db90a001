//! WhatsApp Accounts: the list of numbers, and the pages of one number.

#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod draw;
#[cfg(feature = "ssr")]
mod filters;
mod list;
mod load;
pub mod number;
#[cfg(feature = "ssr")]
mod row;

pub use list::NumbersPage;
#[cfg(feature = "ssr")]
pub(crate) use load::read_query;
pub use load::{DrawnNumber, NumbersData, load_numbers, set_list_view};
