//! What the pages of the onboarding show.

use domain::activation::NumberRegistration;
use domain::onboarding::Entry;
use domain::permission::Permission;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::Refusal;

/// Who has opened a partner's link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ViewerData {
    /// Somebody who is not signed in.
    Nobody,
    /// A person, with id and name of each client of this partner that the person acts for.
    Person {
        /// The person's address.
        email: String,
        /// The client that the link means, where the person acts for it.
        meant: Option<(String, String)>,
        /// The other clients, the one used last first.
        clients: Vec<(String, String)>,
    },
}

/// What the first page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WelcomeData {
    /// The partner's id, as the address names it; empty where it names none.
    pub partner: String,
    /// What the partner is called.
    pub name: String,
    /// Where its logo stands, where it has one.
    pub logo: Option<String>,
    /// What the partner's page sent along, as it came.
    pub query: String,
    /// Fills the form.
    pub email: String,
    /// Fills the form.
    pub person: String,
    /// What is offered first.
    pub entry: Entry,
    /// Who has opened the link.
    pub viewer: ViewerData,
    /// Where somebody signs in to come back here.
    pub sign_in: String,
    /// This page.
    pub here: String,
    /// Why a form was refused.
    pub refusal: Option<Refusal>,
    /// Whom to ask.
    pub support: String,
}

/// A number whose permission the client may share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceItem {
    /// Its id.
    pub id: String,
    /// The number in its groups.
    pub number: String,
    /// Its display name.
    pub name: String,
    /// Whether the permission is shared now.
    pub permission: Permission,
    /// Whether the partner asks for it.
    pub asked: bool,
    /// Why the client cannot change it.
    pub kept: Option<String>,
    /// How far it is on its way into the API.
    pub registration: NumberRegistration,
}

/// What comes next on a way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StepData {
    /// The code that was mailed to this address.
    Code(String),
    /// Signing in, at this address of the hub.
    SignIn(String),
    /// Signing up with Meta; what Meta said last.
    Connect(Option<String>),
    /// The hub reads what Meta has; what failed, where it did.
    Reading(Option<String>),
    /// Choosing what is shared; what Meta said of another account, and what failed with one that could not be read.
    Numbers(Vec<ChoiceItem>, Option<String>, Option<String>),
    /// Back to the partner, to this address.
    Done(String),
}

/// A way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayData {
    /// What the partner is called.
    pub partner: String,
    /// Where its logo stands, where it has one.
    pub logo: Option<String>,
    /// What the client is called.
    pub client: Option<String>,
    /// What comes next.
    pub step: StepData,
    /// Why a form was refused.
    pub refusal: Option<Refusal>,
    /// Whom to ask.
    pub support: String,
}

/// The first page of a partner's link. `partner` is empty where the address names none: then it stands in the query, or
/// is the partner of whoever is signed in.
#[server(prefix = "/api/public", endpoint = "onboarding/start")]
pub async fn load_welcome(partner: String, query: String) -> Result<WelcomeData, AppError> {
    use hub::onboarding::Viewer;

    let hub = crate::server::hub()?;
    let named = partner;
    let partner = match super::act::partner_of(&hub, &named, &query).await {
        Err(AppError::SignInRequired) => {
            // The address names no partner: that of the person is meant.
            crate::server::go_to(&crate::sign_in::with_next("/sign-in", &super::act::address(&named, &query)));
            return Err(AppError::SignInRequired);
        }
        other => other?,
    };
    let start = super::act::start(&query)?;
    let session = expect_context::<hub::accounts::browser::Browser>().session.unwrap_or_default();
    let found = hub::onboarding::welcome(&hub, &partner, &start, &session).await?;
    let here = super::act::address(&named, &query);
    let viewer = match found.viewer {
        Viewer::Nobody => ViewerData::Nobody,
        Viewer::Person { email, meant, clients, .. } => ViewerData::Person {
            email,
            meant: meant.map(|(id, name)| (id.into(), name)),
            clients: clients.into_iter().map(|(id, name)| (id.into(), name)).collect(),
        },
    };
    Ok(WelcomeData {
        partner: named,
        name: found.partner.name,
        logo: found.logo,
        sign_in: crate::sign_in::with_next("/sign-in", &here),
        here,
        query,
        email: start.email.unwrap_or_default(),
        person: start.name.unwrap_or_default(),
        entry: start.entry,
        viewer,
        refusal: crate::server::flash::take(super::act::START).refusal,
        support: hub.settings.support_contact.clone(),
    })
}

/// A way, as it stands for whoever has opened it.
#[server(prefix = "/api/public", endpoint = "onboarding/way")]
pub async fn load_way(id: String) -> Result<WayData, AppError> {
    use hub::onboarding::{Lock, Step};

    let hub = crate::server::hub()?;
    let session = expect_context::<hub::accounts::browser::Browser>().session.unwrap_or_default();
    let key = super::act::onboarding(&id)?;
    let found = hub::onboarding::way(&hub, &key, &session).await?;
    let step = match found.step {
        Step::Code { email } => StepData::Code(email),
        Step::SignIn => StepData::SignIn(crate::sign_in::with_next("/sign-in", &super::act::page(&id))),
        Step::Connect { problem } => StepData::Connect(problem),
        Step::Reading { trouble } => {
            // What has failed is tried again by itself after half a minute at the earliest.
            super::act::look_again(if trouble.is_some() { "30" } else { "3" });
            StepData::Reading(trouble)
        }
        Step::Numbers { channels, problem, trouble } => {
            let items = channels.into_iter().map(|choice| ChoiceItem {
                id: choice.id.into(),
                number: choice.number,
                name: choice.name,
                permission: choice.permission,
                asked: choice.asked,
                kept: match choice.lock {
                    Lock::Open => None,
                    Lock::Kept(sentence) => Some(sentence),
                },
                registration: choice.registration,
            });
            StepData::Numbers(items.collect(), problem, trouble)
        }
        Step::Done { target } => {
            // A form may not lead to another site under the page's policy, so that the page itself goes on.
            super::act::look_again(&format!("1;url={target}"));
            StepData::Done(target)
        }
    };
    let refusal = crate::server::flash::take(super::act::WAY).refusal;
    Ok(WayData {
        partner: found.partner,
        logo: found.logo,
        client: found.client,
        step,
        refusal,
        support: hub.settings.support_contact.clone(),
    })
}
