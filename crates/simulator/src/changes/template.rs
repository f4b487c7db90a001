//! What happens to a template.

pub(crate) mod category;
pub(crate) mod event;
pub(crate) mod quality;
pub(crate) mod tell;

use serde::{Deserialize, Serialize};

use super::{Announce, Update};
use crate::Error;
use crate::state::World;

/// A change of one template: what is given changes, the rest stays. Values are Graph's own and not
/// checked, so that a value can be tried that Meta has yet to invent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TemplateChange {
    /// GREEN, YELLOW, RED, UNKNOWN. Told by `message_template_quality_update`. RED pauses the
    /// template: for 3 hours, then for 6, the third time it is disabled.
    pub quality_score: Option<String>,
    /// APPROVED, REJECTED, PAUSED, DISABLED, FLAGGED, REINSTATED, LOCKED, UNLOCKED, ARCHIVED,
    /// UNARCHIVED, IN_APPEAL, LIMIT_EXCEEDED, PENDING_DELETION, DELETED, or any other. Told by
    /// `message_template_status_update`.
    pub event: Option<String>,
    /// Why, for REJECTED: INVALID_FORMAT, SCAM, … INCORRECT_CATEGORY when not given.
    pub reason: Option<String>,
    /// What to do about it, for REJECTED with INVALID_FORMAT.
    pub recommendation: Option<String>,
    /// The text of `disable_info.disable_date`, for FLAGGED and DISABLED; the day itself when not given.
    pub disable_date: Option<String>,
    /// MARKETING, UTILITY, AUTHENTICATION. Told by `template_category_update`.
    pub category: Option<String>,
    /// After how many seconds the category comes into force: the impending notice is sent now, the
    /// other when the simulator's clock is there. Meta waits 24 hours. At once when not given.
    pub category_in_seconds: Option<i64>,
    /// Whether the change is told at all.
    pub announce: Announce,
}

impl TemplateChange {
    /// Applies it and names the webhooks that tell of it.
    pub(crate) fn apply(self, world: &mut World, id: &str, now: i64) -> Result<Vec<Update>, Error> {
        world.template(id)?;
        let mut updates = Vec::new();
        if let Some(category) = &self.category {
            updates.extend(match self.category_in_seconds {
                Some(seconds) if seconds > 0 => category::announce(world, id, category, now + seconds)?,
                _ => category::change(world, id, category, now)?,
            });
        }
        if let Some(score) = &self.quality_score {
            updates.extend(quality::score(world, id, score, now)?);
        }
        if let Some(event) = &self.event {
            updates.extend(event::happen(world, id, event, &self, now)?);
        }
        Ok(match self.announce {
            Announce::Webhook => updates,
            Announce::Silent => Vec::new(),
        })
    }
}
