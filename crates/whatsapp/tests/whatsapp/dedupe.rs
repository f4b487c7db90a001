//! An update has one key however often and in whatever company Meta sends it.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use whatsapp::webhook::{self, Delivery};

use crate::examples;

fn parse(body: &Value) -> Delivery {
    webhook::parse(body.to_string().as_bytes()).unwrap()
}

fn keys(body: &Value) -> Vec<[u8; 32]> {
    parse(body).updates.iter().map(|update| update.dedupe).collect()
}

fn change(id: &str, time: i64, field: &str, value: Value) -> Value {
    json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": id, "time": time, "changes": [{ "field": field, "value": value }] }],
    })
}

#[test]
fn a_second_delivery_has_the_same_keys() {
    for folder in ["synthetic", "webhooks/messages", "webhooks/account_update"] {
        for example in examples::folder(folder).into_iter().filter(|example| !example.name.starts_with("graph-")) {
            let body: Value = serde_json::from_slice(&example.body).unwrap();
            let first = webhook::parse(&example.body).unwrap();
            let keys_of_first: Vec<_> = first.updates.iter().map(|update| update.dedupe).collect();
            assert_eq!(keys_of_first, keys(&body), "{}: other spaces and order of keys", example.name);
        }
    }
}

#[test]
fn no_two_updates_of_different_files_have_the_same_key() {
    let mut names = std::collections::BTreeMap::new();
    for example in examples::folder("synthetic").into_iter().filter(|example| !example.name.starts_with("graph-")) {
        for update in webhook::parse(&example.body).unwrap().updates {
            let before = names.insert(update.dedupe, example.name.clone());
            let repeated =
                before.as_deref() == Some("messages-status_pmp") && example.name == "messages-three_statuses";
            assert!(before.is_none() || repeated, "{before:?} and {}", example.name);
        }
    }
}

#[test]
fn another_account_time_field_or_value_is_another_update() {
    let value = json!({ "display_phone_number": "15550783881", "event": "FLAGGED", "current_limit": "TIER_1K" });
    let mut other_value = value.clone();
    other_value["current_limit"] = json!("TIER_10K");
    let field = "phone_number_quality_update";
    let different: BTreeSet<_> = [
        change("1", 5, field, value.clone()),
        change("2", 5, field, value.clone()),
        change("1", 6, field, value.clone()),
        change("1", 5, "phone_number_name_update", value.clone()),
        change("1", 5, field, other_value),
    ]
    .iter()
    .flat_map(keys)
    .collect();
    assert_eq!(different.len(), 5);
    let reordered = json!({ "event": "FLAGGED", "current_limit": "TIER_1K", "display_phone_number": "15550783881" });
    assert_eq!(keys(&change("1", 5, field, value)), keys(&change("1", 5, field, reordered)));
}

#[test]
fn a_status_is_the_same_alone_and_in_company() {
    let status = |id: &str, status: &str, at: &str| json!({ "id": id, "status": status, "timestamp": at, "recipient_id": "16505551234" });
    let of = |statuses: Vec<Value>| keys(&change("1", 0, "messages", json!({ "statuses": statuses })));
    let together = of(vec![status("a", "sent", "1"), status("a", "delivered", "2"), status("b", "sent", "1")]);
    assert_eq!(together.len(), 3);
    assert_eq!(of(vec![status("a", "delivered", "2")])[0], together[1]);
    assert_eq!(of(vec![status("a", "delivered", "9")])[0], together[1], "the time of a repetition may differ");
    assert_eq!(together.iter().collect::<BTreeSet<_>>().len(), 3);
}

#[test]
fn a_status_and_a_message_of_the_same_id_differ() {
    let status = keys(&change("1", 0, "messages", json!({ "statuses": [{ "id": "a", "status": "sent" }] })));
    let message = keys(&change("1", 0, "messages", json!({ "messages": [{ "id": "a", "type": "sent" }] })));
    assert_ne!(status, message);
}
