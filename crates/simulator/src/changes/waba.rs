//! What happens to an account.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Announce, Update, capability_update};
use crate::Error;
use crate::state::token::{Reach, TokenState};
use crate::state::{PARTNER_BUSINESS, World};

/// A change of one WABA: what is given changes, the rest stays. Values are Graph's own and not
/// checked, so that a value can be tried that Meta has yet to invent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WabaChange {
    /// APPROVED, REJECTED, PENDING, DEFERRED. Told by `account_review_update`.
    pub account_review_status: Option<String>,
    /// `verified`, `pending`, … in lower case. Holds for the whole portfolio: told by one
    /// `account_update` to the partner's own business (`PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE`)
    /// and a `business_capability_update` for each of its WABAs.
    pub business_verification_status: Option<String>,
    /// Disables the account, or announces or undoes that. Told by `account_update`,
    /// `DISABLED_UPDATE`.
    pub ban: Option<Ban>,
    /// ADULT, SCAM, … Told by `account_update`, `ACCOUNT_VIOLATION`.
    pub violation_type: Option<String>,
    /// `RESTRICTED_BIZ_INITIATED_MESSAGING`, … Told by `account_update`, `ACCOUNT_RESTRICTION`.
    pub restriction_type: Option<String>,
    /// Country code. Told by `account_update`, `BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE`.
    pub country: Option<String>,
    /// SUBMITTED, APPROVED, REJECTED, DENIED, for an account on behalf of a client. Meta has no
    /// webhook for it.
    pub on_behalf_of_status: Option<String>,
    /// The account's new name. Meta has no webhook for it.
    pub name: Option<String>,
    /// PARTNER_ADDED, PARTNER_REMOVED (also revokes the account's tokens), PARTNER_APP_INSTALLED,
    /// PARTNER_APP_UNINSTALLED (also ends the subscription), ACCOUNT_DELETED (also marks the account
    /// as deleted), or any other event. Told by `account_update`.
    pub event: Option<String>,
    /// Whether the change is told at all.
    pub announce: Announce,
}

/// Meta disables an account, says that it will, or takes it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ban {
    /// DISABLE, REINSTATE, `SCHEDULE_FOR_DISABLE`.
    pub state: String,
    /// Text, in English: `January 31, 2027`.
    #[serde(default)]
    pub date: Option<String>,
}

impl WabaChange {
    /// Applies it and names the webhooks that tell of it.
    pub(crate) fn apply(self, world: &mut World, id: &str, now: i64) -> Result<Vec<Update>, Error> {
        let business_id = world.waba(id)?.client_business().to_owned();
        let mut updates = Vec::new();
        let account = |value: Value| Update::new(id, "account_update", value);

        let waba = world.waba_mut(id)?;
        if let Some(status) = self.on_behalf_of_status {
            let obo = waba
                .on_behalf_of
                .as_mut()
                .ok_or_else(|| Error::Refused(format!("WABA {id} is not held on behalf of a client")))?;
            obo.status = status;
        }
        if let Some(name) = self.name {
            waba.name = name;
        }
        if let Some(status) = self.account_review_status {
            updates.push(Update::new(id, "account_review_update", json!({ "decision": status })));
            waba.account_review_status = status;
        }
        if let Some(ban) = self.ban {
            match ban.state.as_str() {
                "DISABLE" => "DISABLED".clone_into(&mut waba.status),
                "REINSTATE" => "ACTIVE".clone_into(&mut waba.status),
                _ => {}
            }
            let mut info = json!({ "waba_ban_state": ban.state });
            if let Some(date) = ban.date {
                info["waba_ban_date"] = date.into();
            }
            updates.push(account(json!({ "event": "DISABLED_UPDATE", "ban_info": info })));
        }
        if let Some(kind) = self.violation_type {
            updates.push(account(json!({
                "event": "ACCOUNT_VIOLATION",
                "violation_info": { "violation_type": kind },
            })));
        }
        if let Some(kind) = self.restriction_type {
            updates.push(account(json!({
                "event": "ACCOUNT_RESTRICTION",
                "restriction_info": [{
                    "restriction_type": kind,
                    "expiration": now + 7 * 86_400,
                }],
            })));
        }
        if let Some(country) = self.country {
            updates.push(account(json!({
                "event": "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE",
                "country": country,
            })));
            waba.country = country;
        }
        if let Some(event) = self.event {
            updates.push(partner_event(world, id, &event)?);
        }
        if let Some(status) = self.business_verification_status {
            updates.extend(verify(world, &business_id, &status)?);
        }
        Ok(match self.announce {
            Announce::Webhook => updates,
            Announce::Silent => Vec::new(),
        })
    }
}

/// An event that names the client's account inside, because its entry may be the partner's.
fn partner_event(world: &mut World, waba_id: &str, event: &str) -> Result<Update, Error> {
    let owner = world.waba(waba_id)?.owner_business.clone();
    let waba = world.waba_mut(waba_id)?;
    match event {
        "ACCOUNT_DELETED" => "DELETED".clone_into(&mut waba.status),
        "PARTNER_APP_UNINSTALLED" => waba.subscription = None,
        "PARTNER_REMOVED" => {
            revoke(world, waba_id);
        }
        _ => {}
    }
    let mut value = json!({ "event": event });
    let mut entry_id = waba_id.to_owned();
    if event.starts_with("PARTNER_") {
        value["waba_info"] = json!({ "waba_id": waba_id, "owner_business_id": owner });
        PARTNER_BUSINESS.clone_into(&mut entry_id);
    }
    Ok(Update { entry_id, field: "account_update", value })
}

/// Revokes all tokens that were issued for this account, and gives how many those were. The
/// partner's own token is not among them.
pub(crate) fn revoke(world: &mut World, waba_id: &str) -> usize {
    set_token_state(world, waba_id, TokenState::Revoked)
}

/// Makes them good again.
pub(crate) fn restore(world: &mut World, waba_id: &str) -> usize {
    set_token_state(world, waba_id, TokenState::Valid)
}

fn set_token_state(world: &mut World, waba_id: &str, state: TokenState) -> usize {
    world
        .tokens
        .values_mut()
        .filter(|token| matches!(&token.reach, Reach::Wabas(ids) if ids.contains(waba_id)))
        .map(|token| token.state = state)
        .count()
}

fn verify(world: &mut World, business_id: &str, status: &str) -> Result<Vec<Update>, Error> {
    if let Some(business) = world.businesses.get_mut(business_id) {
        status.clone_into(&mut business.verification);
    }
    let (certification, reasons): (&str, Vec<&str>) = match status {
        "verified" => ("APPROVED", Vec::new()),
        "pending" | "pending_need_more_info" | "pending_submission" => ("PENDING", Vec::new()),
        "revoked" | "expired" => ("REVOKED", Vec::new()),
        "not_verified" => ("DISCARDED", Vec::new()),
        _ => ("FAILED", vec!["LEGAL_NAME_NOT_MATCHING"]),
    };
    let mut updates = vec![Update::new(
        PARTNER_BUSINESS,
        "account_update",
        json!({
            "event": "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE",
            "partner_client_certification_info": {
                "client_business_id": business_id,
                "status": certification,
                "rejection_reasons": reasons,
            },
        }),
    )];
    for waba_id in world.wabas_of(business_id) {
        updates.extend(capability_update(world, world.waba(&waba_id)?));
    }
    Ok(updates)
}
