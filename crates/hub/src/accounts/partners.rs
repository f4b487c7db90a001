//! Partners, which only the operator adds.

use domain::account::Organisation;
use domain::ids::PartnerId;
use domain::text::Name;
use store::partners;

use crate::accounts::audit::{self, Action, By, Entry};
use crate::{Hub, HubError};

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

/// Every partner, the oldest first: for the operator.
///
/// # Errors
/// The database refuses.
pub async fn list(hub: &Hub) -> Result<Vec<PartnerRow>, HubError> {
    Ok(partners::list(&mut hub.store.read().await?).await?)
}
