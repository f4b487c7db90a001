//! What pages of webhooks share: the form, the answer to a test, the last attempts.

mod answer;
mod attempts;
mod form;

pub use answer::AnswerData;
pub(crate) use answer::notice;
pub use attempts::AttemptItem;
pub(crate) use attempts::card as attempts;
pub(crate) use form::fields;
