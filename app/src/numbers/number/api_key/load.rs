//! What the page of the keys shows.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::Refusal;
use crate::numbers::number::Head;
use crate::numbers::number::marked::Marked;
use crate::words::Moment;

/// The keys of a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKeyData {
    /// What stands on every page.
    pub head: Head,
    /// First those that are valid, then the others, each the newest first.
    pub keys: Vec<KeyItem>,
    /// Address of the messaging API, where the operator has set it.
    pub messaging: Option<String>,
    /// The key that was made just now. It is shown this once.
    pub fresh: Option<String>,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
}

/// One key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyItem {
    /// What it begins with.
    pub prefix: String,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made: Moment,
    /// When it was used last.
    pub used: Option<Moment>,
    /// How it stands.
    pub state: Marked,
    /// Whether it works now.
    pub valid: bool,
    /// Whether the person may revoke it.
    pub revocable: bool,
}

/// The keys of a number in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeySummary {
    /// How many work now.
    pub valid: u32,
    /// When one was used last.
    pub used: Option<Moment>,
}

/// The keys of a number.
#[server(prefix = "/api/app", endpoint = "api-key/page")]
pub async fn load_api_key(id: String) -> Result<ApiKeyData, AppError> {
    use super::act::{PAGE, address};
    use crate::server::flash;

    let (hub, actor) = crate::server::actor()?;
    let head = crate::numbers::number::load_head(&hub, &actor, &id).await?;
    let channel = domain::ids::ChannelId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    let (keys, now) = (hub::api_keys::list(&hub, &actor, &channel).await?, hub.clock.now());
    Ok(ApiKeyData {
        head,
        keys: keys.into_iter().map(|one| item(one, now)).collect(),
        messaging: hub.settings.messaging_url.as_ref().map(|url| url.as_str().trim_end_matches('/').to_owned()),
        refusal: flash::take(PAGE).refusal,
        fresh: flash::take(&address(&id)).secrets.into_iter().next(),
    })
}

/// A key as it is shown.
#[cfg(feature = "ssr")]
pub(super) fn item(one: hub::api_keys::OneKey, now: domain::Timestamp) -> KeyItem {
    use hub::api_keys::Maker;

    let valid = one.validity.is_valid_at(now);
    KeyItem {
        prefix: one.prefix.to_string(),
        made_by: match one.maker {
            Maker::Person(name, side) => format!("{name} ({})", side.label()),
            Maker::Partner => "the partner".to_owned(),
        },
        made: Moment::new(one.created_at, now),
        used: one.last_used_at.map(|at| Moment::new(at, now)),
        state: state(one.validity.state(now)),
        valid,
        revocable: valid && one.revocable,
    }
}

#[cfg(feature = "ssr")]
fn state(state: domain::api_key::KeyState) -> Marked {
    use domain::api_key::KeyState;
    use domain::state::Tone;

    let (tone, word) = match state {
        KeyState::Valid => (Tone::Positive, "Valid".to_owned()),
        KeyState::Ending(at) => (Tone::Progress, format!("Valid until {}", at.to_words())),
        KeyState::Replaced(at) => (Tone::Off, format!("Replaced, ended {}", at.to_words())),
        KeyState::Revoked(at) => (Tone::Off, format!("Revoked {}", at.to_words())),
    };
    Marked { tone, word }
}

/// The keys of a number in short.
#[cfg(feature = "ssr")]
pub(in crate::numbers::number) fn summary(keys: &[hub::api_keys::OneKey], now: domain::Timestamp) -> KeySummary {
    let valid = keys.iter().filter(|one| one.validity.is_valid_at(now)).count();
    let used = keys.iter().filter_map(|one| one.last_used_at).max();
    KeySummary { valid: u32::try_from(valid).unwrap_or(u32::MAX), used: used.map(|at| Moment::new(at, now)) }
}
