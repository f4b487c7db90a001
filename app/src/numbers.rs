//! WhatsApp Accounts: the list of numbers, and the pages of one number.

mod card;
mod filters;
mod list;
mod load;
pub mod number;
mod row;

pub use list::NumbersPage;
pub use load::{NumbersData, load_numbers, set_list_view};
