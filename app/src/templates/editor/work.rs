//! What the editor does once the page is alive.

pub(super) mod browser;
pub(super) mod keeper;
pub(super) mod media;
pub(super) mod send;
pub(super) mod upload;
pub(super) mod wrap;
