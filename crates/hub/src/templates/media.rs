//! Uploading a sample for a header. The bytes go through to Meta; the hub keeps none.

use bytes::Bytes;
use domain::account::Actor;
use domain::ids::DraftId;
use domain::templates::MediaKind;
use futures::Stream;
use whatsapp::graph::{Progress, UploadError};
use whatsapp::media::MediaRule;

use super::{account, draft};
use crate::{Hub, HubError};

/// A file on its way to Meta.
pub struct Upload {
    /// For which header.
    pub kind: MediaKind,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// How many bytes it has.
    pub length: u64,
}

/// Uploads a sample; answers the handle that a template can be sent with.
///
/// # Errors
/// [`HubError::Invalid`] for a file that Meta does not take; [`HubError::NotFound`] for a draft of somebody else;
/// [`HubError::Upstream`] with Meta's words.
pub async fn upload<S, E>(hub: &Hub, actor: &Actor, id: &DraftId, upload: &Upload, bytes: S) -> Result<String, HubError>
where
    S: Stream<Item = Result<Bytes, E>> + Send + 'static,
    E: std::fmt::Display + Send + 'static,
{
    account::may_write(actor)?;
    let draft = draft::draft(hub, actor, id).await?;
    let token = account::token_of(hub, &draft.waba)?;
    MediaRule::of(upload.kind)
        .check(&upload.media_type, upload.length)
        .map_err(|problem| HubError::invalid("sample", problem))?;
    let uploads = hub.graph.uploads(&token);
    let refused = |error: &whatsapp::GraphError| account::refused(error);
    let begun =
        uploads.start(&upload.name, upload.length, &upload.media_type).await.map_err(|error| refused(&error))?;
    match uploads.send(&begun, 0, upload.length, bytes, &Progress::unheard()).await {
        Ok(handle) => Ok(handle.0),
        Err(UploadError::Graph(error)) => Err(refused(&error)),
        Err(other) => Err(HubError::invalid("sample", other)),
    }
}
