//! The logo of a partner, which its clients see where they are asked on its behalf. It is no secret: whoever has a link of
//! the partner sees it.

use bytes::Bytes;
use domain::account::{Actor, Capability, Organisation};
use domain::ids::{PartnerId, PartnerKey};
use domain::logo::{self, Kind, Problem};
use store::partner_logos::{self, NewLogo};
use store::{Conn, partners};

use crate::accounts::audit::{self, Action, Entry};
use crate::accounts::require;
use crate::accounts::token::{self, hex};
use crate::{Hub, HubError};

/// What became of a file that somebody has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// It is the logo now.
    Kept,
    /// It cannot be the logo.
    Refused(Problem),
}

/// A logo, to be shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What it is made as.
    pub kind: Kind,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Makes a file the logo of the actor's partner.
///
/// # Errors
/// [`HubError::NotFound`] on the client's side, [`HubError::Forbidden`] for members.
pub async fn choose(hub: &Hub, actor: &Actor, bytes: Bytes) -> Result<Chosen, HubError> {
    let partner = may_brand(actor)?;
    let kind = match logo::check(&bytes) {
        Ok(kind) => kind,
        Err(problem) => return Ok(Chosen::Refused(problem)),
    };
    let version: String = hex(&token::hash(&bytes)).chars().take(20).collect();
    let (actor, at) = (*actor, hub.clock.now());
    let new = NewLogo { version, kind, bytes: bytes.to_vec(), at };
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                partner_logos::put(tx, partner, &new).await?;
                let entry = Entry::new((&actor).into(), actor.organisation, Action::LogoChanged, kind.label());
                audit::record(tx, entry, at).await
            })
        })
        .await
        .map(|()| Chosen::Kept)
}

/// Removes the logo of the actor's partner; initials stand in its place. Doing it twice changes nothing.
///
/// # Errors
/// As [`choose`].
pub async fn remove(hub: &Hub, actor: &Actor) -> Result<(), HubError> {
    let partner = may_brand(actor)?;
    let (actor, at) = (*actor, hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                if !partner_logos::remove(tx, partner).await? {
                    return Ok(());
                }
                let entry = Entry::new((&actor).into(), actor.organisation, Action::LogoRemoved, "");
                audit::record(tx, entry, at).await
            })
        })
        .await
}

/// The logo of a partner in this version.
///
/// # Errors
/// [`HubError::NotFound`] for another version, and where there is none.
pub async fn show(hub: &Hub, partner: &PartnerId, version: &str) -> Result<Shown, HubError> {
    let found = partner_logos::find(&mut hub.store.read().await?, partner, version).await?;
    let (kind, bytes) = found.ok_or(HubError::NotFound)?;
    Ok(Shown { kind, bytes })
}

/// Where the logo of the actor's partner stands; nothing where it has none.
///
/// # Errors
/// The database refuses.
pub async fn address_for(hub: &Hub, actor: &Actor) -> Result<Option<String>, HubError> {
    let mut conn = hub.store.read().await?;
    let partner = partners::get(&mut conn, actor.organisation.partner()).await?.ok_or(HubError::NotFound)?;
    address(&mut conn, partner.key, &partner.id).await
}

/// Where the logo of a partner stands; nothing where it has none.
pub(crate) async fn address(conn: &mut Conn, key: PartnerKey, id: &PartnerId) -> Result<Option<String>, HubError> {
    Ok(partner_logos::version(conn, key).await?.map(|version| format!("/logo/{id}/{version}")))
}

fn may_brand(actor: &Actor) -> Result<PartnerKey, HubError> {
    let Organisation::Partner(partner) = actor.organisation else { return Err(HubError::NotFound) };
    require(actor, Capability::ManageBilling)?;
    Ok(partner)
}
