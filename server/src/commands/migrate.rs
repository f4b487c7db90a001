//! `partner-hub migrate`.

use crate::config::Settings;
use crate::console::say;
use crate::{Failure, open};

/// Brings the schema up to date.
pub async fn run(settings: &Settings) -> Result<(), Failure> {
    let store = open::store(&settings.database()?).await?;
    let was_current = store.is_current().await?;
    store.migrate().await?;
    store.close().await;
    say(if was_current { "The schema was up to date already." } else { "The schema is up to date now." });
    Ok(())
}
