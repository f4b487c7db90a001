//! The first page: whose link it is, whether it may lead where it wants, and who has opened it.

use domain::account::{Actor, OrganisationKind};
use domain::ids::{ClientId, PartnerId};
use domain::onboarding::Start;
use store::partners::PartnerRow;
use store::{Conn, Tx, memberships, partners, redirect_addresses, users};

use super::redirect::RedirectAddress;
use super::{link_secret, person, signature};
use crate::{Hub, HubError, logos};

/// What the first page shows.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// The partner.
    pub partner: PartnerRow,
    /// Where its logo stands, where it has one.
    pub logo: Option<String>,
    /// Who has opened the link.
    pub viewer: Viewer,
}

/// Who has opened a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Somebody who is not signed in.
    Nobody,
    /// A person, with the clients of this partner that the person acts for.
    Person {
        /// What the person is called.
        name: String,
        /// The person's address.
        email: String,
        /// Id and name of the client that the link means, where the person acts for it.
        meant: Option<(ClientId, String)>,
        /// Id and name of each other client, the one used last first.
        clients: Vec<(ClientId, String)>,
    },
}

/// The first page of a partner's link.
///
/// # Errors
/// [`HubError::NotFound`] for a link of no partner; [`HubError::Conflict`] where it is not signed rightly or leads where
/// the partner has not allowed it.
pub async fn welcome(hub: &Hub, partner: &PartnerId, start: &Start, session: &str) -> Result<Welcome, HubError> {
    let mut conn = hub.store.read().await?;
    let partner = checked(hub, &mut conn, partner, start).await?;
    let viewer = match person(hub, &mut conn, session).await? {
        None => Viewer::Nobody,
        Some(user) => {
            let row = users::get(&mut conn, user).await?.ok_or(HubError::SignInRequired)?;
            let memberships = memberships::of_user(&mut conn, user).await?;
            let clients = memberships.into_iter().filter(|membership| {
                membership.organisation.partner() == partner.key
                    && membership.organisation.kind() == OrganisationKind::Client
            });
            let clients =
                clients.filter_map(|row| Some((ClientId::parse(&row.organisation_id).ok()?, row.organisation_name)));
            let (mut meant, clients): (Vec<_>, Vec<_>) =
                clients.partition(|(id, _)| start.client.as_deref() == Some(id.as_str()));
            Viewer::Person { name: row.name, email: row.email.as_str().to_owned(), meant: meant.pop(), clients }
        }
    };
    let logo = logos::address(&mut conn, partner.key, &partner.id).await?;
    Ok(Welcome { partner, logo, viewer })
}

/// The partner that the actor is, or is a client of.
///
/// # Errors
/// The database refuses.
pub async fn partner_of(hub: &Hub, actor: &Actor) -> Result<PartnerId, HubError> {
    let row = partners::get(&mut hub.store.read().await?, actor.organisation.partner()).await?;
    Ok(row.ok_or(HubError::NotFound)?.id)
}

/// The partner of a link that may be followed.
pub(super) async fn checked(
    hub: &Hub,
    conn: &mut Conn,
    partner: &PartnerId,
    start: &Start,
) -> Result<PartnerRow, HubError> {
    let partner = partners::find(conn, partner).await?.ok_or(HubError::NotFound)?;
    target(hub, conn, &partner, start).await?;
    if let Some(signed) = &start.signature {
        let secret = link_secret::link_secret_of(hub, conn, partner.key).await?;
        signature::check(signed, &partner.id, secret.as_deref(), hub.clock.now())?;
    }
    Ok(partner)
}

/// As [`checked`], where something is about to be written for the link: its signature is used up.
pub(super) async fn used(hub: &Hub, tx: &mut Tx, partner: &PartnerId, start: &Start) -> Result<PartnerRow, HubError> {
    let partner = checked(hub, tx, partner, start).await?;
    if let Some(signed) = &start.signature {
        signature::consume(tx, signed, &partner.id, hub.clock.now()).await?;
    }
    Ok(partner)
}

/// Where a way leads at its end: where the start says, if the partner allows it; else to the partner's default; else to
/// the one that the operator has set.
pub(super) async fn target(
    hub: &Hub,
    conn: &mut Conn,
    partner: &PartnerRow,
    start: &Start,
) -> Result<RedirectAddress, HubError> {
    let allowed = redirect_addresses::of_partner(conn, partner.key).await?;
    let mut allowed = allowed.iter().filter_map(|text| RedirectAddress::parse(text).ok());
    let Some(wanted) = &start.redirect_url else {
        let chosen = allowed.next().map_or_else(|| RedirectAddress::parse(hub.settings.default_redirect.as_str()), Ok);
        return chosen.map_err(HubError::internal);
    };
    let wanted =
        RedirectAddress::parse(wanted).map_err(|_| refused("an address that cannot be read", &partner.name))?;
    if allowed.any(|allowed| wanted.is_covered_by(&allowed)) {
        return Ok(wanted);
    }
    Err(refused(wanted.host(), &partner.name))
}

fn refused(place: &str, partner: &str) -> HubError {
    HubError::Conflict(format!(
        "This link leads on to {place}, which {partner} has not allowed. {partner} can add the address on its \
         Integration page, under Redirect addresses."
    ))
}
