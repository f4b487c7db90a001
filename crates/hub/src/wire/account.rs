//! A WhatsApp Business Account.

use std::collections::BTreeMap;

use domain::meta::BusinessVerification;
use serde::Serialize;
use store::wabas::Waba;

use super::lower;

/// A WhatsApp Business Account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WireAccount {
    /// Id.
    pub id: String,
    /// The client that owns it.
    pub client_id: String,
    /// What it is called.
    pub name: String,
    /// Namespace of its templates.
    pub namespace: Option<String>,
    /// Meta's id of the business behind it.
    pub fb_business_id: Option<String>,
    /// Meta's verification of that business.
    pub fb_account_status: Option<String>,
    /// Meta's number of its time zone, as text.
    pub timezone_id: Option<String>,
    /// Meta's id.
    pub external_id: String,
    /// Consents; the hub keeps none.
    pub consents: BTreeMap<String, bool>,
    /// The business on whose behalf it is managed.
    pub on_behalf_of_business_info: OnBehalf,
    /// When it was made.
    pub created_at: Option<String>,
    /// By whom.
    pub created_by: Option<String>,
}

/// The business on whose behalf an account is managed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OnBehalf {
    /// Meta's id of it.
    pub id: Option<String>,
    /// What it is called.
    pub name: Option<String>,
    /// Whether it agrees; only classic signups have it.
    pub status: Option<String>,
    /// `obo` (classic signup) or `shared` (embedded signup).
    #[serde(rename = "type")]
    pub kind: &'static str,
}

impl From<&Waba> for WireAccount {
    fn from(waba: &Waba) -> Self {
        let facts = &waba.facts;
        Self {
            id: waba.id.to_string(),
            client_id: waba.client_id.to_string(),
            name: facts.name.clone(),
            namespace: facts.namespace.clone(),
            fb_business_id: facts.business_id.clone(),
            fb_account_status: facts.business_verification.as_ref().map(verification),
            timezone_id: facts.timezone.map(|zone| zone.0.to_string()),
            external_id: waba.external_id.clone(),
            consents: BTreeMap::new(),
            on_behalf_of_business_info: OnBehalf {
                id: facts.business_id.clone(),
                name: facts.business_name.clone(),
                status: facts.on_behalf.as_ref().map(|status| lower(status.code())),
                kind: facts.account_type.code(),
            },
            created_at: None,
            created_by: None,
        }
    }
}

/// Integrations know six words; what has come since is told by the nearest of them, and what nobody knows yet as it came.
fn verification(status: &BusinessVerification) -> String {
    let nearest = match status {
        BusinessVerification::Expired => &BusinessVerification::NotVerified,
        BusinessVerification::Ineligible | BusinessVerification::Revoked => &BusinessVerification::Rejected,
        other => other,
    };
    lower(nearest.code())
}
