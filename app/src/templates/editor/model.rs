//! The form of a template as plain data. Every field has the path by which findings name it: `body.text`,
//! `buttons[2].url`, `carousel[0].header.example`. It is the name of its control in the page and of its value in a
//! form without a script; what has no field stays in the template as it is.

mod acts;
mod button;
mod examples;
mod fields;
#[cfg(any(feature = "ssr", test))]
mod form;
mod locks;
mod parts;
mod path;
mod tidy;

#[cfg(test)]
mod tests;

pub(super) use acts::{BUTTON_KINDS, CARD_BUTTON_KINDS, act, new_key};
pub(super) use examples::keys;
pub(super) use fields::{get, set};
#[cfg(any(feature = "ssr", test))]
pub(super) use form::{EditorForm, Wish};
pub use locks::Locks;
pub(super) use parts::parts;
pub(super) use path::{Place, id_of};
pub(super) use tidy::tidy;
