//! What a partner sets up for the onboarding of its clients.

use domain::Timestamp;
use domain::account::{Actor, Capability, Organisation};
use domain::ids::{PartnerId, PartnerKey};
use domain::permission::PaymentType;
use store::{Tx, link_secrets, partners, redirect_addresses};

use super::redirect::RedirectAddress;
use crate::accounts::audit::{self, Action, Entry};
use crate::accounts::require;
use crate::{Hub, HubError};

/// More addresses than a partner has pages.
const MOST: usize = 20;

/// What a partner has set up.
#[derive(Clone, Debug)]
pub struct Redirects {
    /// The partner's id, which its pages name.
    pub partner: PartnerId,
    /// Where clients may be sent, the default first.
    pub addresses: Vec<String>,
    /// Where they are sent when there is none.
    pub otherwise: String,
    /// Who pays for the numbers of clients that come by onboarding.
    pub payment: PaymentType,
    /// Since when there is the secret that signs links, where there is one.
    pub link_secret_since: Option<Timestamp>,
}

/// What the actor's partner has set up.
///
/// # Errors
/// [`HubError::NotFound`] on the client's side.
pub async fn redirects(hub: &Hub, actor: &Actor) -> Result<Redirects, HubError> {
    let key = partner_of(actor)?;
    let mut conn = hub.store.read().await?;
    let partner = partners::get(&mut conn, key).await?.ok_or(HubError::NotFound)?;
    let addresses = redirect_addresses::of_partner(&mut conn, key).await?;
    let otherwise = hub.settings.default_redirect.to_string();
    let link_secret_since = link_secrets::of_partner(&mut conn, key).await?.map(|secret| secret.at);
    let payment = partner.onboarding_payment;
    Ok(Redirects { partner: partner.id, addresses, otherwise, payment, link_secret_since })
}

/// A change of what a partner has set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Allows an address; the first one is the default.
    Allow(String),
    /// Makes an address the default.
    Choose(String),
    /// No longer allows an address.
    Remove(String),
    /// Says who pays for the numbers of clients that come by onboarding from now on.
    Pay(PaymentType),
}

/// Changes what the actor's partner has set up.
///
/// # Errors
/// [`HubError::Invalid`] for what is no address, [`HubError::Conflict`] when there are too many,
/// [`HubError::NotFound`] for an address that is not there and on the client's side, [`HubError::Forbidden`] where only
/// an owner may.
pub async fn change(hub: &Hub, actor: &Actor, change: Change) -> Result<(), HubError> {
    let partner = partner_of(actor)?;
    let needed = if matches!(change, Change::Pay(_)) { Capability::ManageBilling } else { Capability::ManageNumbers };
    require(actor, needed)?;
    let (actor, now) = (*actor, hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let (action, subject) = apply(tx, partner, change, now).await?;
                audit::record(tx, Entry::new((&actor).into(), actor.organisation, action, subject), now).await
            })
        })
        .await
}

async fn apply(tx: &mut Tx, partner: PartnerKey, change: Change, now: Timestamp) -> Result<(Action, String), HubError> {
    let there = |is_there: bool| if is_there { Ok(()) } else { Err(HubError::NotFound) };
    match change {
        Change::Allow(text) => {
            let address = RedirectAddress::parse(&text).map_err(|error| HubError::invalid("address", error))?;
            if MOST <= redirect_addresses::of_partner(tx, partner).await?.len() {
                return Err(HubError::Conflict(format!("There are {MOST} addresses already. Remove one first.")));
            }
            redirect_addresses::add(tx, partner, address.as_str(), now).await?;
            Ok((Action::RedirectAllowed, address.as_str().to_owned()))
        }
        Change::Choose(address) => {
            there(redirect_addresses::choose(tx, partner, &address, now).await?)?;
            Ok((Action::RedirectChosen, address))
        }
        Change::Remove(address) => {
            there(redirect_addresses::remove(tx, partner, &address).await?)?;
            Ok((Action::RedirectRemoved, address))
        }
        Change::Pay(payment) => {
            partners::set_onboarding_payment(tx, partner, payment).await?;
            Ok((Action::OnboardingPaymentSet, payment.label().to_owned()))
        }
    }
}

pub(super) fn partner_of(actor: &Actor) -> Result<PartnerKey, HubError> {
    match actor.organisation {
        Organisation::Partner(partner) => Ok(partner),
        Organisation::Client(..) => Err(HubError::NotFound),
    }
}
