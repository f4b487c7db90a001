//! What the page of the profile shows.

use domain::profile::{Change, Profile};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::Refusal;
use crate::numbers::number::Head;

/// The profile of a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileData {
    /// What stands on every page.
    pub head: Head,
    /// Why Meta did not give the profile, and what to do.
    pub failure: Option<String>,
    /// The form; nothing where Meta did not answer and the person has not begun.
    pub form: Option<ProfileForm>,
    /// What has changed at Meta since the person began.
    pub moved: Vec<Change>,
    /// Why the form was refused.
    pub refusal: Option<Refusal>,
}

/// What the form begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileForm {
    /// As Meta has it.
    pub base: Profile,
    /// As the person wants it.
    pub wanted: Profile,
    /// Whether something of it is kept that was not saved.
    pub is_kept: bool,
    /// The pictures.
    pub pictures: Pictures,
}

/// Addresses of pictures, at the hub.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pictures {
    /// The one that Meta has.
    pub current: Option<String>,
    /// The one that waits to be saved.
    pub new: Option<String>,
}

/// The profile of a number.
#[server(prefix = "/api/app", endpoint = "business-profile/page")]
pub async fn load_business_profile(id: String) -> Result<ProfileData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let head = crate::numbers::number::load_head(&hub, &actor, &id).await?;
    let number = domain::ids::ChannelId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    let opened = hub::profiles::open(&hub, &actor, &number).await?;
    let pictures = Pictures::of(&id, opened.published.as_ref().ok(), opened.draft.as_ref());
    let (published, failure) = match opened.published {
        Ok(published) => (Some(published.profile), None),
        Err(sentence) => (None, Some(sentence)),
    };
    let form = match (opened.draft, published) {
        (Some(draft), _) => Some(ProfileForm { base: draft.base, wanted: draft.wanted, is_kept: true, pictures }),
        (None, Some(base)) => Some(ProfileForm { wanted: base.clone(), base, is_kept: false, pictures }),
        (None, None) => None,
    };
    let refusal = crate::server::flash::take(super::act::PAGE).refusal;
    Ok(ProfileData { head, failure, form, moved: opened.moved, refusal })
}

#[cfg(feature = "ssr")]
impl Pictures {
    /// The addresses say which picture it is, so that a browser does not show an older one.
    pub(super) fn of(
        number: &str,
        published: Option<&domain::profile::Published>,
        draft: Option<&hub::profiles::ProfileDraft>,
    ) -> Self {
        let at = |path: &str, which: String| format!("/numbers/{number}/profile-picture{path}?v={which}");
        let current = published.and_then(|published| published.picture.as_deref());
        let new = draft.and_then(|draft| draft.picture);
        Self {
            current: current.map(|address| at("", mark(address))),
            new: new.map(|picture| at("/new", picture.at.millis().to_string())),
        }
    }
}

/// Tells pictures apart by the addresses that Meta gives, whose query is another one each time.
#[cfg(feature = "ssr")]
fn mark(address: &str) -> String {
    let path = address.split('?').next().unwrap_or_default();
    let sum = path.bytes().fold(0u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    format!("{sum:x}")
}
