//! Mails: written with the change that causes them, sent by a worker, tried again with growing delays.

mod mailer;
mod outbox;
pub(crate) mod texts;

pub use mailer::{MailError, Mailer, SendError};
pub use outbox::{Delivered, deliver_due};
pub(crate) use outbox::{compose, queue};
