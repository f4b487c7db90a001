//! Splitting a POST of Meta's by the numbers that its changes are addressed to, so that each can be handed on as it came.

use domain::Timestamp;
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

use super::change::Origin;
use crate::wire::{Int, Nested, Text};

/// A change that is addressed to a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberChange {
    /// Meta's id of the number (`metadata.phone_number_id`).
    pub number_id: String,
    /// Which field changed: `messages`, and whatever else names its number in the same way.
    pub field: String,
    /// The same for each delivery of this change, another for any other change.
    pub dedupe: [u8; 32],
    /// A POST with this change alone, in the shape of Meta's: the change to its last byte, and what its entry says beside
    /// it.
    pub body: String,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    object: Text<'a>,
    #[serde(borrow)]
    entry: Vec<Entry<'a>>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    time: Option<&'a RawValue>,
    #[serde(borrow, default)]
    changes: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Change<'a> {
    #[serde(borrow)]
    field: Text<'a>,
    #[serde(borrow)]
    value: &'a RawValue,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Value<'a> {
    #[serde(borrow)]
    metadata: Nested<Metadata<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Metadata<'a> {
    #[serde(borrow)]
    phone_number_id: Text<'a>,
}

/// The changes of a body that are addressed to numbers, in Meta's order. Empty for a body that is none of Meta's.
pub fn changes_of_numbers(raw_body: &[u8]) -> Vec<NumberChange> {
    let Ok(envelope) = serde_json::from_slice::<Envelope<'_>>(raw_body) else { return Vec::new() };
    if envelope.object.get() != Some(super::parse::OBJECT) {
        return Vec::new();
    }
    let changes = envelope.entry.iter().flat_map(|entry| entry.changes.iter().map(move |change| (entry, change)));
    changes.filter_map(|(entry, change)| entry.one(change.get())).collect()
}

/// A POST with a text message that nobody has written, as if from the number itself: whoever answers it answers nobody.
pub fn test_message(waba_id: &str, number_id: &str, digits: &str, id: &str, at: Timestamp) -> Vec<u8> {
    let value = json!({
        "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": digits, "phone_number_id": number_id },
        "contacts": [{ "profile": { "name": "Partner Hub" }, "wa_id": digits }],
        "messages": [{
            "from": digits,
            "id": format!("wamid.{id}"),
            "timestamp": at.seconds().to_string(),
            "type": "text",
            "text": { "body": "This is a test of your webhook. Nobody has written to you." },
        }],
    });
    let change = json!({ "field": "messages", "value": value });
    json!({ "object": super::parse::OBJECT, "entry": [{ "id": waba_id, "changes": [change] }] })
        .to_string()
        .into_bytes()
}

impl Entry<'_> {
    fn one(&self, raw: &str) -> Option<NumberChange> {
        let change: Change<'_> = serde_json::from_str(raw).ok()?;
        let value: Value<'_> = serde_json::from_str::<Nested<_>>(change.value.get()).ok()?.0?;
        let number_id = value.metadata.0?.phone_number_id.owned()?;
        let field = change.field.owned()?;
        let id: Text<'_> = self.id.and_then(|id| serde_json::from_str(id.get()).ok()).unwrap_or_default();
        let time: Int = self.time.and_then(|time| serde_json::from_str(time.get()).ok()).unwrap_or_default();
        let origin = Origin::new(id.get().unwrap_or_default(), time);
        let dedupe = origin.key(&field, change.value.get());
        Some(NumberChange { number_id, dedupe, field, body: self.post(raw) })
    }

    fn post(&self, change: &str) -> String {
        let mut entry = String::new();
        for (name, value) in [("id", self.id), ("time", self.time)] {
            if let Some(value) = value {
                entry.push_str(&format!("\"{name}\":{value},"));
            }
        }
        format!(r#"{{"object":"{}","entry":[{{{entry}"changes":[{change}]}}]}}"#, super::parse::OBJECT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(number: &str, rest: &str) -> String {
        format!(r#"{{ "value" : {{"metadata":{{"phone_number_id":"{number}"}}, {rest} }}, "field":"messages" }}"#)
    }

    #[test]
    fn each_change_of_a_number_is_a_post_of_its_own_with_the_same_bytes() {
        let (first, second) =
            (change("1", r#""messages":[{"body":"\u00e4 \/ 1.0"}]"#), change("2", r#""statuses":[]"#));
        let body = format!(
            r#"{{"object":"whatsapp_business_account","entry":[{{"id":"77","changes":[{first},{second}]}},{{"changes":[{first}],"time":12,"id":78}}]}}"#
        );
        let changes = changes_of_numbers(body.as_bytes());
        let whole = |entry: &str| format!(r#"{{"object":"whatsapp_business_account","entry":[{entry}]}}"#);
        let bodies: Vec<&str> = changes.iter().map(|change| change.body.as_str()).collect();
        assert_eq!(
            bodies,
            [
                whole(&format!(r#"{{"id":"77","changes":[{first}]}}"#)),
                whole(&format!(r#"{{"id":"77","changes":[{second}]}}"#)),
                whole(&format!(r#"{{"id":78,"time":12,"changes":[{first}]}}"#)),
            ]
        );
        let ids: Vec<&str> = changes.iter().map(|change| change.number_id.as_str()).collect();
        assert_eq!((ids, changes[0].field.as_str()), (vec!["1", "2", "1"], "messages"));
        assert_ne!(changes[0].dedupe, changes[2].dedupe);
    }

    #[test]
    fn spelling_alone_makes_no_other_change() {
        let one = changes_of_numbers(
            br#"{"object":"whatsapp_business_account","entry":[{"id":"7","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"x":"\u00e4"}}]}]}"#,
        );
        let two = changes_of_numbers(
            "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"7\",\"changes\":[{\"value\":{\"x\":\"ä\",\"metadata\":{\"phone_number_id\": \"1\"}},\"field\":\"messages\"}]}]}".as_bytes(),
        );
        assert_eq!(one.len(), 1);
        assert_eq!(one[0].dedupe, two[0].dedupe);
        assert_ne!(one[0].body, two[0].body);
    }

    #[test]
    fn a_test_looks_like_a_message_to_the_number() {
        let body = test_message("77", "1", "4930901820", "abc", Timestamp::from_seconds(1_790_000_000));
        let changes = changes_of_numbers(&body);
        assert_eq!((changes.len(), changes[0].number_id.as_str(), changes[0].field.as_str()), (1, "1", "messages"));
        let read = super::super::parse(&body).unwrap();
        assert!(matches!(read.updates[0].body, super::super::UpdateBody::Inbound(_)));
    }

    #[test]
    fn what_names_no_number_is_nobodys() {
        for body in [
            "",
            "[]",
            "{}",
            r#"{"object":"page","entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1"}}}]}]}"#,
            r#"{"object":"whatsapp_business_account","entry":[]}"#,
            r#"{"object":"whatsapp_business_account","entry":[{"id":"1"}]}"#,
            r#"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"account_update","value":{"event":"X"}}]}]}"#,
            r#"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":null}]}]}"#,
            r#"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[1,{}]}]}"#,
        ] {
            assert_eq!(changes_of_numbers(body.as_bytes()), [], "{body}");
        }
    }
}
