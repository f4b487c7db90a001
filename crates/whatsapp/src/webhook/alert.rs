//! `account_alerts` (Meta, webhook reference, account_alerts).

use domain::open_enum;
use serde::{Deserialize, Serialize};

use crate::wire::{Nested, Text};

/// An alert about a business, an account or a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountAlert {
    /// What it speaks of, as Meta names it: `BUSINESS`, `PHONE_NUMBER`.
    pub entity_kind: Option<String>,
    /// Meta's id of it.
    pub entity_id: Option<String>,
    /// How serious it is.
    pub severity: Option<AlertSeverity>,
    /// Whether it still stands, as Meta writes it: `ACTIVE`, `NONE`.
    pub status: Option<String>,
    /// Which alert, as Meta names it: `OBA_REJECTED`, `PROFILE_PICTURE_LOST`.
    pub kind: String,
    /// Meta's sentence about it.
    pub description: Option<String>,
}

open_enum! {
    /// How serious an alert is (`alert_severity`).
    pub enum AlertSeverity {
        Critical = "CRITICAL" => "Critical",
        Warning = "WARNING" => "Warning",
        Informational = "INFORMATIONAL" => "Information",
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wire<'a> {
    #[serde(borrow)]
    entity_type: Text<'a>,
    #[serde(borrow)]
    entity_id: Text<'a>,
    #[serde(borrow)]
    alert_info: Nested<InfoWire<'a>>,
    #[serde(borrow)]
    alert_severity: Text<'a>,
    #[serde(borrow)]
    alert_status: Text<'a>,
    #[serde(borrow)]
    alert_type: Text<'a>,
    #[serde(borrow)]
    alert_description: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct InfoWire<'a> {
    #[serde(borrow)]
    alert_severity: Text<'a>,
    #[serde(borrow)]
    alert_status: Text<'a>,
    #[serde(borrow)]
    alert_type: Text<'a>,
    #[serde(borrow)]
    alert_description: Text<'a>,
}

/// Reads the details from `alert_info`, or from the value itself, where older examples have them.
pub(super) fn read(wire: &Wire<'_>) -> Option<AccountAlert> {
    let (severity, status, kind, description) = match &wire.alert_info.0 {
        Some(info) => (&info.alert_severity, &info.alert_status, &info.alert_type, &info.alert_description),
        None => (&wire.alert_severity, &wire.alert_status, &wire.alert_type, &wire.alert_description),
    };
    Some(AccountAlert {
        entity_kind: wire.entity_type.owned(),
        entity_id: wire.entity_id.owned(),
        severity: severity.as_open(),
        status: status.owned(),
        kind: kind.owned()?,
        description: description.owned(),
    })
}
