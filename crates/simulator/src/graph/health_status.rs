//! The field `health_status` (Messaging health status): the overall state is that of the worst
//! entity on the way of a message.

use serde_json::{Value, json};

use super::call::Call;
use crate::state::World;
use crate::state::business::Business;
use crate::state::number::Number;
use crate::state::template::Template;
use crate::state::waba::Waba;

/// Ordered from good to bad, so that the worst is the largest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Health {
    Available,
    Limited(&'static str),
    Blocked(i64, &'static str, &'static str),
}

pub(crate) fn of_number(call: &Call<'_>, world: &World, number: &Number) -> Value {
    let mut entities = vec![("PHONE_NUMBER", number.id.clone(), number_health(number))];
    if let Some(waba) = world.wabas.get(&number.waba_id) {
        entities.extend(common(call, world, waba));
    }
    summary(&entities)
}

pub(crate) fn of_template(call: &Call<'_>, world: &World, template: &Template) -> Value {
    let mut entities = vec![("MESSAGE_TEMPLATE", template.id.clone(), template_health(template))];
    if let Some(waba) = world.wabas.get(&template.waba_id) {
        entities.extend(common(call, world, waba));
    }
    summary(&entities)
}

pub(crate) fn of_waba(call: &Call<'_>, world: &World, waba: &Waba) -> Value {
    summary(&common(call, world, waba))
}

type Entity = (&'static str, String, Health);

fn common(call: &Call<'_>, world: &World, waba: &Waba) -> Vec<Entity> {
    let mut entities = vec![("WABA", waba.id.clone(), waba_health(waba))];
    if let Some(client) = world.client_of(waba) {
        entities.push(("BUSINESS", client.id.clone(), business_health(client)));
    }
    let app = call.shared().config.app_id.clone();
    entities.push(("APP", app, Health::Available));
    entities
}

fn summary(entities: &[Entity]) -> Value {
    let worst = entities.iter().map(|(_, _, health)| health).max().unwrap_or(&Health::Available);
    let list: Vec<Value> = entities.iter().map(|(kind, id, health)| entity(kind, id, health)).collect();
    json!({ "can_send_message": word(worst), "entities": list })
}

fn entity(kind: &str, id: &str, health: &Health) -> Value {
    let mut entity = json!({
        "entity_type": kind,
        "id": id,
        "can_send_message": word(health),
    });
    if matches!(kind, "PHONE_NUMBER" | "APP") {
        entity["can_receive_call_sip"] = "AVAILABLE".into();
    }
    match health {
        Health::Available => {}
        Health::Limited(why) => entity["additional_info"] = json!([why]),
        Health::Blocked(code, what, solution) => {
            entity["errors"] = json!([{
                "error_code": code,
                "error_description": what,
                "possible_solution": solution,
            }]);
        }
    }
    entity
}

fn word(health: &Health) -> &'static str {
    match health {
        Health::Available => "AVAILABLE",
        Health::Limited(_) => "LIMITED",
        Health::Blocked(..) => "BLOCKED",
    }
}

fn number_health(number: &Number) -> Health {
    match number.status.as_str() {
        "PENDING" | "UNVERIFIED" | "DISCONNECTED" => Health::Blocked(
            141_000,
            "The phone number is not registered with the Cloud API.",
            "Register the phone number before sending messages.",
        ),
        "BANNED" => Health::Blocked(
            141_002,
            "The phone number has been banned for violating WhatsApp policies.",
            "Request a review in WhatsApp Manager, under Business support.",
        ),
        "DELETED" | "MIGRATED" => Health::Blocked(
            141_003,
            "The phone number no longer belongs to this WhatsApp Business Account.",
            "Use another phone number of this account.",
        ),
        "RESTRICTED" | "RATE_LIMITED" => {
            Health::Limited("The phone number cannot start new conversations until its restriction ends.")
        }
        "FLAGGED" => Health::Limited("The quality of this phone number is low. Its messaging limit may be lowered."),
        _ if !matches!(number.name_status.as_str(), "APPROVED" | "AVAILABLE_WITHOUT_REVIEW") => Health::Limited(
            "Your display name has not been approved yet. Your message limit will increase \
                 after the display name is approved.",
        ),
        _ => Health::Available,
    }
}

fn template_health(template: &Template) -> Health {
    match template.status.as_str() {
        "APPROVED" if template.quality_score == "RED" => Health::Limited("The quality of this template is low."),
        "APPROVED" => Health::Available,
        "PENDING" | "IN_APPEAL" => Health::Limited("The template is in review."),
        "PAUSED" => Health::Blocked(
            132_015,
            "The template is paused because of its low quality.",
            "Wait until the pause ends, or edit the template.",
        ),
        "DISABLED" => {
            Health::Blocked(132_016, "The template was disabled because of its low quality.", "Use another template.")
        }
        _ => Health::Blocked(132_001, "The template has not been approved.", "Edit it, or use another template."),
    }
}

fn waba_health(waba: &Waba) -> Health {
    if waba.status == "DISABLED" {
        return Health::Blocked(
            141_010,
            "The WhatsApp Business Account has been disabled.",
            "Request a review in WhatsApp Manager, under Business support.",
        );
    }
    if waba.primary_funding_id.is_none() {
        return Health::Blocked(
            141_006,
            "There is an error with the payment method. This will block business initiated \
             conversations.",
            "There was an error with your payment method. Please add a new payment method to the \
             account.",
        );
    }
    match waba.account_review_status.as_str() {
        "REJECTED" => Health::Blocked(
            141_011,
            "The WhatsApp Business Account was rejected in review.",
            "Appeal the decision in WhatsApp Manager.",
        ),
        "APPROVED" => Health::Available,
        _ => Health::Limited("The WhatsApp Business Account has not been approved yet."),
    }
}

fn business_health(business: &Business) -> Health {
    match business.verification.as_str() {
        "verified" => Health::Available,
        _ => Health::Limited(
            "The business has not passed business verification. Its messaging limit cannot \
             increase before.",
        ),
    }
}
