//! The partner's clients: the list, and everything about one of them.

pub(crate) mod list;
mod load;
pub(crate) mod page;
pub(crate) mod requests;

pub use load::{ClientData, ClientItem, ClientsData, NumberItem, Person, load_client, load_clients};
pub use requests::{AskClients, AskedItem, MissingItem, RequestsData, load_requests};
