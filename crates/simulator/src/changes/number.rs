//! What happens to a number.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Announce, Update, capability_update, quality_update};
use crate::Error;
use crate::state::World;
use crate::state::number::{Number, Official};

/// How long a restriction lasts, in seconds.
const RESTRICTION: i64 = 7 * 86_400;

/// A change of one number: what is given changes, the rest stays. Values are Graph's own and not
/// checked, so that a value can be tried that Meta has yet to invent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NumberChange {
    /// GREEN, YELLOW, RED, NA, UNKNOWN. Told by `phone_number_quality_update`: FLAGGED for RED,
    /// UNFLAGGED for any other, so that the rating itself has to be read from the number.
    pub quality_rating: Option<String>,
    /// CONNECTED, FLAGGED, … Told by `phone_number_quality_update` or `account_update`.
    pub status: Option<String>,
    /// `TIER_250` … `TIER_UNLIMITED`. Holds for the whole portfolio: told by one
    /// `phone_number_quality_update` and a `business_capability_update` for each of its WABAs.
    pub messaging_limit: Option<String>,
    /// APPROVED, DECLINED, `PENDING_REVIEW`, … Told by `phone_number_name_update`. APPROVED puts
    /// the waiting name into force.
    pub name_status: Option<String>,
    /// The name that the review is about; without it the waiting one or else the present one.
    pub requested_verified_name: Option<String>,
    /// `NAME_FORMAT_UNACCEPTABLE`, … for a refused name.
    pub rejection_reason: Option<String>,
    /// VERIFIED, `NOT_VERIFIED`, EXPIRED. Meta has no webhook for it.
    pub code_verification_status: Option<String>,
    /// LIVE, SANDBOX. Meta has no webhook for it.
    pub account_mode: Option<String>,
    /// `CLOUD_API`, `ON_PREMISE`, `NOT_APPLICABLE`. Meta has no webhook for it.
    pub platform_type: Option<String>,
    /// STANDARD, HIGH. HIGH is told by `phone_number_quality_update`, `THROUGHPUT_UPGRADE`.
    pub throughput: Option<String>,
    /// Whether it is an Official Business Account. Told by `account_update`, `VERIFIED_ACCOUNT`,
    /// and by `account_alerts`.
    pub official_business_account: Option<bool>,
    /// Whether the change is told at all.
    pub announce: Announce,
}

impl NumberChange {
    /// Applies it and names the webhooks that tell of it.
    pub(crate) fn apply(self, world: &mut World, id: &str, now: i64) -> Result<Vec<Update>, Error> {
        let waba_id = world.number(id)?.waba_id.clone();
        let business_id = world.waba(&waba_id)?.client_business().to_owned();
        let old_limit =
            world.businesses.get(&business_id).map(|business| business.messaging_limit.clone()).unwrap_or_default();
        let limit = self.messaging_limit.clone().unwrap_or(old_limit.clone());
        let mut updates = Vec::new();

        let number = world.number_mut(id)?;
        if let Some(rating) = &self.quality_rating {
            number.quality_rating.clone_from(rating);
            let event = if rating == "RED" { "FLAGGED" } else { "UNFLAGGED" };
            updates.push(quality_update(number, event, &limit, None));
        }
        if let Some(status) = &self.status {
            let before = std::mem::replace(&mut number.status, status.clone());
            if status == "CONNECTED" && number.last_onboarded_time.is_none() {
                number.last_onboarded_time = Some(now);
            }
            updates.push(status_update(number, &before, &limit, now));
        }
        if let Some(level) = &self.throughput {
            number.throughput.clone_from(level);
            if level == "HIGH" {
                updates.push(quality_update(number, "THROUGHPUT_UPGRADE", &limit, None));
            }
        }
        if let Some(official) = self.official_business_account {
            updates.extend(official_updates(number, official, &business_id));
        }
        for (field, value) in [
            (&mut number.code_verification_status, self.code_verification_status.as_ref()),
            (&mut number.account_mode, self.account_mode.as_ref()),
            (&mut number.platform_type, self.platform_type.as_ref()),
        ] {
            if let Some(value) = value {
                field.clone_from(value);
            }
        }
        if let Some(update) = self.name_update(number) {
            updates.push(update);
        }
        if self.messaging_limit.is_some() {
            updates.extend(change_limit(world, id, &business_id, &old_limit, &limit)?);
        }
        Ok(match self.announce {
            Announce::Webhook => updates,
            Announce::Silent => Vec::new(),
        })
    }

    /// `phone_number_name_update` has other words for the states than the number.
    fn name_update(&self, number: &mut Number) -> Option<Update> {
        let status = self.name_status.as_deref()?;
        let waiting = self.requested_verified_name.clone().or_else(|| number.new_display_name.clone());
        let requested = waiting.clone().unwrap_or_else(|| number.verified_name.clone());
        let decision = match status {
            "APPROVED" | "AVAILABLE_WITHOUT_REVIEW" => "APPROVED",
            "DECLINED" => "REJECTED",
            "PENDING_REVIEW" => "PENDING",
            _ => "DEFERRED",
        };
        match (waiting, decision) {
            (Some(name), "APPROVED") => {
                number.verified_name = name;
                number.new_display_name = None;
                number.new_name_status = None;
                status.clone_into(&mut number.name_status);
            }
            // The name in force stays in force while another one is looked at.
            (Some(name), _) if name != number.verified_name => {
                number.new_display_name = Some(name);
                number.new_name_status = Some(status.to_owned());
            }
            _ => status.clone_into(&mut number.name_status),
        }
        Some(Update::new(
            &number.waba_id,
            "phone_number_name_update",
            json!({
                "display_phone_number": number.digits(),
                "decision": decision,
                "requested_verified_name": requested,
                "rejection_reason": self.rejection_reason,
            }),
        ))
    }
}

/// Meta has no one webhook for a number's status; each change of it comes in its own way.
fn status_update(number: &Number, before: &str, limit: &str, now: i64) -> Update {
    let account = |event: &str, detail: Value| {
        let mut value = json!({ "phone_number": number.digits(), "event": event });
        if let (Value::Object(value), Value::Object(detail)) = (&mut value, detail) {
            value.extend(detail);
        }
        Update::new(&number.waba_id, "account_update", value)
    };
    match (before, number.status.as_str()) {
        (_, "FLAGGED") => quality_update(number, "FLAGGED", limit, None),
        ("FLAGGED", "CONNECTED") => quality_update(number, "UNFLAGGED", limit, None),
        ("PENDING" | "UNVERIFIED" | "UNKNOWN", "CONNECTED") => quality_update(number, "ONBOARDING", limit, None),
        (_, "CONNECTED") => account("ACCOUNT_RECONNECTED", json!({})),
        (_, "RESTRICTED" | "RATE_LIMITED") => account(
            "ACCOUNT_RESTRICTION",
            json!({ "restriction_info": [{
                "restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING",
                "expiration": now + RESTRICTION,
            }] }),
        ),
        (_, "BANNED") => account("ACCOUNT_VIOLATION", json!({ "violation_info": { "violation_type": "SCAM" } })),
        _ => account("ACCOUNT_OFFBOARDED", json!({})),
    }
}

fn official_updates(number: &mut Number, official: bool, business_id: &str) -> Vec<Update> {
    number.official = if official { Official::Yes } else { Official::No };
    let (kind, severity, text) = if official {
        ("OBA_APPROVED", "INFORMATIONAL", "Your phone number is now an Official Business Account.")
    } else {
        ("OBA_REJECTED", "WARNING", "Your phone number is not eligible for an Official Business Account.")
    };
    let alert = Update::new(
        &number.waba_id,
        "account_alerts",
        json!({
            "entity_type": "PHONE_NUMBER",
            "entity_id": number.id,
            "alert_info": {
                "alert_severity": severity,
                "alert_status": "ACTIVE",
                "alert_type": kind,
                "alert_description": text,
                "business_id": business_id,
            },
        }),
    );
    if !official {
        return vec![alert];
    }
    let verified = Update::new(
        &number.waba_id,
        "account_update",
        json!({ "phone_number": number.digits(), "event": "VERIFIED_ACCOUNT" }),
    );
    vec![alert, verified]
}

fn change_limit(
    world: &mut World,
    number_id: &str,
    business_id: &str,
    old: &str,
    new: &str,
) -> Result<Vec<Update>, Error> {
    if let Some(business) = world.businesses.get_mut(business_id) {
        new.clone_into(&mut business.messaging_limit);
    }
    let event = if rank(new) < rank(old) { "DOWNGRADE" } else { "UPGRADE" };
    let mut updates = vec![quality_update(world.number(number_id)?, event, new, Some(old))];
    for waba_id in world.wabas_of(business_id) {
        updates.extend(capability_update(world, world.waba(&waba_id)?));
    }
    Ok(updates)
}

fn rank(limit: &str) -> usize {
    ["UNTIERED", "TIER_250", "TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED"]
        .iter()
        .position(|known| *known == limit)
        .unwrap_or_default()
}
