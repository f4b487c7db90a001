//! Templates: the edge of a WABA and the node (Templates; Template management).

pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod edit;
pub(crate) mod list;
pub(crate) mod node;

pub(crate) use node::describe;
