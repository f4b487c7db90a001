//! Channels: the list, the details, the download, and how a change of facts becomes state, events and cards.

pub(crate) mod at_meta;
pub(crate) mod derive;
mod details;
mod export;
mod list;
pub(crate) mod save;

pub use details::details;
pub use export::{CsvStream, csv};
pub use list::{PAGE_SIZE, card, list, stored_list};
pub use save::refresh_old_cards;
pub use store::channels::export::ExportScope;
pub use store::channels::page::{Page, StoredCard};
