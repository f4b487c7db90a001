//! Files of messages, which pass through the hub and are never held by it.

use domain::sending::can_manage;
use whatsapp::graph::{ByteRange, Download, Method, RelayBody, Relayed};

use super::{Ask, Edge, NotAsked, ask, open};
use crate::api_keys::Caller;
use crate::{Hub, HubError};

/// Where a file is, as Graph says it. One token may open much more than the files of one number, other numbers and
/// accounts among it: what is no file is not there.
///
/// # Errors
/// [`NotAsked`].
pub async fn file(hub: &Hub, caller: &Caller, id: &str) -> Result<Relayed, NotAsked> {
    let answer = ask(hub, caller, Ask::get(Edge::File(id), Vec::new())).await?;
    if (200..300).contains(&answer.status) && !answer.is_file() {
        return Err(HubError::NotFound.into());
    }
    Ok(answer)
}

/// Deletes a file, once it is sure that it is one.
///
/// # Errors
/// [`NotAsked`].
pub async fn delete_file(hub: &Hub, caller: &Caller, id: &str) -> Result<Relayed, NotAsked> {
    let found = file(hub, caller, id).await?;
    if !(200..300).contains(&found.status) {
        return Ok(found);
    }
    let gone = Ask { edge: Edge::File(id), method: Method::DELETE, query: Vec::new(), body: RelayBody::Empty };
    ask(hub, caller, gone).await
}

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
    let opened = open(hub, caller, can_manage)?;
    Ok(hub.graph.download(path_and_query, range, &opened.token).await?)
}
