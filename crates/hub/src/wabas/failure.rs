//! Why an account could not be read.

use store::StoreError;
use whatsapp::GraphError;

/// Why an account could not be read.
pub(crate) enum Failure {
    /// Meta refused, or could not be reached.
    Graph(GraphError),
    /// What it answered could not be stored.
    Store(StoreError),
}

impl From<GraphError> for Failure {
    fn from(error: GraphError) -> Self {
        Self::Graph(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
