//! An event as partner webhooks deliver it.

use domain::event::{EventData, EventKind, NewEvent};
use domain::ids::EventId;
use serde::Serialize;
use serde_json::{Value, json};
use store::channels::Channel;
use store::clients::NewClient;
use store::templates::StoredTemplate;
use store::wabas::Waba;

use super::{WireAccount, WireChannel, WireClient, WireTemplate};

/// The event that the *Test* button sends; it is none of the hub's.
pub const TEST_EVENT: &str = "test";

/// What is posted.
#[derive(Clone, Debug, Serialize)]
pub struct Envelope<'a> {
    /// Id of the event, the same at each attempt.
    pub id: &'a EventId,
    /// What happened.
    pub event: &'a str,
    /// What it happened to.
    pub data: Value,
}

impl Envelope<'_> {
    /// The bytes that are posted and signed.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// What an event is about.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// A channel of an account.
    Channel(&'a Channel, &'a Waba),
    /// A template of an account.
    Template(&'a StoredTemplate, &'a Waba),
    /// An account, and one of its numbers, where it has one.
    Account(&'a Waba, Option<&'a Channel>),
    /// A client that was added.
    Client(&'a NewClient),
}

/// The `data` of an event: for one about a channel the channel.
pub fn data(event: &NewEvent, subject: Subject<'_>) -> Value {
    match subject {
        Subject::Channel(channel, waba) => to_value(&WireChannel::new(channel, waba)),
        Subject::Template(template, waba) => json!({
            "id": waba.external_id,
            "template": to_value(&WireTemplate::new(template.id.as_str(), &template.facts, &template.notes)),
            "change": change(&event.data),
        }),
        Subject::Account(waba, number) => {
            let mut data = json!({
                "waba_account": to_value(&WireAccount::from(waba)),
                "client": to_value(&WireClient::from(waba)),
                "change": change(&event.data),
            });
            if matches!(event.kind, EventKind::AccountViolation | EventKind::AccountRestriction) {
                data["phone_number"] = json!(number.map(|number| number.facts.number.digits()));
                data["violation_type"] = json!(event.data.detail.as_deref().map(codes));
            }
            data
        }
        Subject::Client(client) => json!({ "client": to_value(&WireClient::from(client)) }),
    }
}

/// The `data` of a test.
pub fn test_data() -> Value {
    json!({ "message": "This is a test of your webhook. Nothing has happened." })
}

/// What the event says, in words for a person.
fn change(data: &EventData) -> Value {
    json!({ "before": data.before, "after": data.after, "detail": data.detail })
}

/// Meta's codes again, of which the event has made words.
fn codes(words: &str) -> String {
    words.split(", ").map(|one| one.to_uppercase().replace(' ', "_")).collect::<Vec<_>>().join(",")
}

fn to_value(object: &impl Serialize) -> Value {
    serde_json::to_value(object).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_made_of_words_again() {
        assert_eq!(codes("scam"), "SCAM");
        assert_eq!(codes("restricted biz initiated messaging, adult"), "RESTRICTED_BIZ_INITIATED_MESSAGING,ADULT");
    }
}
