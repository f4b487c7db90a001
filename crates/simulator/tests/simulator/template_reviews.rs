//! Reviews: when they end, how they end, and what tells of it.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::AddedWaba;

use crate::support::{NOW, Receiver, Running, config, start};

async fn subscribed() -> (Running, Receiver, AddedWaba) {
    let mut config = config();
    config.template_review_delay = Duration::from_secs(60);
    let simulator = start(config).await;
    let receiver = Receiver::start().await;
    let waba = simulator.waba(1).await;
    simulator.subscribe(&receiver, &waba).await;
    (simulator, receiver, waba)
}

async fn hand_in(
    simulator: &Running,
    waba: &AddedWaba,
    name: &str,
    language: &str,
    category: &str,
    body: &str,
) -> String {
    let mut component = json!({ "type": "BODY", "text": body });
    let count = body.matches("{{").count();
    if count > 0 {
        component["example"] = json!({ "body_text": [vec!["x"; count]] });
    }
    let template = json!({
        "name": name, "language": language, "category": category, "components": [component],
        "allow_category_change": name.contains("flexible"),
    });
    let created = simulator.post_json(&waba.token, &format!("{}/message_templates", waba.waba_id), &template).await;
    assert_eq!(created.status, 200, "{}", created.text);
    created.json()["id"].as_str().unwrap().to_owned()
}

async fn status(simulator: &Running, waba: &AddedWaba, id: &str) -> Value {
    simulator.get(&waba.token, &format!("{id}?fields=status,rejected_reason,category,previous_category")).await.json()
}

#[tokio::test]
async fn a_review_ends_when_its_time_has_come_and_is_told() {
    let (simulator, receiver, waba) = subscribed().await;
    let id = hand_in(&simulator, &waba, "welcome", "en_US", "UTILITY", "Hello {{1}}, your table is ready now.").await;
    simulator.handle.advance(59).await;
    assert_eq!(status(&simulator, &waba, &id).await["status"], "PENDING");
    let clock = simulator.control("clock", &json!({ "advance_seconds": 1 })).await.json();
    assert_eq!(clock["now"], NOW + 60);
    assert_eq!(status(&simulator, &waba, &id).await["status"], "APPROVED");
    simulator.handle.webhooks_settled().await;
    let (entry, field, value) = receiver.changes().remove(0);
    assert_eq!(entry, waba.waba_id);
    assert_eq!(field, "message_template_status_update");
    assert_eq!(
        value,
        json!({
            "event": "APPROVED",
            "message_template_id": id.parse::<u64>().unwrap(),
            "message_template_name": "welcome",
            "message_template_language": "en-US",
            "message_template_category": "UTILITY",
            "reason": "NONE",
        })
    );
    assert_eq!(receiver.received()[0].json()["entry"][0]["time"], NOW + 60);
}

#[tokio::test]
async fn reviewers_refuse_by_content() {
    let (simulator, receiver, waba) = subscribed().await;
    let twin = "Hello, this is the same text as another template.";
    let mut expected = Vec::new();
    for (name, language, category, body, outcome) in [
        ("adjacent", "en_US", "UTILITY", "Hello {{1}}{{2}}, your order is on its way to you.", "INVALID_FORMAT"),
        ("sale", "en_US", "UTILITY", "Hello {{1}}, there is a discount for you in our shop.", "INCORRECT_CATEGORY"),
        ("gift", "en_US", "UTILITY", "Hello {{1}}, come by and take your free gift today.", "PROMOTIONAL"),
        ("scam", "en_US", "MARKETING", "Hello {{1}}, please send us your password by tonight.", "SCAM"),
        ("threat", "en_US", "UTILITY", "Pay the bill {{1}} or else we will find you soon.", "ABUSIVE_CONTENT"),
        (
            "wrong_language",
            "ar",
            "UTILITY",
            "Hello {{1}}, this text is in English, not Arabic.",
            "TAG_CONTENT_MISMATCH",
        ),
        (
            "code_as_offer",
            "en_US",
            "MARKETING",
            "Use the verification code {{1}} to sign in now.",
            "TAG_CONTENT_MISMATCH",
        ),
        ("one", "en_US", "UTILITY", twin, "NONE"),
        ("two", "en_US", "UTILITY", twin, "INVALID_FORMAT"),
    ] {
        if name == "two" {
            simulator.handle.settle_template_reviews().await;
        }
        let id = hand_in(&simulator, &waba, name, language, category, body).await;
        expected.push((id, name, outcome));
    }
    let settled = simulator.control("templates/settle", &Value::Null).await.json();
    assert_eq!(settled["decided"], json!([expected[8].0]));
    for (id, name, outcome) in &expected {
        let node = status(&simulator, &waba, id).await;
        assert_eq!(node["rejected_reason"], *outcome, "{name}");
        assert_eq!(node["status"], if *outcome == "NONE" { "APPROVED" } else { "REJECTED" }, "{name}");
    }
    simulator.handle.webhooks_settled().await;
    let changes = receiver.changes();
    assert_eq!(changes.len(), expected.len());
    for ((_, _, value), (_, name, outcome)) in changes.iter().zip(&expected) {
        assert_eq!(value["message_template_name"], *name);
        assert_eq!(value["reason"], *outcome);
        // Meta explains this reason alone.
        assert_eq!(value.get("rejection_info").is_some(), *outcome == "INVALID_FORMAT", "{name}");
    }
}

#[tokio::test]
async fn a_template_that_may_change_its_category_does() {
    let (simulator, receiver, waba) = subscribed().await;
    let body = "Hello {{1}}, there is a discount for you in our shop.";
    let id = hand_in(&simulator, &waba, "flexible", "en_US", "UTILITY", body).await;
    simulator.handle.advance(60).await;
    let node = status(&simulator, &waba, &id).await;
    assert_eq!(node["status"], "APPROVED");
    assert_eq!(node["category"], "MARKETING");
    assert_eq!(node["previous_category"], "UTILITY");
    simulator.handle.webhooks_settled().await;
    let changes = receiver.changes();
    assert_eq!(changes[0].1, "template_category_update");
    assert_eq!(changes[0].2["previous_category"], "UTILITY");
    assert_eq!(changes[0].2["new_category"], "MARKETING");
    assert!(changes[0].2.get("correct_category").is_none());
    assert_eq!(changes[1].2["event"], "APPROVED");
}

#[tokio::test]
async fn the_delay_can_be_changed_while_it_runs_and_zero_is_at_once() {
    let (simulator, _receiver, waba) = subscribed().await;
    let done = simulator.control("templates/review_delay", &json!({ "seconds": 0 })).await;
    assert_eq!(done.status, 200);
    let id = hand_in(&simulator, &waba, "welcome", "en_US", "UTILITY", "Hello {{1}}, your table is ready now.").await;
    simulator.handle.reviews_settled().await;
    assert_eq!(status(&simulator, &waba, &id).await["status"], "APPROVED");
}

#[tokio::test]
async fn a_decision_from_outside_ends_the_review() {
    let (simulator, receiver, waba) = subscribed().await;
    let id = hand_in(&simulator, &waba, "welcome", "en_US", "UTILITY", "Hello {{1}}, your table is ready now.").await;
    let change = json!({ "event": "REJECTED", "reason": "INVALID_FORMAT", "recommendation": "Add words." });
    let done = simulator.control(&format!("templates/{id}"), &change).await;
    assert_eq!(done.json()["webhooks"], json!(["message_template_status_update"]));
    simulator.handle.advance(3_600).await;
    assert_eq!(status(&simulator, &waba, &id).await["status"], "REJECTED");
    simulator.handle.webhooks_settled().await;
    assert_eq!(receiver.changes().len(), 1);
    assert_eq!(receiver.changes()[0].2["rejection_info"]["recommendation"], "Add words.");
}
