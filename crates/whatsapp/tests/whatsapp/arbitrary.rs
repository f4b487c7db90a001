//! Bodies that nobody would send: reading them never panics, and every JSON object gives updates or none.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use whatsapp::webhook::{self, UpdateBody, WebhookError};

const FIELDS: [&str; 14] = [
    "account_update",
    "account_review_update",
    "account_alerts",
    "phone_number_quality_update",
    "phone_number_name_update",
    "business_capability_update",
    "messages",
    "message_template_status_update",
    "message_template_quality_update",
    "message_template_components_update",
    "template_category_update",
    "security",
    "",
    "new",
];

/// Keys that mean something to the reader, and some that do not.
const KEYS: [&str; 52] = [
    "object",
    "entry",
    "id",
    "time",
    "changes",
    "field",
    "value",
    "event",
    "decision",
    "ban_info",
    "waba_ban_state",
    "violation_info",
    "violation_type",
    "restriction_info",
    "restriction_type",
    "expiration",
    "waba_info",
    "waba_id",
    "alert_info",
    "alert_type",
    "display_phone_number",
    "current_limit",
    "max_daily_conversations_per_business",
    "metadata",
    "phone_number_id",
    "statuses",
    "status",
    "timestamp",
    "recipient_id",
    "pricing",
    "billable",
    "conversation",
    "origin",
    "type",
    "messages",
    "errors",
    "code",
    "error_data",
    "details",
    "message_template_id",
    "message_template_language",
    "message_template_buttons",
    "new_category",
    "correct_category",
    "new_quality_score",
    "text",
    "example",
    "body_text",
    "components",
    "buttons",
    "cards",
    "x",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec!["DISABLED_UPDATE", "ACCOUNT_VIOLATION", "PARTNER_ADDED", "ACCOUNT_RESTRICTION", "delivered"])
            .prop_map(str::to_owned),
        "[0-9]{1,22}",
        ".*",
    ]
}

/// Any JSON, with keys that the reader knows.
pub fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map(select(KEYS.to_vec()), inner, 0..6)
                .prop_map(|map| map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

proptest! {
    #[test]
    fn bytes(body in vec(any::<u8>(), 0..256)) {
        let _ = webhook::parse(&body);
    }

    #[test]
    fn text_that_looks_like_json(body in r#"[\{\}\[\]",:0-9a-z\\u ]{0,64}"#) {
        let _ = webhook::parse(body.as_bytes());
    }

    #[test]
    fn json(body in json_value()) {
        let parsed = webhook::parse(body.to_string().as_bytes());
        match body {
            Value::Object(_) => prop_assert!(parsed.is_ok()),
            _ => prop_assert_eq!(parsed, Err(WebhookError::NotAnObject)),
        }
    }

    #[test]
    fn a_value_of_a_known_field(field in select(FIELDS.to_vec()), value in json_value()) {
        let body = json!({
            "object": "whatsapp_business_account",
            "entry": [{ "id": "1", "time": 1, "changes": [{ "field": field, "value": value }] }],
        });
        let delivery = webhook::parse(body.to_string().as_bytes()).unwrap();
        prop_assert!(!delivery.updates.is_empty(), "nothing is lost");
        let kept = delivery.updates.iter().filter(|update| matches!(update.body, UpdateBody::Other { .. })).count();
        prop_assert_eq!(kept, delivery.unknown_fields.values().sum::<u32>() as usize);
        prop_assert_eq!(&webhook::parse(body.to_string().as_bytes()).unwrap(), &delivery);
        let written = serde_json::to_string(&delivery).unwrap();
        prop_assert_eq!(serde_json::from_str::<webhook::Delivery>(&written).unwrap(), delivery);
    }

    #[test]
    fn an_envelope_with_anything_in_it(entry in json_value(), changes in json_value()) {
        for body in [json!({ "entry": entry }), json!({ "entry": [{ "changes": changes }] })] {
            prop_assert!(webhook::parse(body.to_string().as_bytes()).is_ok());
        }
    }
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    let deep = "[".repeat(200_000) + &"]".repeat(200_000);
    for body in [
        format!(r#"{{"entry":[{{"changes":[{{"field":"account_update","value":{deep}}}]}}]}}"#),
        format!(r#"{{"entry":{deep}}}"#),
        format!(r#"{{"entry":[{{"changes":[{{"field":"messages","value":{{"statuses":{deep}}}}}]}}]}}"#),
    ] {
        let delivery = webhook::parse(body.as_bytes()).unwrap();
        assert!(delivery.updates.iter().all(|update| matches!(update.body, UpdateBody::Other { .. })));
    }
}

#[test]
fn what_is_not_json_is_refused() {
    for (body, expected) in [
        ("", WebhookError::NotJson),
        ("{", WebhookError::NotJson),
        ("{} x", WebhookError::NotJson),
        ("entry=1", WebhookError::NotJson),
        ("[]", WebhookError::NotAnObject),
        ("null", WebhookError::NotAnObject),
        (r#"[{"entry":[]}]"#, WebhookError::NotAnObject),
    ] {
        assert_eq!(webhook::parse(body.as_bytes()), Err(expected), "{body}");
    }
    assert_eq!(webhook::parse(b"{\"entry\":\"\xff\"}"), Err(WebhookError::NotJson));
}
