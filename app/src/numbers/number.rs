//! The pages of one number: the frame of its management app with the overview, and its details.

mod actions;
pub(crate) mod api_key;
#[cfg(feature = "ssr")]
mod compose;
pub(crate) mod details;
pub(crate) mod gone;
mod header;
mod health;
mod history;
mod load;
pub(crate) mod marked;
pub(crate) mod overview;
mod page;
pub(crate) mod permission_request;
mod row;
mod sync;

pub use api_key::{GenerateKey, RevokeKey, generate_key, load_api_key, load_revocation, revoke_key};
pub(crate) use header::{Page, header};
#[cfg(feature = "ssr")]
pub(crate) use load::load_head;
pub use load::{DetailsData, Head, OverviewData, load_details, load_overview};
pub use permission_request::{AskForPermission, load_ask};
pub use sync::sync_now;
