//! Webhooks: built, signed, delivered, repeated (Webhooks, Create a webhook endpoint).

pub(crate) mod handshake;
pub(crate) mod log;
pub(crate) mod outbox;

use axum::body::Bytes;
use serde_json::{Value, json};

use crate::changes::Update;
use crate::state::{PARTNER_BUSINESS, World};
use crate::wire;
use url::Url;

/// One POST in Meta's envelope.
pub(crate) fn envelope(update: &Update, now: i64) -> Bytes {
    let mut entry = json!({
        "id": update.entry_id,
        "changes": [{ "field": update.field, "value": update.value }],
    });
    // Entries of `messages` carry no time; all others do.
    if update.field != "messages" {
        entry["time"] = now.into();
    }
    let body: Value = json!({ "object": "whatsapp_business_account", "entry": [entry] });
    Bytes::from(wire::meta_json(&body))
}

/// Where an update goes: nowhere unless the app is subscribed to the field and to the account.
/// Events of the partner's own business need no account's subscription.
pub(crate) fn destination(world: &World, update: &Update) -> Option<Url> {
    let subscription = world.subscription.as_ref()?;
    if !subscription.wants(update.field) {
        return None;
    }
    let uri = match world.wabas.get(&update.entry_id) {
        Some(waba) => {
            let app = waba.subscription.as_ref()?;
            // Only `messages` can be sent elsewhere (Webhooks, Override).
            app.override_callback_uri.as_ref().filter(|_| update.field == "messages")
        }
        None if update.entry_id == PARTNER_BUSINESS => None,
        None => return None,
    };
    Some(uri.unwrap_or(&subscription.callback_url).clone())
}
