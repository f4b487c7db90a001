//! The business phone number node (Manage phone numbers; Messaging limits).

use serde_json::{Map, Value, json};

use super::call::Call;
use super::error::GraphError;
use super::fields::{Field, Node};
use super::health_status;
use crate::clock::graph_time;
use crate::reviews;
use crate::state::World;
use crate::state::number::{Number, Official, Pin};

/// A display name is 3 to 128 characters (Display names).
const NAME_LENGTH: std::ops::RangeInclusive<usize> = 3..=128;

pub(crate) struct NumberNode<'c> {
    call: &'c Call<'c>,
    world: &'c World,
    number: &'c Number,
}

impl<'c> NumberNode<'c> {
    pub fn of(call: &'c Call<'c>, world: &'c World, id: &str) -> Result<Self, GraphError> {
        let number = world.numbers.get(id).ok_or_else(|| GraphError::no_such_object("get", id))?;
        Ok(Self { call, world, number })
    }

    fn messaging_limit(&self) -> Value {
        self.world
            .wabas
            .get(&self.number.waba_id)
            .and_then(|waba| self.world.client_of(waba))
            .map(|client| client.messaging_limit.as_str().into())
            .unwrap_or_default()
    }

    fn webhook_configuration(&self) -> Value {
        let Some(subscription) = &self.world.subscription else {
            return Value::Null;
        };
        let mut configuration = json!({ "application": subscription.callback_url.as_str() });
        let uri = self
            .world
            .wabas
            .get(&self.number.waba_id)
            .and_then(|waba| waba.subscription.as_ref())
            .and_then(|app| app.override_callback_uri.as_ref());
        if let Some(uri) = uri {
            configuration["whatsapp_business_account"] = uri.as_str().into();
        }
        configuration
    }
}

impl Node for NumberNode<'_> {
    const KIND: &'static str = "WhatsAppBusinessPhoneNumber";
    const DEFAULT: &'static [&'static str] = &[
        "verified_name",
        "code_verification_status",
        "display_phone_number",
        "quality_rating",
        "platform_type",
        "throughput",
        "webhook_configuration",
    ];

    fn id(&self) -> &str {
        &self.number.id
    }

    fn field(&self, field: &Field) -> Result<Option<Value>, GraphError> {
        let number = self.number;
        let optional = |text: &Option<String>| text.as_deref().map(Value::from).unwrap_or_default();
        Ok(Some(match field.name.as_str() {
            "account_mode" => number.account_mode.as_str().into(),
            "certificate" => match number.name_status.as_str() {
                "APPROVED" | "AVAILABLE_WITHOUT_REVIEW" => format!("CmsKJwjw{}EgZlbnQ6d2EiB1NpbQ==", number.id).into(),
                _ => Value::Null,
            },
            "new_certificate" | "messaging_limit_tier" | "conversational_automation" | "official_business_account" => {
                Value::Null
            }
            "code_verification_status" => number.code_verification_status.as_str().into(),
            "display_phone_number" => number.display.as_str().into(),
            "eligibility_for_api_business_global_search" => "NON_ELIGIBLE_UNDEFINED_COUNTRY".into(),
            "health_status" => health_status::of_number(self.call, self.world, number),
            "is_official_business_account" => (number.official == Official::Yes).into(),
            "is_on_biz_app" | "is_preverified_number" => false.into(),
            "is_pin_enabled" => (number.pin == Pin::Set).into(),
            "last_onboarded_time" => number.last_onboarded_time.map(|time| graph_time(time).into()).unwrap_or_default(),
            "name_status" => number.name_status.as_str().into(),
            "new_display_name" => optional(&number.new_display_name),
            "new_name_status" => optional(&number.new_name_status),
            "platform_type" | "host_platform" => number.platform_type.as_str().into(),
            "quality_rating" => number.quality_rating.as_str().into(),
            "quality_score" => json!({ "score": number.quality_rating }),
            "search_visibility" => "NON_VISIBLE".into(),
            "status" => number.status.as_str().into(),
            // The second key stands in no documentation: readers have to pass over it.
            "throughput" => match number.throughput.as_str() {
                "HIGH" => json!({ "level": "HIGH", "upgraded_by": "AUTOMATIC" }),
                level => json!({ "level": level }),
            },
            "verified_name" => number.verified_name.as_str().into(),
            "webhook_configuration" => self.webhook_configuration(),
            "whatsapp_business_manager_messaging_limit" => self.messaging_limit(),
            _ => return Ok(None),
        }))
    }

    fn extra(&self) -> &Map<String, Value> {
        &self.number.extra
    }
}

/// `POST /{number}`: `pin` (six digits) sets two-step verification, `new_display_name` asks for a
/// review of a new name.
pub(crate) fn post(call: &Call<'_>, id: &str) -> Result<Value, GraphError> {
    let pin = call.params.text("pin");
    let name = call.params.text("new_display_name");
    if pin.is_none() && name.is_none() {
        return Err(GraphError::missing_parameter("new_display_name"));
    }
    if let Some(pin) = &pin
        && (pin.len() != 6 || !pin.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Err(GraphError::invalid_parameter("Param pin must be a string with 6 digits"));
    }
    if let Some(name) = &name
        && !NAME_LENGTH.contains(&name.chars().count())
    {
        return Err(GraphError::invalid_parameter("Param new_display_name must be between 3 and 128 characters long"));
    }
    {
        let mut world = call.shared().world();
        let number = world.number_mut(id)?;
        if pin.is_some() {
            number.pin = Pin::Set;
        }
        if name.is_some() {
            number.new_display_name.clone_from(&name);
            number.new_name_status = Some("PENDING_REVIEW".to_owned());
        }
    }
    if name.is_some() {
        reviews::start_name_review(call.handle, id);
    }
    Ok(json!({ "success": true }))
}

/// A number with all that tests look at, without going over HTTP.
pub(crate) fn describe(world: &World, number: &Number) -> Value {
    json!({
        "id": number.id,
        "waba_id": number.waba_id,
        "display_phone_number": number.display,
        "verified_name": number.verified_name,
        "status": number.status,
        "quality_rating": number.quality_rating,
        "code_verification_status": number.code_verification_status,
        "platform_type": number.platform_type,
        "throughput": number.throughput,
        "name_status": number.name_status,
        "new_display_name": number.new_display_name,
        "new_name_status": number.new_name_status,
        "account_mode": number.account_mode,
        "is_official_business_account": number.official == Official::Yes,
        "whatsapp_business_manager_messaging_limit": world
            .wabas
            .get(&number.waba_id)
            .and_then(|waba| world.client_of(waba))
            .map(|client| &client.messaging_limit),
    })
}
