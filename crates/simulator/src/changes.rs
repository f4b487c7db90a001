//! The things that happen at Meta: each changes the state and names the webhooks that tell of it.

pub mod number;
pub mod template;
pub mod waba;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::state::World;
use crate::state::number::Number;
use crate::state::waba::Waba;

/// Whether a change is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Announce {
    /// By the webhook that Meta sends for it.
    #[default]
    Webhook,
    /// Not at all, as though the webhook was lost: only a sync finds it.
    Silent,
}

/// One update, as it stands in a webhook: the entry's id, the field and its value.
#[derive(Clone, Debug)]
pub(crate) struct Update {
    pub entry_id: String,
    pub field: &'static str,
    pub value: Value,
}

impl Update {
    fn new(entry_id: &str, field: &'static str, value: Value) -> Self {
        Self { entry_id: entry_id.to_owned(), field, value }
    }
}

/// `phone_number_quality_update`. Limits stand there on the scale that numbers had before limits
/// moved to the portfolio, and once more on the new one.
fn quality_update(number: &Number, event: &str, limit: &str, old_limit: Option<&str>) -> Update {
    let mut value = json!({
        "display_phone_number": number.digits(),
        "event": event,
        "current_limit": old_scale(limit),
        "max_daily_conversations_per_business": limit,
    });
    if let Some(old) = old_limit {
        value["old_limit"] = old_scale(old).into();
    }
    Update::new(&number.waba_id, "phone_number_quality_update", value)
}

/// `business_capability_update`: Meta's table says `TIER_*`, its example is an integer. This one
/// sends integers, -1 for unlimited.
fn capability_update(world: &World, waba: &Waba) -> Option<Update> {
    let client = world.client_of(waba)?;
    let conversations = match client.messaging_limit.as_str() {
        "TIER_250" => json!(250),
        "TIER_2K" => json!(2_000),
        "TIER_10K" => json!(10_000),
        "TIER_100K" => json!(100_000),
        "TIER_UNLIMITED" => json!(-1),
        other => json!(other),
    };
    Some(Update::new(
        &waba.id,
        "business_capability_update",
        json!({
            "max_daily_conversations_per_business": conversations,
            "max_phone_numbers_per_business": client.most_numbers(),
            "max_phone_numbers_per_waba": client.most_numbers(),
        }),
    ))
}

/// The limit's name on the scale of `messaging_limit_tier`, which is deprecated.
fn old_scale(limit: &str) -> &str {
    match limit {
        "TIER_2K" => "TIER_1K",
        "UNTIERED" => "TIER_NOT_SET",
        other => other,
    }
}
