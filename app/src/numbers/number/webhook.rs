//! Where the messages of a number go.

mod act;
mod load;
mod page;

pub use act::{
    SaveNumberWebhook, TakeNumberWebhook, TestNumberWebhook, save_number_webhook, take_number_webhook,
    test_number_webhook,
};
pub use load::{NumberWebhookData, load_number_webhook};
pub(crate) use page::screen;
