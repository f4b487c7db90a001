//! WhatsApp Business Accounts (`GET /{waba}`; Meta, "WhatsApp Business Accounts").

use domain::meta::{MessagingLimit, OnBehalfStatus};
use domain::timezone::TimezoneId;
use domain::waba::{AccountType, WabaFacts};
use serde::Deserialize;

use super::fields::{Asked, FieldList};
use super::health::{self, health};
use super::pace::Scope;
use super::request::{Call, read};
use super::{AccessToken, Graph, GraphError};
use crate::wire::{Nested, Text};

const FIELDS: FieldList = FieldList {
    node: "waba",
    full: &[
        "id",
        "name",
        "status",
        "account_review_status",
        "business_verification_status",
        "country",
        "primary_business_location",
        "currency",
        "timezone_id",
        "message_template_namespace",
        "ownership_type",
        "on_behalf_of_business_info",
        "owner_business_info",
        "whatsapp_business_manager_messaging_limit",
        "health_status",
    ],
    base: &[
        "id",
        "name",
        "account_review_status",
        "business_verification_status",
        "country",
        "currency",
        "timezone_id",
        "message_template_namespace",
        "ownership_type",
        "on_behalf_of_business_info",
    ],
};

impl Graph {
    /// What Meta says about an account. The date on which Meta will disable it comes in webhooks alone.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn waba(&self, id: &str, token: &AccessToken) -> Result<WabaFacts, GraphError> {
        let call = Call::get(&[id], token, Scope::Object(id));
        let (body, _) = self.send_for_fields(&call, &FIELDS, Asked::Full).await?;
        Ok(read::<Wire<'_>>(&body)?.facts(id))
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wire<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(borrow)]
    status: Text<'a>,
    #[serde(borrow)]
    account_review_status: Text<'a>,
    #[serde(borrow)]
    business_verification_status: Text<'a>,
    #[serde(borrow)]
    country: Text<'a>,
    #[serde(borrow)]
    primary_business_location: Text<'a>,
    #[serde(borrow)]
    currency: Text<'a>,
    #[serde(borrow)]
    timezone_id: Text<'a>,
    #[serde(borrow)]
    message_template_namespace: Text<'a>,
    #[serde(borrow)]
    on_behalf_of_business_info: Nested<OnBehalfWire<'a>>,
    #[serde(borrow)]
    owner_business_info: Nested<BusinessWire<'a>>,
    #[serde(borrow)]
    owner_business: Nested<BusinessWire<'a>>,
    #[serde(borrow)]
    whatsapp_business_manager_messaging_limit: Text<'a>,
    #[serde(borrow)]
    health_status: Nested<health::Wire<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct BusinessWire<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    name: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct OnBehalfWire<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(borrow)]
    status: Text<'a>,
    #[serde(borrow, rename = "type")]
    kind: Text<'a>,
}

impl OnBehalfWire<'_> {
    /// A business that stands there and is not the owner itself. Meta gives an account that nobody holds on behalf
    /// of another no such object, an empty one, or one of type `SELF`. `ownership_type` does not decide: its values
    /// are documented in contradictory ways.
    fn is_another(&self) -> bool {
        let is_empty = [&self.id, &self.name, &self.status, &self.kind].iter().all(|text| text.get().is_none());
        !is_empty && !self.kind.get().is_some_and(|kind| kind.eq_ignore_ascii_case("SELF"))
    }
}

impl Wire<'_> {
    pub(super) fn facts(&self, asked_id: &str) -> WabaFacts {
        let on_behalf = self.on_behalf_of_business_info.0.as_ref().filter(|info| info.is_another());
        let owner = self.owner_business_info.0.as_ref().or(self.owner_business.0.as_ref());
        let health = health(&self.health_status);
        WabaFacts {
            external_id: self.id.get().unwrap_or(asked_id).to_owned(),
            name: self.name.or_empty(),
            status: self.status.as_open(),
            review: self.account_review_status.as_open(),
            business_verification: self.business_verification_status.as_open(),
            account_type: if on_behalf.is_some() { AccountType::OnBehalf } else { AccountType::Shared },
            on_behalf: on_behalf.and_then(|info| info.status.as_open::<OnBehalfStatus>()),
            business_id: owner.and_then(|owner| owner.id.owned()),
            business_name: owner.and_then(|owner| owner.name.owned()),
            timezone: self.timezone_id.get().and_then(TimezoneId::parse),
            namespace: self.message_template_namespace.owned(),
            currency: self.currency.owned(),
            country: self.country.owned().or_else(|| self.primary_business_location.owned()),
            messaging_limit: self.whatsapp_business_manager_messaging_limit.as_open::<MessagingLimit>(),
            can_send: health.can_send,
            health: health.entities,
            disable_date: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(json: &str) -> WabaFacts {
        read::<Wire<'_>>(json.as_bytes()).unwrap().facts("7")
    }

    #[test]
    fn only_another_business_makes_an_account_on_behalf() {
        for (info, kind) in [
            (r#"{"id":"1","name":"Acme","status":"APPROVED","type":"OBO"}"#, AccountType::OnBehalf),
            (r#"{"id":1,"name":"Acme"}"#, AccountType::OnBehalf),
            (r#"{"id":"1","name":"Acme","status":"APPROVED","type":"SELF"}"#, AccountType::Shared),
            (r#"{"id":"1","type":"self"}"#, AccountType::Shared),
            ("{}", AccountType::Shared),
            ("null", AccountType::Shared),
            (r#""""#, AccountType::Shared),
        ] {
            let json = format!(r#"{{"on_behalf_of_business_info":{info},"ownership_type":"CLIENT_OWNED"}}"#);
            assert_eq!(facts(&json).account_type, kind, "{info}");
        }
    }

    #[test]
    fn the_state_of_the_relation_belongs_to_accounts_on_behalf() {
        let with = |kind: &str| format!(r#"{{"on_behalf_of_business_info":{{"status":"SUBMITTED","type":"{kind}"}}}}"#);
        assert_eq!(facts(&with("OBO")).on_behalf, Some(OnBehalfStatus::Submitted));
        assert_eq!(facts(&with("SELF")).on_behalf, None);
    }

    #[test]
    fn an_empty_answer_is_the_account_that_was_asked_for() {
        let facts = facts("{}");
        assert_eq!((facts.external_id.as_str(), facts.name.as_str(), facts.status), ("7", "", None));
    }
}
