//! A client.

use serde::Serialize;
use store::clients::NewClient;
use store::wabas::Waba;

/// A client, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WireClient {
    /// Id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What the partner has noted about it.
    pub partner_payload: Option<String>,
    /// How to reach it.
    pub contact_info: WireContact,
}

/// How to reach a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WireContact {
    /// Name in the register of companies.
    pub full_name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Two letters (ISO 3166-1 alpha-2).
    pub country: Option<String>,
}

impl From<&Waba> for WireClient {
    fn from(waba: &Waba) -> Self {
        let contact_info = WireContact {
            full_name: Some(waba.client_legal_name.clone()),
            email: waba.client_email.clone(),
            country: None,
        };
        Self {
            id: waba.client_id.to_string(),
            name: waba.client_name.clone(),
            partner_payload: waba.client_payload.clone(),
            contact_info,
        }
    }
}

impl From<&NewClient> for WireClient {
    fn from(new: &NewClient) -> Self {
        let contact_info = WireContact {
            full_name: Some(new.legal_name.as_str().to_owned()),
            email: new.contact_email.as_ref().map(|email| email.as_str().to_owned()),
            country: new.country.as_ref().map(|country| country.as_str().to_owned()),
        };
        Self {
            id: new.id.to_string(),
            name: new.name.as_str().to_owned(),
            partner_payload: new.partner_payload.clone(),
            contact_info,
        }
    }
}
