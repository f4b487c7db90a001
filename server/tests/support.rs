//! What router-level tests share.
//!
//! [`TestHub`] is the whole server on a fresh database, on a port of its own, with a clock that stands still and
//! fixed random bytes. [`Browser`] is one browser with its cookies. Workers do not run by themselves:
//! [`TestHub::apply_webhooks`] and its like do what they would do.

mod browser;
mod command;
mod forms;
mod mail;
mod reading;
mod shop;
mod test_hub;

pub use browser::{Answer, Browser};
pub use command::partner_hub;
pub use forms::{Landed, attribute, field, field_error, land, submit};
pub use mail::newest_mail;
pub use reading::{actor, fact, text};
pub use shop::{Shop, template};
pub use test_hub::{PASSWORD, TestHub, VERIFY_TOKEN, Wishes, signature};
