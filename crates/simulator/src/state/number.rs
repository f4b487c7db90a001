//! A business phone number.

use serde_json::{Map, Value};

use super::profile::{Commerce, Profile};

/// A business phone number. Statuses are open strings, as on the wire.
#[derive(Clone)]
pub(crate) struct Number {
    pub id: String,
    pub waba_id: String,
    /// As people write it: `+1 631-555-0101`.
    pub display: String,
    pub verified_name: String,
    pub status: String,
    pub quality_rating: String,
    pub code_verification_status: String,
    pub platform_type: String,
    pub throughput: String,
    pub name_status: String,
    /// A name that waits for its review.
    pub new_display_name: Option<String>,
    pub new_name_status: Option<String>,
    pub account_mode: String,
    pub official: Official,
    pub pin: Pin,
    /// The PIN itself, where somebody who registers the number has to know it.
    pub pin_code: Option<String>,
    pub creation_time: i64,
    pub last_onboarded_time: Option<i64>,
    pub profile: Profile,
    pub commerce: Commerce,
    /// What Meta sends unasked and documents nowhere.
    pub extra: Map<String, Value>,
}

/// Whether the number is an Official Business Account, with the badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Official {
    Yes,
    No,
}

/// Whether two-step verification is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pin {
    Set,
    Missing,
}

impl Number {
    /// A connected number of good quality on the Cloud API.
    pub fn new(id: &str, waba_id: &str, display: &str, name: &str, creation_time: i64) -> Self {
        Self {
            id: id.to_owned(),
            waba_id: waba_id.to_owned(),
            display: display.to_owned(),
            verified_name: name.to_owned(),
            status: "CONNECTED".to_owned(),
            quality_rating: "GREEN".to_owned(),
            code_verification_status: "VERIFIED".to_owned(),
            platform_type: "CLOUD_API".to_owned(),
            throughput: "STANDARD".to_owned(),
            name_status: "APPROVED".to_owned(),
            new_display_name: None,
            new_name_status: None,
            account_mode: "LIVE".to_owned(),
            official: Official::No,
            pin: Pin::Set,
            pin_code: None,
            creation_time,
            last_onboarded_time: Some(creation_time),
            profile: Profile::new(),
            commerce: Commerce::new(),
            extra: Map::new(),
        }
    }

    /// As it is after a sign-up, until it is registered; with the PIN that it has from before, if it has one.
    pub fn waiting(mut self, pin: Option<String>) -> Self {
        "PENDING".clone_into(&mut self.status);
        "NOT_APPLICABLE".clone_into(&mut self.platform_type);
        self.last_onboarded_time = None;
        self.pin = if pin.is_some() { Pin::Set } else { Pin::Missing };
        self.pin_code = pin;
        self
    }

    /// Digits only, as webhooks print a number: `16315550101`.
    pub fn digits(&self) -> String {
        self.display.chars().filter(char::is_ascii_digit).collect()
    }
}
