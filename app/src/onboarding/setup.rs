//! What a partner sets up for the onboarding of its clients: a section of the Integration page.

mod address;
mod link;
pub(crate) mod secret;

pub use address::{ChangeRedirect, SetOnboardingPayment};
pub use secret::{MakeLinkSecret, load_link_secret};

use domain::permission::PaymentType;
use domain::state::Tone;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::Refusal;
use crate::ui::{Notice, NoticeFromQuery, NoticeText};

/// What the section shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupData {
    /// The partner's id.
    pub partner: String,
    /// The hub's address.
    pub hub: String,
    /// Where clients may be sent, the default first.
    pub addresses: Vec<String>,
    /// Where they are sent when there is none.
    pub otherwise: String,
    /// Who pays for the numbers of new clients.
    pub payment: PaymentType,
    /// Whether the person may change who pays.
    pub may_pay: bool,
    /// Since when there is a secret that signs links, in words.
    pub secret_since: Option<String>,
    /// The secret, where the person has just made it. It is shown this once.
    pub secret: Option<String>,
    /// Whether the person may make one.
    pub may_sign: bool,
    /// Why a form was refused.
    pub refusal: Option<Refusal>,
}

/// What the section shows.
#[server(prefix = "/api/app", endpoint = "onboarding/setup")]
pub async fn load_setup() -> Result<SetupData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let found = hub::onboarding::redirects(&hub, &actor).await?;
    Ok(SetupData {
        partner: found.partner.into(),
        hub: hub.settings.page(""),
        addresses: found.addresses,
        otherwise: found.otherwise,
        payment: found.payment,
        may_pay: actor.role.may(domain::account::Capability::ManageBilling),
        secret_since: found.link_secret_since.map(|at| at.to_words()),
        secret: crate::server::flash::take(secret::SHOWN).secrets.into_iter().next(),
        may_sign: actor.role.may(domain::account::Capability::ManageSecrets),
        refusal: crate::server::flash::take(address::FLASH).refusal,
    })
}

/// The section's cards.
pub fn section(data: Result<SetupData, AppError>) -> AnyView {
    let cards = match data {
        Ok(data) => cards(data).into_any(),
        Err(error) => view! { <Notice tone=Tone::Caution><p>{error.to_string()}</p></Notice> }.into_any(),
    };
    view! {
        <NoticeFromQuery words/>
        {cards}
    }
    .into_any()
}

fn cards(data: SetupData) -> impl IntoView {
    let link = link::card(&data);
    let secret = secret::card(&data);
    view! {
        {link}
        {address::cards(data)}
        {secret}
    }
}

fn words(code: &str) -> Option<NoticeText> {
    let text = match code {
        "redirect-added" => "Clients may be sent to this address now.",
        "redirect-default" => "Clients are sent to this address unless a link names another one.",
        "redirect-removed" => "Clients are no longer sent to this address.",
        "link-secret" => "There is a new secret for signed links. Keep it now: it is not shown again.",
        "payment-set" => "It holds for clients that come from now on.",
        _ => return None,
    };
    Some(NoticeText { tone: Tone::Positive, text })
}
