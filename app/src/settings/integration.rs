//! What a partner's own systems need of the hub. Each card of the page is a file of its own; a new one is a line in
//! `page`.

mod act;
mod load;
mod page;
mod partner_id;
pub(crate) mod removal;
mod secret;
mod webhook;

pub use act::{RemoveWebhook, RotateSecret, SaveWebhook, ShowSecret, TestWebhook, TurnWebhook};
pub use load::{IntegrationData, WebhookData, load_integration};
pub(crate) use page::screen;
pub use removal::load_webhook_removal;
