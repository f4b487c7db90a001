//! What one answer leaves to the next page, which shows it once: why a form was refused, what was typed into it,
//! secrets that are shown once. It travels sealed, in a cookie that lasts minutes and that no script can read, so
//! that neither addresses nor their histories hold any of it, and nobody can put words into the hub's mouth.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::Timestamp;
use domain::ids::UserKey;
use http::request::Parts;
use hub::accounts::sessions::SignedIn;
use leptos::prelude::{use_context, with_context};
use serde::{Deserialize, Serialize};

use super::cookies::{self, Cookies};
use crate::form::Refusal;

/// Seconds for which the next page can show it.
const KEPT: i64 = 120;
/// Most bytes of all values that are kept, so that they fit into a cookie.
const VALUES_MAX: usize = 2_000;

const PURPOSE: &str = "flash";

/// What a page shows once.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Flash {
    /// Why a form was refused.
    pub refusal: Option<Refusal>,
    /// What is shown this once.
    pub secrets: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    page: String,
    user: Option<UserKey>,
    ends_at: Timestamp,
    flash: Flash,
}

/// Leaves something to the page, which the same person has to open.
pub fn put(page: &str, mut flash: Flash) {
    let Ok(hub) = super::hub() else { return };
    let mut room = VALUES_MAX;
    for (_, value) in flash.refusal.iter_mut().flat_map(|refusal| &mut refusal.values) {
        value.truncate(value.floor_char_boundary(room));
        room -= value.len();
    }
    let ends_at = hub.clock.now().plus_seconds(KEPT);
    let sealed = Sealed { page: page.to_owned(), user: user(), ends_at, flash };
    let Ok(text) = serde_json::to_vec(&sealed) else { return };
    let Ok(bytes) = hub.sealer.seal(&hub.random, PURPOSE, &text) else { return };
    cookies::write(|jar| jar.set_flash(&BASE64_URL_SAFE_NO_PAD.encode(bytes), KEPT));
}

/// What was left to this page; it is gone afterwards.
pub fn take(page: &str) -> Flash {
    read(page).unwrap_or_default()
}

fn read(page: &str) -> Option<Flash> {
    let Cookies(jar) = use_context()?;
    let bytes = with_context::<Parts, _>(|parts| BASE64_URL_SAFE_NO_PAD.decode(jar.flash(&parts.headers)?).ok())??;
    let hub = super::hub().ok()?;
    let text = hub.sealer.open(PURPOSE, &bytes).ok()?;
    let sealed: Sealed = serde_json::from_slice(&text).ok()?;
    if sealed.page != page {
        return None;
    }
    cookies::write(|jar| Some(jar.clear_flash()));
    let is_theirs = sealed.user == user() && hub.clock.now() < sealed.ends_at;
    is_theirs.then_some(sealed.flash)
}

fn user() -> Option<UserKey> {
    with_context::<SignedIn, _>(|session| session.actor.user)
}
