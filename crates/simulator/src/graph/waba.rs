//! The WhatsApp Business Account node (WhatsApp Business Accounts; fields as in Meta's business SDK).

use serde_json::{Map, Value, json};

use super::call::Call;
use super::error::GraphError;
use super::fields::{Field, Node};
use super::{health_status, phone_numbers, subscribed_apps};
use crate::state::waba::Waba;
use crate::state::{PARTNER_BUSINESS, World};

pub(crate) struct WabaNode<'c> {
    call: &'c Call<'c>,
    world: &'c World,
    waba: &'c Waba,
}

impl<'c> WabaNode<'c> {
    pub fn of(call: &'c Call<'c>, world: &'c World, id: &str) -> Result<Self, GraphError> {
        let waba = world.wabas.get(id).ok_or_else(|| GraphError::no_such_object("get", id))?;
        Ok(Self { call, world, waba })
    }

    fn business_info(&self, id: &str) -> Value {
        self.world
            .businesses
            .get(id)
            .map(|business| json!({ "id": business.id, "name": business.name }))
            .unwrap_or_default()
    }

    /// Of type OBO after the classic signup; of type SELF where the owner holds the account for itself.
    fn on_behalf_of(&self) -> Value {
        let mut info = self.business_info(self.waba.client_business());
        let (status, kind) = match &self.waba.on_behalf_of {
            Some(obo) => (obo.status.as_str(), "OBO"),
            None => ("APPROVED", "SELF"),
        };
        info["status"] = status.into();
        info["type"] = kind.into();
        info
    }
}

impl Node for WabaNode<'_> {
    const KIND: &'static str = "WhatsAppBusinessAccount";
    const DEFAULT: &'static [&'static str] = &["name", "timezone_id", "message_template_namespace"];

    fn id(&self) -> &str {
        &self.waba.id
    }

    fn field(&self, field: &Field) -> Result<Option<Value>, GraphError> {
        let waba = self.waba;
        let client = self.world.client_of(waba);
        Ok(Some(match field.name.as_str() {
            "account_review_status" => waba.account_review_status.as_str().into(),
            "auth_international_rate_eligibility" => Value::Null,
            "business_verification_status" => {
                client.map(|client| client.verification.as_str().into()).unwrap_or_default()
            }
            "country" | "primary_business_location" => waba.country.as_str().into(),
            "creation_time" => waba.creation_time.into(),
            "currency" => waba.currency.as_str().into(),
            "disable_marketing_messages_on_cloud_api" => false.into(),
            "health_status" => health_status::of_waba(self.call, self.world, waba),
            "is_enabled_for_insights" => true.into(),
            "is_shared_with_partners" => (waba.owner_business != PARTNER_BUSINESS).into(),
            "linked_commerce_account" => Value::Null,
            "marketing_messages_lite_api_status" => "INELIGIBLE".into(),
            "marketing_messages_onboarding_status" => "NOT_ONBOARDED".into(),
            "message_template_namespace" => waba.message_template_namespace.as_str().into(),
            "name" => waba.name.as_str().into(),
            "on_behalf_of_business_info" => self.on_behalf_of(),
            "owner_business" | "owner_business_info" => self.business_info(&waba.owner_business),
            "ownership_type" => match &waba.on_behalf_of {
                Some(_) => "AGENCY_OWNED".into(),
                None => "CLIENT_OWNED".into(),
            },
            "phone_numbers" => phone_numbers::expand(self.call, self.world, waba, field)?,
            "primary_funding_id" => waba.primary_funding_id.as_deref().map(Value::from).unwrap_or_default(),
            "purchase_order_number" => Value::Null,
            "status" => waba.status.as_str().into(),
            "subscribed_apps" => subscribed_apps::list(self.call, waba),
            "template_auto_archival_enabled" => false.into(),
            // A number, but printed as text.
            "timezone_id" => waba.timezone_id.to_string().into(),
            "whatsapp_business_manager_messaging_limit" => {
                client.map(|client| client.messaging_limit.as_str().into()).unwrap_or_default()
            }
            _ => return Ok(None),
        }))
    }

    fn extra(&self) -> &Map<String, Value> {
        &self.waba.extra
    }
}
