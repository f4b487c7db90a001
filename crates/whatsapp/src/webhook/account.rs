//! `account_update` (Meta, webhook reference, account_update).

use domain::meta::WabaStatus;
use domain::{Timestamp, open_enum};
use serde::{Deserialize, Serialize};

use super::change::instant;
use crate::wire::{Int, List, Nested, Text};

/// What happened to an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccountUpdate {
    /// Meta disables the account, will do so, or has enabled it again (DISABLED_UPDATE).
    Ban {
        /// Which of these.
        state: BanState,
        /// The day, as Meta writes it: `January 31, 2021`.
        date: Option<String>,
    },
    /// The account has broken a policy (ACCOUNT_VIOLATION).
    Violation {
        /// Which, as Meta names it: `ADULT`, `SCAM` (Meta, policy enforcement, violations).
        kind: String,
    },
    /// Meta restricts what the account may do (ACCOUNT_RESTRICTION).
    Restriction {
        /// What, and until when.
        restrictions: Vec<Restriction>,
    },
    /// The account, or its number, is verified (VERIFIED_ACCOUNT).
    Verified {
        /// The number, as Meta writes it.
        number: Option<String>,
    },
    /// The account is gone (ACCOUNT_DELETED).
    Deleted,
    /// The account's data has been moved away from the Cloud API (ACCOUNT_OFFBOARDED).
    Offboarded,
    /// The account is back (ACCOUNT_RECONNECTED).
    Reconnected,
    /// A client has shared its account with the partner (PARTNER_ADDED).
    PartnerAdded(PartnerAccount),
    /// A client has stopped sharing its account (PARTNER_REMOVED).
    PartnerRemoved(PartnerAccount),
    /// A client has installed the partner's app (PARTNER_APP_INSTALLED).
    AppInstalled(PartnerAccount),
    /// A client has removed the partner's app (PARTNER_APP_UNINSTALLED).
    AppUninstalled(PartnerAccount),
    /// The business has another primary country (BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE).
    PrimaryCountry {
        /// ISO 3166-1 alpha-2.
        country: String,
    },
    /// A client's certification went on (PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE).
    Certification {
        /// `APPROVED`, `DISCARDED`, `FAILED`, `PENDING`, `REVOKED`.
        status: String,
        /// Why it failed, as Meta names it.
        rejection_reasons: Vec<String>,
    },
    /// Any other event, or one that lacks what it should say; kept verbatim.
    Noted {
        /// Which.
        event: String,
        /// The value as it came, JSON.
        raw: String,
    },
}

open_enum! {
    /// Whether an account is disabled (`ban_info.waba_ban_state`).
    pub enum BanState {
        Disable = "DISABLE" => "Disabled",
        Reinstate = "REINSTATE" => "Enabled again",
        ScheduleForDisable = "SCHEDULE_FOR_DISABLE" => "Scheduled to be disabled",
    }
}

impl BanState {
    /// The account's status after it; `None` for a state that the hub does not know.
    pub fn waba_status(&self) -> Option<WabaStatus> {
        match self {
            Self::Disable => Some(WabaStatus::Disabled),
            Self::Reinstate => Some(WabaStatus::Active),
            Self::ScheduleForDisable => Some(WabaStatus::ScheduledForDisable),
            Self::Other(_) => None,
        }
    }
}

/// One restriction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restriction {
    /// Which, as Meta names it: `RESTRICTED_BIZ_INITIATED_MESSAGING`.
    pub kind: String,
    /// When it ends; `None` when it has no end or Meta's text is not a time.
    pub expires: Option<Timestamp>,
}

/// The account that a partner event speaks of (`waba_info`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerAccount {
    /// The client's account.
    pub waba_id: Option<String>,
    /// The business that owns it.
    pub owner_business_id: Option<String>,
    /// The partner's app.
    pub partner_app_id: Option<String>,
    /// The multi-partner solution.
    pub solution_id: Option<String>,
}

impl AccountUpdate {
    /// The client's account of a partner event; for such an event, the entry's id may be the partner's business.
    pub fn partner_account(&self) -> Option<&PartnerAccount> {
        match self {
            Self::PartnerAdded(account)
            | Self::PartnerRemoved(account)
            | Self::AppInstalled(account)
            | Self::AppUninstalled(account) => Some(account),
            _ => None,
        }
    }

    pub(super) fn read(wire: &Wire<'_>, raw: &str) -> Option<Self> {
        let event = wire.event.get()?;
        let noted = || Self::Noted { event: event.to_owned(), raw: raw.to_owned() };
        Some(match event {
            "ACCOUNT_DELETED" => Self::Deleted,
            "ACCOUNT_OFFBOARDED" => Self::Offboarded,
            "ACCOUNT_RECONNECTED" => Self::Reconnected,
            "VERIFIED_ACCOUNT" => Self::Verified { number: wire.phone_number.owned() },
            "PARTNER_ADDED" => Self::PartnerAdded(wire.partner_account()),
            "PARTNER_REMOVED" => Self::PartnerRemoved(wire.partner_account()),
            "PARTNER_APP_INSTALLED" => Self::AppInstalled(wire.partner_account()),
            "PARTNER_APP_UNINSTALLED" => Self::AppUninstalled(wire.partner_account()),
            "ACCOUNT_RESTRICTION" => Self::Restriction { restrictions: wire.restrictions() },
            "DISABLED_UPDATE" => wire.ban().unwrap_or_else(noted),
            "ACCOUNT_VIOLATION" => wire.violation().unwrap_or_else(noted),
            "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE" => {
                wire.country.owned().map_or_else(noted, |country| Self::PrimaryCountry { country })
            }
            "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE" => wire.certification().unwrap_or_else(noted),
            _ => noted(),
        })
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wire<'a> {
    #[serde(borrow)]
    event: Text<'a>,
    #[serde(borrow)]
    phone_number: Text<'a>,
    #[serde(borrow)]
    country: Text<'a>,
    #[serde(borrow)]
    status: Text<'a>,
    #[serde(borrow)]
    rejection_reasons: List<Text<'a>>,
    #[serde(borrow)]
    ban_info: Nested<BanWire<'a>>,
    #[serde(borrow)]
    violation_info: Nested<ViolationWire<'a>>,
    #[serde(borrow)]
    restriction_info: List<Nested<RestrictionWire<'a>>>,
    #[serde(borrow)]
    waba_info: Nested<PartnerWire<'a>>,
    #[serde(borrow)]
    partner_client_certification_info: Nested<CertificationWire<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct BanWire<'a> {
    #[serde(borrow)]
    waba_ban_state: Text<'a>,
    #[serde(borrow)]
    waba_ban_date: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ViolationWire<'a> {
    #[serde(borrow)]
    violation_type: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RestrictionWire<'a> {
    #[serde(borrow)]
    restriction_type: Text<'a>,
    expiration: Int,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct PartnerWire<'a> {
    #[serde(borrow)]
    waba_id: Text<'a>,
    #[serde(borrow)]
    owner_business_id: Text<'a>,
    #[serde(borrow)]
    partner_app_id: Text<'a>,
    #[serde(borrow)]
    solution_id: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct CertificationWire<'a> {
    #[serde(borrow)]
    status: Text<'a>,
    #[serde(borrow)]
    rejection_reasons: List<Text<'a>>,
}

impl Wire<'_> {
    fn ban(&self) -> Option<AccountUpdate> {
        let ban = self.ban_info.0.as_ref()?;
        Some(AccountUpdate::Ban { state: ban.waba_ban_state.as_open()?, date: ban.waba_ban_date.owned() })
    }

    fn violation(&self) -> Option<AccountUpdate> {
        let kind = self.violation_info.0.as_ref()?.violation_type.owned()?;
        Some(AccountUpdate::Violation { kind })
    }

    fn restrictions(&self) -> Vec<Restriction> {
        self.restriction_info
            .objects()
            .map(|item| Restriction { kind: item.restriction_type.or_empty(), expires: item.expiration.0.map(instant) })
            .collect()
    }

    fn partner_account(&self) -> PartnerAccount {
        self.waba_info.0.as_ref().map_or_else(PartnerAccount::default, |info| PartnerAccount {
            waba_id: info.waba_id.owned(),
            owner_business_id: info.owner_business_id.owned(),
            partner_app_id: info.partner_app_id.owned(),
            solution_id: info.solution_id.owned(),
        })
    }

    fn certification(&self) -> Option<AccountUpdate> {
        let nested = self.partner_client_certification_info.0.as_ref();
        let (status, reasons) = match nested {
            Some(info) => (&info.status, &info.rejection_reasons),
            None => (&self.status, &self.rejection_reasons),
        };
        Some(AccountUpdate::Certification {
            status: status.owned()?,
            rejection_reasons: reasons.0.iter().filter_map(Text::owned).collect(),
        })
    }
}
