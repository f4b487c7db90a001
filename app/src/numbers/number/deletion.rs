//! Asking Meta to delete the account of a number: the client's request, how it stands, and taking it back.

mod act;
mod load;
pub(crate) mod page;

pub use act::{RequestDeletion, TakeDeletionBack, request_deletion, take_deletion_back};
pub use load::{DeletionData, Request, load_deletion};
