//! The only crate of the hub that knows Meta's wire format: the Graph API client, webhook signatures and webhook
//! parsing. Everything that leaves it speaks `domain`.

pub mod graph;
pub mod http;
pub mod media;
pub mod rate_card;
pub mod signature;
pub mod template;
pub mod webhook;
mod wire;

pub use graph::{AccessToken, Graph, GraphConfig, GraphError, GraphErrorKind};
