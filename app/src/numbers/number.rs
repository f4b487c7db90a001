//! The pages of one number: the frame of its management app with the overview, and its details.

mod actions;
pub(crate) mod api_key;
pub(crate) mod balance;
pub(crate) mod catalog;
#[cfg(feature = "ssr")]
mod compose;
pub(crate) mod deletion;
pub(crate) mod details;
pub(crate) mod gone;
mod header;
mod health;
pub(crate) mod history;
mod load;
pub(crate) mod marked;
pub(crate) mod overview;
mod page;
pub(crate) mod permission_request;
pub(crate) mod profile;
mod row;
pub(crate) mod subscription;
mod sync;
pub(crate) mod webhook;

pub use api_key::{GenerateKey, RevokeKey, generate_key, load_api_key, load_revocation, revoke_key};
pub use balance::{BalanceData, load_balance};
pub use catalog::{SaveCatalog, load_catalog, save_catalog};
pub use deletion::{RequestDeletion, TakeDeletionBack, load_deletion, request_deletion, take_deletion_back};
pub(crate) use header::{Page, header};
#[cfg(feature = "ssr")]
pub(crate) use load::load_head;
pub use load::{DangerPart, DetailsData, Head, OverviewData, load_details, load_overview};
pub use permission_request::{AskForPermission, load_ask};
pub use profile::{
    DiscardProfile, DropPicture, KeepProfile, ProfileTexts, SaveBusinessProfile, discard_profile, drop_picture,
    keep_profile, load_business_profile, load_profile_picture, load_profile_review, save_business_profile,
};
pub use subscription::{SetSubscription, load_subscription, set_subscription};
pub use sync::sync_now;
pub use webhook::{
    NumberWebhookData, SaveNumberWebhook, TakeNumberWebhook, TestNumberWebhook, load_number_webhook,
    save_number_webhook, take_number_webhook, test_number_webhook,
};
