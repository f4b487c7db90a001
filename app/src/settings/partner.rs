//! The client's numbers and what its partner may do with each: the permission to generate API keys.

mod act;
pub(crate) mod ending;
mod list;
mod load;

pub use act::SetPermission;
pub use ending::{EndingData, load_ending};
pub(crate) use list::screen;
pub use load::{PartnerData, PermissionItem, load_partner};
