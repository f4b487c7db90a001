//! Files of messages, which pass through the hub and are never held by it.

use domain::sending::can_manage;
use whatsapp::graph::{ByteRange, Download};

use super::{NotAsked, open};
use crate::Hub;
use crate::api_keys::Caller;

/// Fetches a file from the address that Meta has given for it, of which only path and query are the caller's.
///
/// # Errors
/// [`NotAsked`].
pub async fn download(
    hub: &Hub,
    caller: &Caller,
    path_and_query: &str,
    range: Option<&ByteRange>,
) -> Result<Download, NotAsked> {
    let opened = open(hub, caller, can_manage).await?;
    Ok(hub.graph.download(path_and_query, range, &opened.token).await?)
}
