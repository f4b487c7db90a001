//! Writing a profile: keeping it, saving it at Meta, throwing it away.

#[cfg(feature = "ssr")]
use domain::profile::{Field, Profile};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What was written into the fields, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileTexts {
    about: String,
    description: String,
    vertical: String,
    address: String,
    email: String,
    website_1: String,
    website_2: String,
}

/// Keeps what was written and leads on: to the differences, or to the picture.
#[server(prefix = "/api/app", endpoint = "business-profile/keep")]
pub async fn keep_profile(
    /// The number, by its id.
    #[server(default)]
    number: String,
    /// The profile that the form began with, as JSON.
    #[server(default)]
    base: String,
    /// Where to: `review` or `picture`.
    #[server(default)]
    then: String,
    /// The fields.
    #[server(flatten)]
    texts: ProfileTexts,
) -> Result<(), AppError> {
    let page = super::address(&number);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let id = domain::ids::ChannelId::parse(&number).map_err(|_| hub::HubError::NotFound)?;
        // Found before anything that was written is looked at.
        hub::profiles::draft(&hub, &actor, &id).await?;
        let base: Profile = serde_json::from_str(&base)
            .map_err(|_| AppError::Refused("The form was not complete. Reload the page and try again.".to_owned()))?;
        let kept = hub::profiles::keep(&hub, &actor, &id, &base, &texts.profile()).await?;
        let page = super::address(id.as_str());
        Ok(match (then.as_str(), kept.findings.is_empty()) {
            ("picture", _) => format!("{page}/picture"),
            (_, true) => format!("{page}/review"),
            (_, false) => format!("{page}?error=findings"),
        })
    };
    crate::server::FormAt::new(FORM, PAGE).back_to(page).settle(outcome).await
}

#[cfg(feature = "ssr")]
impl ProfileTexts {
    fn profile(&self) -> Profile {
        let mut profile = Profile::default();
        for (field, text) in [
            (Field::About, &self.about),
            (Field::Description, &self.description),
            (Field::Vertical, &self.vertical),
            (Field::Address, &self.address),
            (Field::Email, &self.email),
            (Field::FirstWebsite, &self.website_1),
            (Field::SecondWebsite, &self.website_2),
        ] {
            profile.set(field, text);
        }
        profile
    }
}

/// Saves at Meta what was kept.
#[server(prefix = "/api/app", endpoint = "business-profile/save")]
pub async fn save_business_profile(
    /// The number, by its id.
    #[server(default)]
    number: String,
) -> Result<(), AppError> {
    use hub::profiles::Saved;

    let page = super::address(&number);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let id = domain::ids::ChannelId::parse(&number).map_err(|_| hub::HubError::NotFound)?;
        let page = super::address(id.as_str());
        Ok(match hub::profiles::save(&hub, &actor, &id).await? {
            Saved::Done => format!("{page}?notice=saved"),
            Saved::Nothing => page,
            Saved::Moved(_) => format!("{page}/review?error=moved"),
        })
    };
    crate::server::FormAt::new(FORM, PAGE).back_to(page).settle(outcome).await
}

/// Throws away what was kept.
#[server(prefix = "/api/app", endpoint = "business-profile/discard")]
pub async fn discard_profile(
    /// The number, by its id.
    #[server(default)]
    number: String,
) -> Result<(), AppError> {
    let page = super::address(&number);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let id = domain::ids::ChannelId::parse(&number).map_err(|_| hub::HubError::NotFound)?;
        hub::profiles::discard(&hub, &actor, &id).await?;
        Ok(format!("{}?notice=discarded", super::address(id.as_str())))
    };
    crate::server::FormAt::new(FORM, PAGE).back_to(page).settle(outcome).await
}

/// Takes the new picture away again.
#[server(prefix = "/api/app", endpoint = "business-profile/picture/drop")]
pub async fn drop_picture(
    /// The number, by its id.
    #[server(default)]
    number: String,
) -> Result<(), AppError> {
    let page = super::address(&number);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let id = domain::ids::ChannelId::parse(&number).map_err(|_| hub::HubError::NotFound)?;
        hub::profiles::drop_picture(&hub, &actor, &id).await?;
        Ok(super::address(id.as_str()))
    };
    crate::server::FormAt::new(FORM, PAGE).back_to(page).settle(outcome).await
}

/// Where the forms of the profile stand.
#[cfg(feature = "ssr")]
pub(super) const PAGE: &str = "/numbers/profile";

/// Name of the form for refusals.
pub(super) const FORM: &str = "profile";
