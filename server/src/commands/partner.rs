//! `partner-hub partner create`.

use crate::Failure;
use crate::cli::CreatePartner;
use crate::config::Settings;
use crate::console::say;
use crate::open::{self, Schema};

/// Makes a partner and prints its id.
pub async fn create(settings: &Settings, partner: CreatePartner) -> Result<(), Failure> {
    let hub = open::hub(&settings.hub()?, Schema::Migrate).await?;
    let id = hub::accounts::partners::create(&hub, &partner.name).await?;
    hub.store.close().await;
    say(id);
    Ok(())
}
