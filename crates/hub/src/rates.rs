//! Meta's rates: imported by the operator from the cards that Meta publishes each quarter.

use domain::money::Currency;
use domain::time::Date;
use store::{StoreError, charges, rates};
use whatsapp::rate_card::{self, RateCardError};

use crate::{Hub, HubError};

/// What an import has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The currency of the card.
    pub currency: Currency,
    /// How many rates it has.
    pub rates: usize,
    /// How many deliveries were held for want of a rate and are looked at again.
    pub released: u64,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is no rate card.
    #[error("the rate card was not imported: {0}")]
    Card(#[from] RateCardError),
    /// The database refuses.
    #[error(transparent)]
    Hub(#[from] HubError),
}

/// Imports a card whose rates hold from a day on, all of it or nothing. What was held for want of a rate waits again.
///
/// # Errors
/// The line that cannot be read; the database refuses.
pub async fn import(hub: &Hub, csv: &[u8], from: Date, name: &str) -> Result<Imported, ImportError> {
    let file = rate_card::parse(csv, from)?;
    let name = name.to_owned();
    let imported = hub.store.write(move |tx| {
        Box::pin(async move {
            for rate in &file.rates {
                rates::put(tx, file.currency, rate, &name).await?;
            }
            let released = charges::release(tx).await?;
            Ok::<_, StoreError>(Imported { currency: file.currency, rates: file.rates.len(), released })
        })
    });
    let imported = imported.await.map_err(HubError::from)?;
    hub.signals.charges.notify_one();
    Ok(imported)
}
