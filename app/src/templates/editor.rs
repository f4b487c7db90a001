//! The editor of a template, with a live preview.
//!
//! The page is one form. A script keeps what is written while it is written, shows what Meta would refuse beside the
//! fields, and draws the preview; without one the form is sent, and the page comes back with the same.

mod load;
mod model;
mod plain;
mod save;
mod state;
mod view;
mod work;

#[cfg(all(test, feature = "ssr"))]
mod tests;

pub use load::{EditorData, MetaRefusal, Purpose, Source, load_editor};
pub use model::Locks;
#[cfg(feature = "ssr")]
pub use plain::take_form;
pub use save::{DiscardDraft, SaveDraft, Sent, SubmitDraft, discard_draft, save_draft, submit_draft};
pub(crate) use view::screen;

/// Under this name a form of the page leaves why it was refused.
#[cfg(feature = "ssr")]
const FLASH: &str = "/templates/draft";
