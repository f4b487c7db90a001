//! The vocabulary of the Partner Hub and its rules: pure data and functions, no I/O and no clock,
//! compiled for the server and for the browser.

pub mod account;
pub mod activation;
pub mod api_key;
pub mod channel;
pub mod client;
pub mod commerce;
pub mod deletion;
pub mod delivery;
pub mod details;
pub mod diff;
pub mod document;
pub mod email;
pub mod event;
pub mod ids;
pub mod ledger;
pub mod list;
pub mod logo;
pub mod meta;
pub mod milestone;
pub mod money;
pub mod network;
pub mod onboarding;
pub mod open_enum;
pub mod percent;
pub mod period;
pub mod permission;
pub mod phone;
pub mod profile;
pub mod prompt;
pub mod rates;
pub mod refund;
pub mod search;
pub mod sending;
pub mod state;
pub mod subscription;
pub mod templates;
pub mod text;
pub mod time;
pub mod timezone;
pub mod top_up;
pub mod waba;
pub mod web_address;
pub mod webhook_address;

pub use time::Timestamp;
