//! The business profile of a number: the form with its preview, the look at the differences, the picture.

mod act;
mod crop;
mod differences;
mod editing;
mod fields;
mod load;
mod page;
pub(crate) mod picture;
mod preview;
pub(crate) mod review;

pub use act::{
    DiscardProfile, DropPicture, KeepProfile, ProfileTexts, SaveBusinessProfile, discard_profile, drop_picture,
    keep_profile, save_business_profile,
};
pub use load::load_business_profile;
pub(crate) use page::screen;
pub use picture::load_profile_picture;
pub use review::load_profile_review;

/// Where the pages of a number's profile are.
fn address(number: &str) -> String {
    format!("/numbers/{number}/profile")
}
