//! A stand-in for Meta's Graph API on loopback.
//!
//! It speaks the wire format of the WhatsApp Business Management API (paging, field selection,
//! error bodies, rate-limit headers, enum quirks), keeps its own state in memory, and sends signed
//! webhooks as Meta does. Whoever talks to it cannot tell it from Meta, except by its address.
//!
//! # Start
//!
//! ```no_run
//! # async fn start() -> Result<(), simulator::Error> {
//! use tokio_util::sync::CancellationToken;
//!
//! let mut config = simulator::Config::new("app id", "app secret", "verify token");
//! config.seed = simulator::Seed::Demo;
//! let simulator = simulator::Simulator::bind(config).await?;
//! let handle = simulator.handle();
//! let shutdown = CancellationToken::new();
//! let running = tokio::spawn(simulator.run(shutdown.clone()));
//! handle.set_quality("a number's id", "RED").await?;
//! handle.webhooks_settled().await;
//! shutdown.cancel();
//! # drop(running);
//! # Ok(())
//! # }
//! ```
//!
//! # Layout
//!
//! - [`Handle`] and [`control`] drive it: from Rust and over HTTP, with the same changes.
//! - `graph` answers what Meta answers: one file per node and per edge.
//! - `state` is what Meta would know; `changes` are the things that happen there.
//! - `rules` refuses templates before a review, `reviewer` reviews them, `schedule` does what is due.
//! - `webhooks` builds, signs and delivers what Meta would send.
//! - [`demo`] is a plausible partner's portfolio.
//!
//! Nothing in it is random: the same calls give the same ids, tokens and trace ids.

mod changes;
mod clock;
mod config;
pub mod control;
pub mod demo;
mod dialog;
mod error;
mod faults;
mod graph;
mod handle;
mod http;
mod reviewer;
mod reviews;
mod rules;
mod schedule;
mod server;
mod shared;
mod state;
mod webhooks;
mod wire;

pub use changes::Announce;
pub use changes::number::NumberChange;
pub use changes::template::TemplateChange;
pub use changes::waba::{Ban, WabaChange};
pub use clock::Clock;
pub use config::{Config, Retry, Seed};
pub use error::Error;
pub use faults::{Fault, FaultOrder};
pub use graph::usage::Usage;
pub use handle::{Handle, RequestLine};
pub use server::Simulator;
pub use state::growth::{AddedWaba, NewWaba, Ownership, Registration};
pub use state::new_template::NewTemplate;
pub use webhooks::log::{Delivery, Outcome};
