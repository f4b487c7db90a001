//! What became of each webhook.

use serde::Serialize;

/// A webhook and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Delivery {
    /// Its number, from 1, in the order they were made.
    pub number: u64,
    /// The webhook field, or `raw` for a body from outside.
    pub field: String,
    /// How often it was tried.
    pub attempts: u32,
    /// The last HTTP status, if there was an answer.
    pub last_status: Option<u16>,
    /// How it stands.
    pub outcome: Outcome,
}

/// How a webhook stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It waits for its first or next attempt.
    Waiting,
    /// The receiver answered 200.
    Delivered,
    /// All attempts failed.
    GivenUp,
    /// The app is not subscribed to this field or this account, so that Meta sends nothing.
    NotSubscribed,
}
