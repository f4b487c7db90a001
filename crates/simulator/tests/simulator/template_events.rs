//! Quality, pauses, categories and the other things that happen to a template.

use serde_json::{Value, json};
use simulator::{AddedWaba, Announce, NewTemplate, TemplateChange};

use crate::support::{NOW, Receiver, Running, start_empty};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

async fn subscribed() -> (Running, Receiver, AddedWaba, String) {
    let simulator = start_empty().await;
    let receiver = Receiver::start().await;
    let waba = simulator.waba(1).await;
    simulator.subscribe(&receiver, &waba).await;
    let ids = simulator.handle.add_template(&waba.waba_id, NewTemplate::default()).await.unwrap();
    (simulator, receiver, waba, ids[0].clone())
}

async fn change(simulator: &Running, id: &str, change: Value) -> Value {
    let answer = simulator.control(&format!("templates/{id}"), &change).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["webhooks"].clone()
}

async fn state(simulator: &Running, id: &str) -> Value {
    simulator.look(&format!("templates/{id}")).await
}

async fn told(simulator: &Running, receiver: &Receiver) -> Vec<(String, Value)> {
    simulator.handle.webhooks_settled().await;
    receiver.changes().into_iter().map(|(_, field, value)| (field, value)).collect()
}

#[tokio::test]
async fn low_quality_pauses_twice_and_then_disables() {
    let (simulator, receiver, waba, id) = subscribed().await;
    let webhooks = change(&simulator, &id, json!({ "quality_score": "RED" })).await;
    assert_eq!(webhooks, json!(["message_template_quality_update", "message_template_status_update"]));
    assert_eq!(state(&simulator, &id).await["status"], "PAUSED");
    simulator.handle.advance(3 * HOUR - 1).await;
    assert_eq!(state(&simulator, &id).await["status"], "PAUSED");
    simulator.handle.advance(1).await;
    assert_eq!(state(&simulator, &id).await["status"], "APPROVED");
    change(&simulator, &id, json!({ "quality_score": "RED" })).await;
    simulator.handle.advance(6 * HOUR).await;
    assert_eq!(state(&simulator, &id).await["status"], "APPROVED");
    change(&simulator, &id, json!({ "quality_score": "RED" })).await;
    assert_eq!(state(&simulator, &id).await["status"], "DISABLED");
    let told = told(&simulator, &receiver).await;
    assert_eq!(
        told[0].1,
        json!({
            "previous_quality_score": "UNKNOWN",
            "new_quality_score": "RED",
            "message_template_id": id.parse::<u64>().unwrap(),
            "message_template_name": "welcome",
            "message_template_language": "en-US",
        })
    );
    let titles: Vec<(&Value, &Value)> = told
        .iter()
        .filter(|(_, value)| value.get("event").is_some())
        .map(|(_, v)| (&v["event"], &v["other_info"]["title"]))
        .collect();
    assert_eq!(
        json!(titles),
        json!([
            ["PAUSED", "FIRST_PAUSE"],
            ["APPROVED", "UNPAUSE"],
            ["PAUSED", "SECOND_PAUSE"],
            ["APPROVED", "UNPAUSE"],
            ["DISABLED", "DISABLED"],
        ])
    );
    assert_eq!(
        told[1].1["other_info"]["description"],
        "Your WhatsApp message template has been paused for 3 hours until Sep 21 at 5:13 PM UTC because it had issues."
    );
    assert_eq!(told.last().unwrap().1["disable_info"]["disable_date"], "September 21, 2026");
    let health = simulator.get(&waba.token, &format!("{id}?fields=health_status")).await.json();
    assert_eq!(health["health_status"]["can_send_message"], "BLOCKED");
}

#[tokio::test]
async fn a_pause_can_be_ended_before_its_time_and_its_end_comes_once() {
    let (simulator, receiver, waba, id) = subscribed().await;
    change(&simulator, &id, json!({ "quality_score": "RED" })).await;
    let answer = simulator.post(&waba.token, &format!("{id}/unpause"), &[]).await;
    assert_eq!(answer.json(), json!({ "success": true }));
    assert_eq!(simulator.post(&waba.token, &format!("{id}/unpause"), &[]).await.status, 400);
    simulator.handle.advance(3 * HOUR).await;
    let told = told(&simulator, &receiver).await;
    assert_eq!(told.len(), 3);
    assert_eq!(told[2].1["other_info"]["title"], "UNPAUSE");
}

#[tokio::test]
async fn a_category_is_announced_and_comes_into_force() {
    let (simulator, receiver, waba, id) = subscribed().await;
    change(&simulator, &id, json!({ "category": "MARKETING", "category_in_seconds": DAY })).await;
    let node = simulator.get(&waba.token, &format!("{id}?fields=category,correct_category")).await.json();
    assert_eq!(node["category"], "UTILITY");
    assert_eq!(node["correct_category"], "MARKETING");
    simulator.handle.advance(DAY).await;
    let node =
        simulator.get(&waba.token, &format!("{id}?fields=category,correct_category,previous_category")).await.json();
    assert_eq!(node, json!({ "category": "MARKETING", "previous_category": "UTILITY", "id": id }));
    let told = told(&simulator, &receiver).await;
    let about = json!({
        "message_template_id": id.parse::<u64>().unwrap(),
        "message_template_name": "welcome",
        "message_template_language": "en-US",
    });
    let mut impending = about.clone();
    impending["correct_category"] = "MARKETING".into();
    impending["new_category"] = "UTILITY".into();
    impending["category_update_timestamp"] = (NOW + DAY).into();
    let mut done = about;
    done["previous_category"] = "UTILITY".into();
    done["new_category"] = "MARKETING".into();
    assert_eq!(
        told,
        [("template_category_update".to_owned(), impending), ("template_category_update".to_owned(), done)]
    );
}

#[tokio::test]
async fn each_event_has_its_status_and_its_webhook() {
    let (simulator, receiver, _waba, id) = subscribed().await;
    let mut expected = Vec::new();
    for (event, status) in [
        ("FLAGGED", "APPROVED"),
        ("IN_APPEAL", "IN_APPEAL"),
        ("REINSTATED", "APPROVED"),
        ("LOCKED", "APPROVED"),
        ("UNLOCKED", "APPROVED"),
        ("DISABLED", "DISABLED"),
        ("REINSTATED", "APPROVED"),
        ("ARCHIVED", "ARCHIVED"),
        ("UNARCHIVED", "APPROVED"),
        ("LIMIT_EXCEEDED", "LIMIT_EXCEEDED"),
        ("REJECTED", "REJECTED"),
        ("UNDER_A_SPELL", "UNDER_A_SPELL"),
        ("APPROVED", "APPROVED"),
    ] {
        change(&simulator, &id, json!({ "event": event })).await;
        assert_eq!(state(&simulator, &id).await["status"], status, "{event}");
        expected.push(event);
    }
    let told = told(&simulator, &receiver).await;
    let events: Vec<&str> = told.iter().map(|(_, value)| value["event"].as_str().unwrap()).collect();
    assert_eq!(events, expected);
    assert_eq!(told[0].1["disable_info"]["disable_date"], "September 28, 2026");
    assert!(told[0].1["reason"].is_null());
}

#[tokio::test]
async fn an_archived_template_is_deleted_after_four_weeks_unless_it_comes_back() {
    let (simulator, receiver, waba, id) = subscribed().await;
    let back =
        simulator.handle.add_template(&waba.waba_id, NewTemplate { name: "back".to_owned(), ..NewTemplate::default() });
    let back = back.await.unwrap().remove(0);
    for template in [&id, &back] {
        change(&simulator, template, json!({ "event": "ARCHIVED" })).await;
    }
    change(&simulator, &back, json!({ "event": "UNARCHIVED" })).await;
    simulator.handle.advance(28 * DAY).await;
    let left = simulator.handle.templates(&waba.waba_id).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["id"], back);
    assert_eq!(told(&simulator, &receiver).await.last().unwrap().1["event"], "DELETED");
}

#[tokio::test]
async fn a_silent_change_is_only_found_by_a_sync() {
    let (simulator, receiver, waba, id) = subscribed().await;
    let silent =
        TemplateChange { event: Some("DISABLED".to_owned()), announce: Announce::Silent, ..TemplateChange::default() };
    assert!(simulator.handle.change_template(&id, silent).await.unwrap().is_empty());
    assert_eq!(simulator.get(&waba.token, &id).await.json()["status"], "DISABLED");
    assert!(told(&simulator, &receiver).await.is_empty());
}

#[tokio::test]
async fn wrong_controls_are_refused_with_a_sentence() {
    let (simulator, _receiver, _waba, id) = subscribed().await;
    let missing = simulator.control("templates/1", &json!({ "quality_score": "RED" })).await;
    assert_eq!(missing.status, 404);
    assert_eq!(missing.json()["error"], "the simulator has no template 1");
    assert_eq!(simulator.control(&format!("templates/{id}"), &json!({ "quality": "RED" })).await.status, 422);
    let missing = simulator.control("wabas/1/templates", &json!({ "name": "x" })).await;
    assert_eq!(missing.status, 404);
}
