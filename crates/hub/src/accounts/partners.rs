//! Partners, which only the operator adds.

use domain::account::{Actor, Capability, Organisation};
use domain::ids::PartnerId;
use domain::text::Name;
use store::partners;

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::require;
use crate::{Hub, HubError, calendar};

pub use store::partners::PartnerRow;

/// Adds a partner.
///
/// # Errors
/// A name that cannot be taken.
pub async fn create(hub: &Hub, name: &str) -> Result<PartnerId, HubError> {
    let name = Name::parse(name).map_err(|error| HubError::invalid("name", error))?;
    let id = PartnerId::from_entropy(hub.random.entropy());
    let at = hub.clock.now();
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let key = partners::create(tx, &id, &name, at).await?;
                let entry = Entry::new(By::Operator, Organisation::Partner(key), Action::PartnerCreated, name.as_str());
                audit::record(tx, entry, at).await?;
                Ok(id)
            })
        })
        .await
}

/// The partner with this id.
///
/// # Errors
/// [`HubError::NotFound`].
pub async fn find(hub: &Hub, id: &PartnerId) -> Result<PartnerRow, HubError> {
    partners::find(&mut hub.store.read().await?, id).await?.ok_or(HubError::NotFound)
}

/// The actor's partner: its own, or the one that manages the client's numbers.
///
/// # Errors
/// [`HubError::NotFound`].
pub async fn of_actor(hub: &Hub, actor: &Actor) -> Result<PartnerRow, HubError> {
    partners::get(&mut hub.store.read().await?, actor.organisation.partner()).await?.ok_or(HubError::NotFound)
}

/// Chooses the zone of the partner's calendar, in which notices are counted from then on. Last days that were told
/// before stay the same days.
///
/// # Errors
/// [`HubError::NotFound`] on the client's side, [`HubError::Forbidden`] for members, [`HubError::Invalid`] for what is
/// no time zone.
pub async fn set_time_zone(hub: &Hub, actor: &Actor, name: &str) -> Result<(), HubError> {
    let Organisation::Partner(key) = actor.organisation else { return Err(HubError::NotFound) };
    require(actor, Capability::ManageBilling)?;
    let zone = calendar::known_zone(name)
        .ok_or_else(|| HubError::invalid("time_zone", "Choose a time zone from the list, such as Europe/Berlin."))?;
    let (actor, at) = (*actor, hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let partner = partners::get(tx, key).await?.ok_or(HubError::NotFound)?;
                if partner.time_zone == zone {
                    return Ok(());
                }
                partners::set_time_zone(tx, key, zone).await?;
                let entry = Entry::new(By::Actor(actor), actor.organisation, Action::TimeZoneChosen, partner.name);
                audit::record(tx, entry.detail(format!("{} → {zone}", partner.time_zone)), at).await
            })
        })
        .await
}

/// Every partner, the oldest first: for the operator.
///
/// # Errors
/// The database refuses.
pub async fn list(hub: &Hub) -> Result<Vec<PartnerRow>, HubError> {
    Ok(partners::list(&mut hub.store.read().await?).await?)
}
