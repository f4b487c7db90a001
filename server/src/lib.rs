//! The server of the Partner Hub: command line, settings, HTTP and workers. What it does with a request stands in
//! `hub`, how it looks in `app`.

pub mod cli;
mod commands;
pub mod config;
mod console;
mod failure;
pub mod http;
mod jobs;
pub mod metrics;
pub mod open;
pub mod serving;
pub mod site;
mod telemetry;
pub mod workers;

pub use commands::run;
pub use console::complain;
pub use failure::Failure;
