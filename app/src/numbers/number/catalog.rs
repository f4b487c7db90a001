//! The catalog of a number: what is shown of it, and who changes that.

mod act;
mod load;
mod page;

pub use act::{SaveCatalog, save_catalog};
pub use load::load_catalog;
pub(crate) use page::screen;

/// The page of a number's catalog.
#[cfg(feature = "ssr")]
fn address(number: &str) -> String {
    format!("/numbers/{number}/catalog")
}
