//! The business profile of a number: read from Meta when somebody opens it, written per person as a draft, and saved
//! after a look at the differences.

pub(crate) mod picture;
mod save;

pub use picture::{Chosen, choose_picture, current_picture, drop_picture, new_picture};
pub use save::{Saved, save};
pub use store::profile_drafts::{NewPicture, ProfileDraft};

use domain::account::{Actor, Capability};
use domain::ids::{ChannelId, ChannelKey};
use domain::profile::{Change, Finding, Profile, Published, changes, merge, validate};
use store::profile_drafts::{self, Owner};

use crate::accounts::require;
use crate::channels::at_meta::{AtMeta, answered};
use crate::{Hub, HubError};

/// A profile with what somebody is writing into it.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The profile as Meta has it; why it could not be read, and what to do.
    pub published: Result<Published, String>,
    /// What the person is writing, brought onto what Meta has now.
    pub draft: Option<ProfileDraft>,
    /// What has changed at Meta since the person began.
    pub moved: Vec<Change>,
}

/// What was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What Meta would refuse.
    pub findings: Vec<Finding>,
}

/// The profile of a number. Where Meta does not answer it opens all the same.
///
/// # Errors
/// [`HubError::NotFound`] for a number of somebody else.
pub async fn open(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<Opened, HubError> {
    let number = AtMeta::find(hub, actor, id).await?;
    let draft = {
        let mut conn = hub.store.read().await?;
        profile_drafts::find(&mut conn, owner(actor, number.channel.key)).await?
    };
    let published = match read(hub, &number).await {
        Ok(published) => published,
        Err(error @ (HubError::Upstream { .. } | HubError::Conflict(_))) => {
            return Ok(Opened { published: Err(error.to_string()), draft, moved: Vec::new() });
        }
        Err(error) => return Err(error),
    };
    let mut moved = Vec::new();
    let draft = draft.map(|mut draft| {
        let merged = merge(&draft.base, &draft.wanted, &published.profile);
        (draft.base, draft.wanted, moved) = (published.profile.clone(), merged.wanted, merged.moved);
        draft
    });
    Ok(Opened { published: Ok(published), draft, moved })
}

/// What the person is writing; `None` where there is nothing.
///
/// # Errors
/// [`HubError::NotFound`] for a number of somebody else.
pub async fn draft(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<Option<ProfileDraft>, HubError> {
    let mut conn = hub.store.read().await?;
    let channel = store::channels::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    Ok(profile_drafts::find(&mut conn, owner(actor, channel.key)).await?)
}

/// Keeps what was written into a profile that was `base` when the person began.
///
/// # Errors
/// [`HubError::NotFound`] for a number of somebody else; [`HubError::Forbidden`].
pub async fn keep(
    hub: &Hub,
    actor: &Actor,
    id: &ChannelId,
    base: &Profile,
    wanted: &Profile,
) -> Result<Kept, HubError> {
    require(actor, Capability::ManageNumbers)?;
    let number = AtMeta::find(hub, actor, id).await?;
    let (owner, now) = (owner(actor, number.channel.key), hub.clock.now());
    let (base, wanted) = (base.clone(), wanted.tidied().ordered());
    let findings = validate(&base, &wanted);
    hub.store
        .write::<_, HubError, _>(move |tx| {
            Box::pin(async move {
                let is_same = changes(&base, &wanted).is_empty();
                let has_picture = profile_drafts::find(tx, owner).await?.is_some_and(|draft| draft.picture.is_some());
                if is_same && !has_picture {
                    return Ok(profile_drafts::discard(tx, owner).await?);
                }
                Ok(profile_drafts::keep(tx, owner, (&base, &wanted), now).await?)
            })
        })
        .await?;
    Ok(Kept { findings })
}

/// Throws away what the person was writing.
///
/// # Errors
/// [`HubError::NotFound`] for a number of somebody else.
pub async fn discard(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<(), HubError> {
    let number = AtMeta::find(hub, actor, id).await?;
    let owner = owner(actor, number.channel.key);
    Ok(hub.store.write(move |tx| Box::pin(async move { profile_drafts::discard(tx, owner).await })).await?)
}

async fn read(hub: &Hub, number: &AtMeta) -> Result<Published, HubError> {
    let (id, token) = number.call()?;
    answered(hub.graph.business_profile(id, token)).await
}

fn owner(actor: &Actor, channel: ChannelKey) -> Owner {
    Owner { user: actor.user, organisation: actor.organisation, channel }
}
