//! The picture of a profile: the one at Meta, on its way to whoever looks, and a new one that waits to be saved.

use bytes::Bytes;
use domain::account::{Actor, Capability};
use domain::ids::ChannelId;
use domain::profile::picture::{self, Kind, Problem};
use domain::templates::MediaKind;
use futures::stream;
use store::profile_drafts::{self, NewPicture};
use whatsapp::AccessToken;
use whatsapp::graph::{Handle, SampleError, UploadError};
use whatsapp::media::MediaRule;

use super::{owner, read};
use crate::accounts::require;
use crate::channels::at_meta::AtMeta;
use crate::templates::ShownSample;
use crate::{Hub, HubError};

/// What became of a file that somebody has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// It waits to be saved.
    Kept,
    /// It cannot be the picture.
    Refused(Problem),
}

/// Keeps a new picture beside what the person is writing.
///
/// # Errors
/// [`HubError::Upstream`] where there is no draft yet and Meta does not answer; [`HubError::NotFound`] for a number of
/// somebody else; [`HubError::Forbidden`].
pub async fn choose_picture(hub: &Hub, actor: &Actor, id: &ChannelId, bytes: Bytes) -> Result<Chosen, HubError> {
    require(actor, Capability::ManageNumbers)?;
    let number = AtMeta::find(hub, actor, id).await?;
    let found = match picture::check(&bytes) {
        Ok(found) => found,
        Err(problem) => return Ok(Chosen::Refused(problem)),
    };
    let owner = owner(actor, number.channel.key);
    let draft = profile_drafts::find(&mut hub.store.read().await?, owner).await?;
    let begun = match draft {
        Some(_) => None,
        None => Some(read(hub, &number).await?.profile),
    };
    let now = hub.clock.now();
    let kept = NewPicture { kind: found.kind, side: found.width, at: now };
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                if let Some(profile) = begun {
                    profile_drafts::keep(tx, owner, (&profile, &profile), now).await?;
                }
                match profile_drafts::keep_picture(tx, owner, kept, &bytes).await? {
                    true => Ok(Chosen::Kept),
                    false => Err(HubError::Conflict(
                        "What you had written was saved or thrown away in another window. Choose the picture again."
                            .to_owned(),
                    )),
                }
            })
        })
        .await
}

/// Takes the new picture away, so that the one at Meta stays.
///
/// # Errors
/// [`HubError::NotFound`] for a number of somebody else; [`HubError::Forbidden`].
pub async fn drop_picture(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<(), HubError> {
    require(actor, Capability::ManageNumbers)?;
    let number = AtMeta::find(hub, actor, id).await?;
    let (owner, now) = (owner(actor, number.channel.key), hub.clock.now());
    Ok(hub.store.write(move |tx| Box::pin(async move { profile_drafts::drop_picture(tx, owner, now).await })).await?)
}

/// The new picture.
///
/// # Errors
/// [`HubError::NotFound`] where there is none, or the number is somebody else's.
pub async fn new_picture(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<ShownSample, HubError> {
    let number = AtMeta::find(hub, actor, id).await?;
    let owner = owner(actor, number.channel.key);
    let mut conn = hub.store.read().await?;
    let kept = profile_drafts::find(&mut conn, owner).await?.and_then(|draft| draft.picture);
    let bytes = profile_drafts::picture(&mut conn, owner).await?;
    let (Some(kept), Some(bytes)) = (kept, bytes) else { return Err(HubError::NotFound) };
    let length = bytes.len() as u64;
    let bytes = stream::iter([Ok::<_, SampleError>(Bytes::from(bytes))]);
    shown(kept.kind.code(), Some(length), Box::pin(bytes))
}

/// The picture that Meta has.
///
/// # Errors
/// [`HubError::NotFound`] where there is none, or the number is somebody else's; [`HubError::Upstream`] where Meta does
/// not give it.
pub async fn current_picture(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<ShownSample, HubError> {
    let number = AtMeta::find(hub, actor, id).await?;
    let address = read(hub, &number).await?.picture.ok_or(HubError::NotFound)?;
    fetch(hub, &address).await
}

/// The picture at the address that Meta has given for it.
pub(crate) async fn fetch(hub: &Hub, address: &str) -> Result<ShownSample, HubError> {
    let file = hub.graph.fetch_sample(address, picture::LARGEST).await.map_err(|error| {
        tracing::info!(%error, "The picture of a profile could not be fetched");
        HubError::Upstream { message: "Meta does not give the picture right now. Try again in a moment.".to_owned() }
    })?;
    let (told, length) = (file.media_type().unwrap_or_default().to_owned(), file.length());
    shown(&told, length, Box::pin(file.into_stream()))
}

/// Uploads a picture; the handle is what a profile is written with.
pub(crate) async fn upload_picture(
    hub: &Hub,
    kind: Kind,
    bytes: Bytes,
    token: &AccessToken,
) -> Result<Handle, UploadError> {
    let rule = MediaRule::of(MediaKind::Image);
    hub.graph.uploads(token).upload_bytes("profile", kind.code(), &rule, bytes).await
}

/// Only types that cannot act as a page are shown.
fn shown(told: &str, length: Option<u64>, bytes: crate::templates::SampleStream) -> Result<ShownSample, HubError> {
    let known = MediaRule::of(MediaKind::Image)
        .known(told)
        .ok_or_else(|| HubError::Upstream { message: "What Meta answers is no JPEG or PNG picture.".to_owned() })?;
    let extension = known.extensions.first().copied().unwrap_or_default();
    Ok(ShownSample { media_type: known.code, file_name: format!("profile.{extension}"), length, part: None, bytes })
}
