//! Saving a profile at Meta: what changed and nothing else, unless somebody has changed it there meanwhile.

use bytes::Bytes;
use domain::account::{Actor, Capability, Organisation};
use domain::ids::ChannelId;
use domain::profile::{Change, Field, changes, merge, validate};
use store::changes::{self as log, Topic};
use store::channels::Channel;
use store::profile_drafts::{self, NewPicture, Owner, ProfileDraft};
use whatsapp::graph::{Handle, UploadError, profile_field_of};
use whatsapp::{AccessToken, GraphError, GraphErrorKind};

use super::picture::upload_picture;
use super::{owner, read};
use crate::accounts::audit::{self, Action, Entry};
use crate::accounts::require;
use crate::channels::at_meta::{AtMeta, refused};
use crate::templates::account::words;
use crate::{Hub, HubError};

/// The most characters of a text in the log.
const IN_LOG: usize = 80;

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Meta has it.
    Done,
    /// There was nothing that differs.
    Nothing,
    /// Nothing was written, because these fields have changed at Meta since the person began. What the person has not
    /// touched follows them now.
    Moved(Vec<Change>),
}

/// Saves what the person has written. Whatever is not saved stays as it was written.
///
/// # Errors
/// [`HubError::Invalid`] at the field that Meta would refuse, or has refused; [`HubError::Upstream`] with Meta's words;
/// [`HubError::NotFound`] for a number of somebody else; [`HubError::Forbidden`].
pub async fn save(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<Saved, HubError> {
    require(actor, Capability::ManageNumbers)?;
    let number = AtMeta::find(hub, actor, id).await?;
    let owner = owner(actor, number.channel.key);
    let draft = profile_drafts::find(&mut hub.store.read().await?, owner).await?;
    let Some(draft) = draft else { return Ok(Saved::Nothing) };
    let current = read(hub, &number).await?.profile;
    let merged = merge(&draft.base, &draft.wanted, &current);
    if !merged.moved.is_empty() {
        let now = hub.clock.now();
        let kept: Result<(), HubError> = hub
            .store
            .write(move |tx| {
                Box::pin(async move { Ok(profile_drafts::keep(tx, owner, (&current, &merged.wanted), now).await?) })
            })
            .await;
        kept?;
        return Ok(Saved::Moved(merged.moved));
    }
    if let Some(finding) = validate(&current, &draft.wanted).into_iter().next() {
        return Err(HubError::invalid(finding.field.code(), finding.message));
    }
    let changed = changes(&current, &draft.wanted);
    if changed.is_empty() && draft.picture.is_none() {
        super::discard(hub, actor, id).await?;
        return Ok(Saved::Nothing);
    }
    let (phone, token) = number.call()?;
    let picture = match draft.picture {
        Some(picture) => upload(hub, owner, picture, token).await?,
        None => None,
    };
    let written = hub.graph.write_business_profile(phone, &draft.wanted, &changed, picture.as_ref(), token).await;
    written.map_err(|error| at_field(&error))?;
    settle(hub, actor, number.channel, (owner, draft), &changed).await?;
    Ok(Saved::Done)
}

/// Uploads the new picture; `None` where it was taken away meanwhile.
async fn upload(hub: &Hub, owner: Owner, picture: NewPicture, token: &AccessToken) -> Result<Option<Handle>, HubError> {
    let Some(bytes) = profile_drafts::picture(&mut hub.store.read().await?, owner).await? else { return Ok(None) };
    match upload_picture(hub, picture.kind, Bytes::from(bytes), token).await {
        Ok(handle) => Ok(Some(handle)),
        Err(UploadError::Graph(error)) => Err(refused(&error)),
        Err(other) => Err(HubError::invalid(Field::Picture.code(), other)),
    }
}

/// Meta's refusal, at the field that it speaks of.
fn at_field(error: &GraphError) -> HubError {
    match profile_field_of(error).filter(|_| error.kind == GraphErrorKind::BadInput) {
        Some(field) => HubError::invalid(field.code(), format!("Meta refused it: {}", words(error))),
        None => refused(error),
    }
}

/// Notes what was saved. What was written while Meta was answering stays a draft.
async fn settle(
    hub: &Hub,
    actor: &Actor,
    channel: Channel,
    (owner, saved): (Owner, ProfileDraft),
    changed: &[Change],
) -> Result<(), HubError> {
    let (actor, now) = (*actor, hub.clock.now());
    let detail = in_words(changed, saved.picture);
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                match profile_drafts::find(tx, owner).await? {
                    Some(draft) if draft == saved => profile_drafts::discard(tx, owner).await?,
                    _ => {}
                }
                let of = Organisation::Client(channel.partner, channel.client);
                let entry = Entry::new((&actor).into(), of, Action::ProfileChanged, channel.facts.number.display());
                audit::record(tx, entry.channel(channel.key).detail(detail), now).await?;
                let (partner, client) = (channel.partner, Some(channel.client));
                Ok(log::record(tx, partner, client, Some(channel.key), Topic::Channel, now).await?)
            })
        })
        .await
}

/// `About: “Open” → “Closed”; Picture`
fn in_words(changed: &[Change], picture: Option<NewPicture>) -> String {
    let short = |text: &str| match text.char_indices().nth(IN_LOG) {
        Some((end, _)) => format!("“{}…”", text.get(..end).unwrap_or_default()),
        None => format!("“{text}”"),
    };
    let mut words: Vec<String> = changed
        .iter()
        .map(|change| format!("{}: {} → {}", change.field.label(), short(&change.before), short(&change.after)))
        .collect();
    words.extend(picture.map(|_| Field::Picture.label().to_owned()));
    words.join("; ")
}
