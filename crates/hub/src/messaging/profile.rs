//! The profile of a number, for the holder of its key: what the log says of a change, and the picture.

use bytes::Bytes;
use domain::account::Organisation;
use domain::profile::{Field, picture};
use domain::sending::can_manage;
use serde_json::json;
use store::changes::{self, Topic};
use store::channels;
use whatsapp::graph::{RelayBody, Relayed, Unanswered, UploadError};
use whatsapp::{GraphError, GraphErrorKind};

use super::{Ask, Edge, NotAsked, Open, ask, open, taken};
use crate::accounts::audit::{self, Action, By, Entry};
use crate::api_keys::Caller;
use crate::profiles::picture::{fetch, upload_picture};
use crate::templates::ShownSample;
use crate::templates::account::words;
use crate::{Hub, HubError};

/// Makes a file the picture of the profile: uploads it, then writes the profile with it. Answers what Meta says of the
/// latter.
///
/// # Errors
/// [`HubError::Invalid`] for what is no JPEG or PNG of at most 5 MB, or what Meta does not take; [`NotAsked`].
pub async fn set_photo(hub: &Hub, caller: &Caller, file: Bytes) -> Result<Relayed, NotAsked> {
    let invalid = |words: String| HubError::invalid(Field::Picture.code(), words);
    let found = picture::inspect(&file).map_err(|problem| invalid(problem.label().to_owned()))?;
    let Open { line, token } = open(hub, caller, can_manage)?;
    let handle = match upload_picture(hub, found.kind, file, &token).await {
        Ok(handle) => handle,
        Err(UploadError::Graph(error)) if error.kind == GraphErrorKind::TokenRefused => {
            taken(hub, line, 401).await?;
            return Err(not_uploaded(&error));
        }
        Err(UploadError::Graph(error)) => return Err(not_uploaded(&error)),
        Err(other) => return Err(invalid(other.to_string()).into()),
    };
    let profile = json!({ "messaging_product": "whatsapp", "profile_picture_handle": handle.0 }).to_string();
    ask(hub, caller, Ask::post(Edge::Profile, RelayBody::json(profile))).await
}

/// An upload that fails has changed nothing that anybody sees, so it can be tried again.
fn not_uploaded(error: &GraphError) -> NotAsked {
    match error.kind {
        GraphErrorKind::BadInput | GraphErrorKind::Permission | GraphErrorKind::NotFound | GraphErrorKind::Policy => {
            HubError::invalid(Field::Picture.code(), format!("Meta refused the picture: {}", words(error))).into()
        }
        _ => Unanswered::NotSent(error.to_string()).into(),
    }
}

/// The picture at the address that Meta's profile names.
///
/// # Errors
/// [`HubError::Upstream`] where Meta does not give it.
pub async fn photo(hub: &Hub, address: &str) -> Result<ShownSample, HubError> {
    fetch(hub, address).await
}

/// Notes that the holder of a key has changed the profile, for the log and for whoever looks at the number.
pub(super) async fn changed(hub: &Hub, caller: &Caller) -> Result<(), HubError> {
    let (key, channel, now) = (caller.key, caller.channel, hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let channel = channels::get(tx, channel).await?.ok_or(HubError::NotFound)?;
                let of = Organisation::Client(channel.partner, channel.client);
                let number = channel.facts.number.display();
                let entry = Entry::new(By::ApiKey(key), of, Action::ProfileChanged, number);
                audit::record(tx, entry.channel(channel.key), now).await?;
                let (partner, client) = (channel.partner, Some(channel.client));
                Ok(changes::record(tx, partner, client, Some(channel.key), Topic::Channel, now).await?)
            })
        })
        .await
}
