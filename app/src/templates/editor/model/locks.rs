//! What of a template cannot change, and why.

use serde::{Deserialize, Serialize};

/// The fields that cannot change, each with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locks(pub Vec<(String, String)>);

impl Locks {
    /// Why a field cannot change; `None` where it can.
    pub fn why(&self, path: &str) -> Option<&str> {
        self.0.iter().find(|(locked, _)| locked == path).map(|(_, why)| why.as_str())
    }

    /// With one field more.
    pub fn with(mut self, path: &str, why: &str) -> Self {
        self.0.push((path.to_owned(), why.to_owned()));
        self
    }
}
