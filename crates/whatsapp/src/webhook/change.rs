//! From one change of an entry to its updates.

use domain::Timestamp;
use domain::meta::AccountReview;
use serde::Deserialize;

use super::dedupe::{self, Key};
use super::{
    AccountUpdate, BusinessCapability, Delivery, NumberName, NumberQuality, Update, UpdateBody, account, alert,
    message, template,
};
use crate::wire::{Int, Nested, Text};

/// The fields that change something in the hub; an app that is subscribed to others too loses nothing.
pub const FIELDS: [&str; 11] = [
    "messages",
    "account_update",
    "account_review_update",
    "account_alerts",
    "phone_number_quality_update",
    "phone_number_name_update",
    "business_capability_update",
    "message_template_status_update",
    "message_template_quality_update",
    "message_template_components_update",
    "template_category_update",
];

/// The entry that a change belongs to.
#[derive(Default)]
pub(super) struct Origin<'a> {
    pub id: &'a str,
    pub at: Option<Timestamp>,
}

impl<'a> Origin<'a> {
    pub fn new(id: &'a str, time: Int) -> Self {
        Self { id, at: time.0.map(instant) }
    }

    /// Two deliveries of a change have the same account, field, time and value; only the spelling of the JSON may
    /// differ.
    pub fn key(&self, field: &str, value: &str) -> [u8; 32] {
        Key::new("change")
            .text(self.id)
            .text(field)
            .number(self.at.map_or(i64::MIN, Timestamp::millis))
            .text(&dedupe::canonical(value))
            .finish()
    }

    pub fn update(&self, field: &str, value: &str, body: UpdateBody) -> Update {
        Update { waba_id: self.id.to_owned(), at: self.at, dedupe: self.key(field, value), body }
    }
}

/// Seconds since the epoch, as Meta writes times; a value too large for seconds is taken for milliseconds.
pub(super) fn instant(time: i64) -> Timestamp {
    const SECONDS_OF_YEAR_5138: i64 = 100_000_000_000;
    if time < SECONDS_OF_YEAR_5138 { Timestamp::from_seconds(time) } else { Timestamp(time) }
}

/// Adds the updates of a change.
pub(super) fn read(delivery: &mut Delivery, origin: &Origin<'_>, field: &str, value: &str) {
    if field == "messages" {
        if !message::read(delivery, origin, value) {
            keep(delivery, origin, field, value);
        }
        return;
    }
    if field.starts_with("message_template_") || field.starts_with("template_") {
        let known = object(value).and_then(|wire| template::read(field, &wire));
        let body = known.unwrap_or_else(|| UpdateBody::Template { field: field.to_owned(), raw: value.to_owned() });
        delivery.updates.push(origin.update(field, value, body));
        return;
    }
    match typed(field, value) {
        Some(body) => {
            let mut update = origin.update(field, value, body);
            if let UpdateBody::Account(account) = &update.body
                && let Some(waba) = account.partner_account().and_then(|account| account.waba_id.clone())
            {
                update.waba_id = waba;
            }
            delivery.updates.push(update);
        }
        None => keep(delivery, origin, field, value),
    }
}

/// Adds a change verbatim and counts it.
pub(super) fn keep(delivery: &mut Delivery, origin: &Origin<'_>, field: &str, value: &str) {
    *delivery.unknown_fields.entry(field.to_owned()).or_default() += 1;
    let body = UpdateBody::Other { field: field.to_owned(), raw: value.to_owned() };
    delivery.updates.push(origin.update(field, value, body));
}

fn typed(field: &str, value: &str) -> Option<UpdateBody> {
    match field {
        "account_update" => AccountUpdate::read(&object::<account::Wire<'_>>(value)?, value).map(UpdateBody::Account),
        "account_review_update" => review(value),
        "account_alerts" => alert::read(&object(value)?).map(UpdateBody::AccountAlert),
        "phone_number_quality_update" => NumberQuality::read(&object(value)?).map(UpdateBody::NumberQuality),
        "phone_number_name_update" => NumberName::read(&object(value)?).map(UpdateBody::NumberName),
        "business_capability_update" => BusinessCapability::read(&object(value)?).map(UpdateBody::BusinessCapability),
        _ => None,
    }
}

pub(super) fn object<'a, T: Deserialize<'a>>(value: &'a str) -> Option<T> {
    serde_json::from_str::<Nested<T>>(value).ok()?.0
}

fn review(value: &str) -> Option<UpdateBody> {
    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Wire<'a> {
        #[serde(borrow)]
        decision: Text<'a>,
    }
    let decision: AccountReview = object::<Wire<'_>>(value)?.decision.as_open()?;
    Some(UpdateBody::AccountReview { decision })
}
