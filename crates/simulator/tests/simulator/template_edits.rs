//! Editing and deleting templates.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::{AddedWaba, NewTemplate, TemplateChange};

use crate::support::{Answer, Receiver, Running, config, start};

const DAY: i64 = 86_400;

async fn subscribed() -> (Running, Receiver, AddedWaba) {
    let mut config = config();
    config.template_review_delay = Duration::from_secs(60);
    config.template_deletion_delay = Duration::from_secs(60);
    let simulator = start(config).await;
    let receiver = Receiver::start().await;
    let waba = simulator.waba(1).await;
    simulator.subscribe(&receiver, &waba).await;
    (simulator, receiver, waba)
}

async fn template(simulator: &Running, waba: &AddedWaba, name: &str, status: &str) -> String {
    let new = NewTemplate { name: name.to_owned(), status: status.to_owned(), ..NewTemplate::default() };
    simulator.handle.add_template(&waba.waba_id, new).await.unwrap().remove(0)
}

fn body(text: &str) -> Value {
    json!({ "components": [
        { "type": "BODY", "text": text },
        { "type": "FOOTER", "text": "Lucky Shrub" },
        { "type": "BUTTONS", "buttons": [
            { "type": "URL", "text": "Shop", "url": "https://example.com" },
            { "type": "PHONE_NUMBER", "text": "Call", "phone_number": "+15550783881" },
        ] },
    ] })
}

async fn edit(simulator: &Running, waba: &AddedWaba, id: &str, change: &Value) -> Answer {
    simulator.post_json(&waba.token, id, change).await
}

fn subcode(answer: &Answer) -> Value {
    answer.json()["error"]["error_subcode"].clone()
}

#[tokio::test]
async fn an_edit_replaces_all_components_and_goes_to_review() {
    let (simulator, receiver, waba) = subscribed().await;
    let id = template(&simulator, &waba, "hours", "APPROVED").await;
    let answer = edit(&simulator, &waba, &id, &body("Our hours change on Monday.")).await;
    assert_eq!(answer.json(), json!({ "success": true }));
    let node = simulator.get(&waba.token, &id).await.json();
    assert_eq!(node["status"], "PENDING");
    assert_eq!(node["components"], body("Our hours change on Monday.")["components"]);
    simulator.handle.advance(60).await;
    simulator.handle.webhooks_settled().await;
    let changes = receiver.changes();
    assert_eq!(changes[0].1, "message_template_components_update");
    assert_eq!(
        changes[0].2,
        json!({
            "message_template_id": id.parse::<u64>().unwrap(),
            "message_template_name": "hours",
            "message_template_language": "en_US",
            "message_template_element": "Our hours change on Monday.",
            "message_template_footer": "Lucky Shrub",
            "message_template_buttons": [
                {
                    "message_template_button_type": "URL",
                    "message_template_button_text": "Shop",
                    "message_template_button_url": "https://example.com",
                },
                {
                    "message_template_button_type": "PHONE_NUMBER",
                    "message_template_button_text": "Call",
                    "message_template_button_phone_number": "+15550783881",
                },
            ],
        })
    );
    let events: Vec<&Value> = changes[1..].iter().map(|(_, _, value)| &value["event"]).collect();
    assert_eq!(events, ["PENDING", "APPROVED"]);
}

#[tokio::test]
async fn an_approved_template_is_edited_once_a_day_and_ten_times_a_month() {
    let (simulator, _receiver, waba) = subscribed().await;
    let id = template(&simulator, &waba, "hours", "APPROVED").await;
    for day in 0..10 {
        let text = format!("Our hours change for week {day}.");
        assert_eq!(edit(&simulator, &waba, &id, &body(&text)).await.status, 200, "{day}");
        simulator.handle.settle_template_reviews().await;
        assert_eq!(edit(&simulator, &waba, &id, &body("Once more, on the same day.")).await.status, 400);
        simulator.handle.advance(DAY).await;
    }
    assert_eq!(edit(&simulator, &waba, &id, &body("The eleventh time.")).await.status, 400);
    simulator.handle.advance(21 * DAY).await;
    assert_eq!(edit(&simulator, &waba, &id, &body("In the next month.")).await.status, 200);
}

#[tokio::test]
async fn only_some_states_can_be_edited_and_an_approved_category_never() {
    let (simulator, _receiver, waba) = subscribed().await;
    for (state, editable) in [
        ("REJECTED", true),
        ("PAUSED", true),
        ("PENDING", false),
        ("DISABLED", false),
        ("IN_APPEAL", false),
        ("ARCHIVED", false),
        ("PENDING_DELETION", false),
    ] {
        let id = template(&simulator, &waba, &format!("t_{}", state.to_lowercase()), state).await;
        let answer = edit(&simulator, &waba, &id, &body("Our hours change on Monday.")).await;
        assert_eq!(answer.status, if editable { 200 } else { 400 }, "{state}");
        if !editable {
            assert_eq!(subcode(&answer), 2_388_039, "{state}");
        }
    }
    let id = template(&simulator, &waba, "hours", "APPROVED").await;
    let answer = edit(&simulator, &waba, &id, &json!({ "category": "MARKETING" })).await;
    assert_eq!(subcode(&answer), 2_388_039);
    let id = template(&simulator, &waba, "refused", "REJECTED").await;
    assert_eq!(edit(&simulator, &waba, &id, &json!({ "category": "MARKETING" })).await.status, 200);
    assert_eq!(simulator.get(&waba.token, &id).await.json()["category"], "MARKETING");
    // An edit is held to the same rules as a creation.
    let id = template(&simulator, &waba, "refused_again", "REJECTED").await;
    let answer = edit(&simulator, &waba, &id, &json!({ "components": [{ "type": "FOOTER", "text": "Bye" }] })).await;
    assert_eq!(subcode(&answer), 2_388_043);
    assert_eq!(edit(&simulator, &waba, &id, &json!({})).await.json()["error"]["code"], 100);
}

#[tokio::test]
async fn a_time_to_live_alone_needs_no_review() {
    let (simulator, receiver, waba) = subscribed().await;
    let id = template(&simulator, &waba, "hours", "APPROVED").await;
    assert_eq!(edit(&simulator, &waba, &id, &json!({ "message_send_ttl_seconds": 3_600 })).await.status, 200);
    let node = simulator.get(&waba.token, &format!("{id}?fields=status,message_send_ttl_seconds")).await.json();
    assert_eq!(node["status"], "APPROVED");
    assert_eq!(node["message_send_ttl_seconds"], 3_600);
    assert!(receiver.received().is_empty());
}

#[tokio::test]
async fn a_locked_template_cannot_be_edited() {
    let (simulator, _receiver, waba) = subscribed().await;
    let id = template(&simulator, &waba, "hours", "APPROVED").await;
    for (event, code) in [("LOCKED", 400), ("UNLOCKED", 200)] {
        let change = TemplateChange { event: Some(event.to_owned()), ..TemplateChange::default() };
        simulator.handle.change_template(&id, change).await.unwrap();
        assert_eq!(edit(&simulator, &waba, &id, &body("Our hours change on Monday.")).await.status, code);
    }
}

#[tokio::test]
async fn deleting_an_approved_name_locks_it_for_thirty_days() {
    let (simulator, receiver, waba) = subscribed().await;
    let id = template(&simulator, &waba, "hours", "APPROVED").await;
    let edge = format!("{}/message_templates", waba.waba_id);
    let answer = simulator.delete(&waba.token, &format!("{edge}?name=hours")).await;
    assert_eq!(answer.json(), json!({ "success": true }));
    assert_eq!(simulator.get(&waba.token, &id).await.json()["status"], "PENDING_DELETION");
    let again = json!({
        "name": "hours", "language": "en_US", "category": "UTILITY",
        "components": [{ "type": "BODY", "text": "Our hours change on Monday." }],
    });
    assert_eq!(subcode(&simulator.post_json(&waba.token, &edge, &again).await), 2_388_023);
    simulator.handle.advance(60).await;
    assert_eq!(simulator.get(&waba.token, &id).await.status, 400);
    assert_eq!(subcode(&simulator.post_json(&waba.token, &edge, &again).await), 2_388_023);
    simulator.handle.advance(30 * DAY).await;
    assert_eq!(simulator.post_json(&waba.token, &edge, &again).await.status, 200);
    simulator.handle.webhooks_settled().await;
    let changes = receiver.changes();
    assert_eq!(changes[0].2["event"], "PENDING_DELETION");
    assert!(changes[0].2["reason"].is_null());
    assert_eq!(changes[1].2["event"], "DELETED");
}

#[tokio::test]
async fn a_deletion_takes_a_name_one_language_or_a_list() {
    let (simulator, _receiver, waba) = subscribed().await;
    let mut ids = Vec::new();
    for language in ["en_US", "de", "fr", "it"] {
        let new = NewTemplate {
            name: "hours".to_owned(),
            language: language.to_owned(),
            status: "REJECTED".to_owned(),
            ..NewTemplate::default()
        };
        ids.extend(simulator.handle.add_template(&waba.waba_id, new).await.unwrap());
    }
    let edge = format!("{}/message_templates", waba.waba_id);
    let left = async || simulator.handle.templates(&waba.waba_id).await.unwrap().len();
    let wrong = simulator.delete(&waba.token, &format!("{edge}?hsm_id={}&name=ours", ids[0])).await;
    assert_eq!(wrong.status, 400);
    assert_eq!(simulator.delete(&waba.token, &format!("{edge}?hsm_id={}&name=hours", ids[0])).await.status, 200);
    assert_eq!(left().await, 3);
    let list = format!("{edge}?hsm_ids=[\"{}\"]", ids[1]);
    assert_eq!(simulator.delete(&waba.token, &list).await.status, 200);
    assert_eq!(left().await, 2);
    assert_eq!(simulator.delete(&waba.token, &format!("{edge}?name=hours")).await.status, 200);
    assert_eq!(left().await, 0);
    assert_eq!(simulator.delete(&waba.token, &format!("{edge}?name=hours")).await.json()["error"]["code"], 100);
    let missing = simulator.delete(&waba.token, &edge).await.json();
    assert_eq!(missing["error"]["message"], "(#100) The parameter name is required.");
}

#[tokio::test]
async fn a_disabled_template_stays() {
    let (simulator, _receiver, waba) = subscribed().await;
    template(&simulator, &waba, "hours", "DISABLED").await;
    let answer = simulator.delete(&waba.token, &format!("{}/message_templates?name=hours", waba.waba_id)).await;
    assert_eq!(subcode(&answer), 2_388_039);
}
