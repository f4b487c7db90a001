//! Somebody who is signed in begins a way: for a client that is there, or for a company of their own.

use domain::account::{Organisation, Role};
use domain::ids::{ClientId, ClientKey, OnboardingId, PartnerId, PartnerKey};
use domain::onboarding::Start;
use store::onboardings::{self, NewOnboarding};
use store::sessions::Stage;
use store::{Tx, clients as clients_there, memberships, sessions, users};

use super::{WAY_LIMIT, start};
use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::clients;
use crate::accounts::sessions::{NewSession, renew};
use crate::accounts::token::hash_of;
use crate::{Hub, HubError};

/// For whom a way is begun.
#[derive(Clone, Debug)]
pub enum Company {
    /// A client that the person acts for.
    Known(ClientId),
    /// A company that becomes a client of the partner.
    New(String),
}

/// Begins a way for whoever is signed in, and opens the client in the session: set the cookies.
///
/// # Errors
/// [`HubError::SignInRequired`], [`HubError::NotFound`] for a client that is not the person's,
/// [`HubError::Invalid`] for a name that cannot be taken, and what [`super::welcome`] refuses.
pub async fn begin(
    hub: &Hub,
    partner: &PartnerId,
    start: Start,
    company: Company,
    session: &str,
) -> Result<(OnboardingId, NewSession), HubError> {
    let old = hash_of(session).ok_or(HubError::SignInRequired)?;
    let id = OnboardingId::from_entropy(hub.random.entropy());
    let (worker, partner) = (hub.clone(), partner.clone());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let now = worker.clock.now();
                let row = sessions::find(tx, &old, now).await?.filter(|row| row.stage == Stage::Full);
                let row = row.ok_or(HubError::SignInRequired)?;
                let partner = start::used(&worker, tx, &partner, &start).await?;
                let (client, membership) = match company {
                    Company::Known(id) => {
                        let known = memberships::of_user(tx, row.user).await?;
                        let known = known.into_iter().find(|known| {
                            known.organisation_id == id.as_str() && known.organisation.partner() == partner.key
                        });
                        let known = known.ok_or(HubError::NotFound)?;
                        let client = known.organisation.client().ok_or(HubError::NotFound)?;
                        note(tx, partner.key, client, &start).await?;
                        (client, known.key)
                    }
                    Company::New(name) => {
                        let person = users::get(tx, row.user).await?.ok_or(HubError::SignInRequired)?;
                        let form = clients::ClientForm {
                            name,
                            contact_email: person.email.as_str().to_owned(),
                            partner_payload: start.partner_payload.clone(),
                            ..clients::ClientForm::default()
                        };
                        let made = clients::add_in(&worker, tx, By::User(row.user), partner.key, &form).await;
                        let made = made.map_err(at_company)?;
                        let organisation = Organisation::Client(partner.key, made.key);
                        let key = memberships::create(tx, row.user, organisation, Role::Owner, now).await?;
                        let entry =
                            Entry::new(By::User(row.user), organisation, Action::SignedUp, person.email.as_str());
                        audit::record(tx, entry, now).await?;
                        (made.key, key)
                    }
                };
                let new = NewOnboarding {
                    id: id.clone(),
                    partner: partner.key,
                    who: Some((row.user, client)),
                    start,
                    at: now,
                    ends_at: now.plus_seconds(WAY_LIMIT),
                };
                onboardings::create(tx, &new).await?;
                Ok((id, renew(tx, &worker, &old, row.ends_at, membership).await?))
            })
        })
        .await
}

/// Keeps the partner's note with a client that is there. Whoever opens a link can write one, so that one which is there
/// is replaced by a signed link only.
async fn note(tx: &mut Tx, partner: PartnerKey, client: ClientKey, start: &Start) -> Result<(), HubError> {
    let Some(payload) = &start.partner_payload else { return Ok(()) };
    let row = clients_there::get(tx, partner, client).await?.ok_or(HubError::NotFound)?;
    if row.partner_payload.is_none() || start.signature.is_some() {
        clients_there::set_partner_payload(tx, client, payload).await?;
    }
    Ok(())
}

/// The form calls the field as it stands there.
fn at_company(error: HubError) -> HubError {
    match error {
        HubError::Invalid { message, .. } => HubError::invalid("company", message),
        other => other,
    }
}
