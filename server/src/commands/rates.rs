//! `partner-hub rates import`.

use std::io::Read;
use std::path::Path;

use domain::time::Date;
use hub::rates;

use crate::Failure;
use crate::cli::ImportRates;
use crate::config::Settings;
use crate::console::say;
use crate::open::{self, Schema};

/// No card of Meta's comes near this.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Imports a rate card and says what was in it.
pub async fn import(settings: &Settings, card: ImportRates) -> Result<(), Failure> {
    let from = Date::parse(card.from.trim())
        .ok_or_else(|| Failure::Failed(format!("--from is `{}`; it is a day such as 2026-10-01.", card.from)))?;
    let csv = read(&card.file)?;
    let name = card.name.clone().unwrap_or_else(|| name_of(&card.file));
    let hub = open::hub(&settings.hub()?, Schema::Migrate).await?;
    let imported = rates::import(&hub, &csv, from, &name).await;
    hub.store.close().await;
    let imported = imported.map_err(|error| Failure::Failed(error.to_string()))?;
    say(format_args!("{} rates in {} hold from {from} on.", imported.rates, imported.currency));
    if 0 < imported.released {
        say(format_args!("{} deliveries that were held are priced now.", imported.released));
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut csv = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().take(LARGEST + 1).read_to_end(&mut csv)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut csv))
    };
    read.map_err(|error| Failure::because(format_args!("{} cannot be read", path.display()), error))?;
    if LARGEST < csv.len() as u64 {
        return Err(Failure::Failed(format!("{} is larger than 4 MB: this is no rate card.", path.display())));
    }
    Ok(csv)
}

fn name_of(path: &Path) -> String {
    path.file_stem().map_or_else(|| "rate card".to_owned(), |name| name.to_string_lossy().into_owned())
}
