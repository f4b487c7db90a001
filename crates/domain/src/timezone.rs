//! The time zone of a WABA: Meta's number for it and its name.

mod zones;

use serde::{Deserialize, Serialize};

/// Meta's id of a time zone; on the wire a string of an integer (`"1"`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TimezoneId(pub u16);

impl TimezoneId {
    /// Reads Meta's string; `None` for anything but a small integer.
    pub fn parse(text: &str) -> Option<Self> {
        text.trim().parse().ok().map(Self)
    }

    /// The zone's IANA name; `None` for an id that is not in the table and for Meta's "unknown".
    pub fn name(self) -> Option<&'static str> {
        let index = zones::ZONES.binary_search_by_key(&self.0, |zone| zone.0).ok()?;
        Some(zones::ZONES[index].1).filter(|name| !name.is_empty())
    }

    /// As a person reads it: `12 · Europe/Vienna`.
    pub fn label(self) -> String {
        format!("{} · {}", self.0, self.name().unwrap_or("unknown zone"))
    }
}

/// The names of all zones of the table, with UTC, in the order of the alphabet.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = zones::ZONES.iter().map(|zone| zone.1).filter(|name| !name.is_empty()).collect();
    names.push("UTC");
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_of_the_table_has_a_name_but_the_unknown_one() {
        assert_eq!(zones::ZONES.len(), 143);
        for (id, _) in zones::ZONES {
            assert_eq!(TimezoneId(*id).name().is_none(), *id == 0, "{id}");
        }
    }

    #[test]
    fn ids_are_read_from_strings() {
        assert_eq!(TimezoneId::parse("1").unwrap().label(), "1 · America/Los_Angeles");
        assert_eq!(TimezoneId::parse("9999").unwrap().label(), "9999 · unknown zone");
        assert_eq!(TimezoneId::parse("-1"), None);
    }
}
