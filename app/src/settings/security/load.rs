//! What the page shows.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::Refusal;
use crate::words::Moment;

/// Where two-factor sign-in stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TwoFactor {
    /// The password alone is asked for.
    Off,
    /// A secret was made and waits for a code of it.
    Begun {
        /// The secret in base32, in groups of four.
        secret: String,
    },
    /// A code is asked for.
    On {
        /// Since when.
        since: Moment,
        /// How many recovery codes are left.
        codes_left: u32,
    },
}

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionItem {
    /// By which it is ended.
    pub id: String,
    /// Whether it is this one.
    pub current: bool,
    /// The browser in words.
    pub device: String,
    /// Its network address at sign-in.
    pub address: String,
    /// When it signed in.
    pub created: Moment,
    /// When it was used last.
    pub seen: Moment,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityData {
    /// The person's address, for password managers.
    pub email: String,
    /// Where two-factor sign-in stands.
    pub two_factor: TwoFactor,
    /// Recovery codes that were just made; shown this once.
    pub recovery_codes: Vec<String>,
    /// The person's signed-in browsers.
    pub sessions: Vec<SessionItem>,
    /// Why a form was refused.
    pub refusal: Option<Refusal>,
}

/// What the page shows.
#[server(prefix = "/api/app", endpoint = "security/page")]
pub async fn load_security() -> Result<SecurityData, AppError> {
    use hub::accounts::two_factor::{self, State};

    let (hub, actor) = crate::server::actor()?;
    let session = crate::server::signed_in()?;
    let now = hub.clock.now();
    let flash = crate::server::flash::take("/settings/security");
    let two_factor = match two_factor::state(&hub, &actor).await? {
        State::Off => TwoFactor::Off,
        State::Begun => TwoFactor::Begun { secret: in_groups(&two_factor::pending(&hub, &actor).await?.secret) },
        State::On { since, recovery_codes } => TwoFactor::On {
            since: Moment::new(since, now),
            codes_left: u32::try_from(recovery_codes).unwrap_or_default(),
        },
    };
    let open = hub::accounts::sessions::list(&hub, &actor, &session.session).await?;
    let sessions = open.into_iter().map(|open| SessionItem {
        id: open.id.to_string(),
        current: open.current,
        device: open.device,
        address: open.address,
        created: Moment::new(open.created_at, now),
        seen: Moment::new(open.seen_at, now),
    });
    Ok(SecurityData {
        email: session.user_email,
        two_factor,
        recovery_codes: flash.secrets,
        sessions: sessions.collect(),
        refusal: flash.refusal,
    })
}

/// Apps take the secret with spaces as well; people read it more easily with them.
#[cfg(feature = "ssr")]
fn in_groups(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}
