//! Sending a template: what is checked, what is answered, what is told.

use serde_json::{Value, json};
use simulator::AddedWaba;

use crate::support::{Answer, NOW, Receiver, Running, start_empty};

/// Spoils a message.
type Change = fn(&mut Value);

async fn ready() -> (Running, AddedWaba) {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let new = json!({
        "name": "order_ready",
        "components": [
            { "type": "HEADER", "format": "TEXT", "text": "Order {{1}}" },
            { "type": "BODY", "text": "Hello {{1}}, your order is ready until {{2}} today." },
            { "type": "BUTTONS", "buttons": [
                { "type": "QUICK_REPLY", "text": "Fine" },
                { "type": "URL", "text": "See it", "url": "https://example.com/{{1}}" },
            ] },
        ],
    });
    assert_eq!(simulator.control(&format!("wabas/{}/templates", waba.waba_id), &new).await.status, 200);
    (simulator, waba)
}

fn text(text: &str) -> Value {
    json!({ "type": "text", "text": text })
}

fn message(components: Value) -> Value {
    json!({
        "messaging_product": "whatsapp",
        "to": "+1 (555) 012-3456",
        "type": "template",
        "template": { "name": "order_ready", "language": { "code": "en_US" }, "components": components },
    })
}

fn complete() -> Value {
    json!([
        { "type": "header", "parameters": [text("88")] },
        { "type": "body", "parameters": [text("Ann"), text("six")] },
        { "type": "button", "sub_type": "url", "index": "1", "parameters": [text("88")] },
    ])
}

async fn send(simulator: &Running, waba: &AddedWaba, message: &Value) -> Answer {
    simulator.post_json(&waba.token, &format!("{}/messages", waba.number_ids[0]), message).await
}

fn error(answer: &Answer) -> (u16, Value, Value) {
    let error = &answer.json()["error"];
    (answer.status, error["code"].clone(), error["error_data"]["details"].clone())
}

#[tokio::test]
async fn a_message_is_accepted_and_gets_on() {
    let (simulator, waba) = ready().await;
    let receiver = Receiver::start().await;
    simulator.subscribe(&receiver, &waba).await;
    let sent = send(&simulator, &waba, &message(complete())).await;
    assert_eq!(sent.status, 200, "{}", sent.text);
    let sent = sent.json();
    let id = sent["messages"][0]["id"].as_str().unwrap();
    assert!(id.starts_with("wamid."), "{id}");
    assert_eq!(
        sent,
        json!({
            "messaging_product": "whatsapp",
            "contacts": [{ "input": "+1 (555) 012-3456", "wa_id": "15550123456" }],
            "messages": [{ "id": id, "message_status": "accepted" }],
        })
    );
    simulator.handle.reviews_settled().await;
    simulator.handle.webhooks_settled().await;
    let changes = receiver.changes();
    assert_eq!(changes.len(), 3);
    let pricing = json!({ "billable": true, "pricing_model": "PMP", "type": "regular", "category": "utility" });
    for ((entry, field, value), status) in changes.iter().zip(["sent", "delivered", "read"]) {
        assert_eq!(entry, &waba.waba_id);
        assert_eq!(field, "messages");
        let mut expected =
            json!({ "id": id, "status": status, "timestamp": NOW.to_string(), "recipient_id": "15550123456" });
        if status != "read" {
            expected["pricing"] = pricing.clone();
        }
        assert_eq!(
            value,
            &json!({
                "messaging_product": "whatsapp",
                "metadata": { "display_phone_number": "12015550100", "phone_number_id": waba.number_ids[0] },
                "statuses": [expected],
            })
        );
    }
    assert!(receiver.received()[0].json()["entry"][0].get("time").is_none());
    let messages = simulator.look("messages").await;
    assert_eq!(messages["messages"][0]["status"], "read");
    assert_eq!(messages["messages"][0]["template"]["name"], "order_ready");
}

#[tokio::test]
async fn parameters_have_to_fit() {
    let (simulator, waba) = ready().await;
    let part = |index: usize, value: Value| {
        let mut components = complete();
        components[index]["parameters"] = value;
        message(components)
    };
    let none = error(&send(&simulator, &waba, &message(json!([]))).await);
    assert_eq!(none.1, 132_000);
    assert_eq!(none.2, "header: number of localizable_params (0) does not match the expected number of params (1)");
    let one = error(&send(&simulator, &waba, &part(1, json!([text("Ann")]))).await);
    assert_eq!(
        one,
        (
            400,
            json!(132_000),
            json!("body: number of localizable_params (1) does not match the expected number of params (2)")
        )
    );
    let image = json!([{ "type": "image", "image": { "link": "https://example.com/a.png" } }]);
    let wrong = error(&send(&simulator, &waba, &part(0, image)).await);
    assert_eq!(wrong, (400, json!(132_012), json!("header: Format mismatch, expected TEXT, received IMAGE")));
    let untidy = error(&send(&simulator, &waba, &part(1, json!([text("a\nb"), text("six")]))).await);
    assert_eq!(untidy.1, 132_018);
    let long = error(&send(&simulator, &waba, &part(1, json!([text(&"a".repeat(1_100)), text("six")]))).await);
    assert_eq!(long.1, 132_005);
    let button = error(&send(&simulator, &waba, &part(2, json!([]))).await);
    assert_eq!(button, (400, json!(131_008), json!("buttons: Button at index 1 of type URL requires a parameter")));
}

#[tokio::test]
async fn files_and_names_have_to_fit_too() {
    let (simulator, waba) = ready().await;
    let new = json!({
        "name": "named", "parameter_format": "NAMED",
        "components": [
            { "type": "HEADER", "format": "IMAGE", "example": { "header_handle": ["media:x"] } },
            { "type": "BODY", "text": "Hello {{first_name}}, look at this one." },
        ],
    });
    simulator.control(&format!("wabas/{}/templates", waba.waba_id), &new).await;
    let named = |header: Value, parameter: Value| {
        let mut message = message(json!([
            { "type": "header", "parameters": [header] },
            { "type": "body", "parameters": [parameter] },
        ]));
        message["template"]["name"] = "named".into();
        message
    };
    let image = json!({ "type": "image", "image": { "link": "https://example.com/a.png" } });
    let name = json!({ "type": "text", "parameter_name": "first_name", "text": "Ann" });
    assert_eq!(send(&simulator, &waba, &named(image.clone(), name.clone())).await.status, 200);
    let unnamed = error(&send(&simulator, &waba, &named(image, text("Ann"))).await);
    assert_eq!(unnamed, (400, json!(100), json!("Parameter name is missing or empty")));
    let document = json!({ "type": "document", "document": { "link": "https://example.com/a.pdf" } });
    let wrong = error(&send(&simulator, &waba, &named(document, name)).await);
    assert_eq!(wrong, (400, json!(132_012), json!("header: Format mismatch, expected IMAGE, received DOCUMENT")));
}

#[tokio::test]
async fn only_an_approved_template_in_its_language_is_sent() {
    let (simulator, waba) = ready().await;
    let mut french = message(complete());
    french["template"]["language"]["code"] = "fr".into();
    let missing = error(&send(&simulator, &waba, &french).await);
    assert_eq!(missing, (404, json!(132_001), json!("template name (order_ready) does not exist in fr")));
    for (status, code, http) in [
        ("PENDING", 132_001, 404),
        ("REJECTED", 132_001, 404),
        ("PAUSED", 132_015, 400),
        ("DISABLED", 132_016, 400),
        ("PENDING_DELETION", 132_001, 404),
    ] {
        let new = json!({ "name": status.to_lowercase(), "status": status });
        simulator.control(&format!("wabas/{}/templates", waba.waba_id), &new).await;
        let mut message = message(json!([]));
        message["template"]["name"] = status.to_lowercase().into();
        let refused = error(&send(&simulator, &waba, &message).await);
        assert_eq!((refused.0, refused.1), (http, json!(code)), "{status}");
    }
}

#[tokio::test]
async fn a_message_needs_a_sender_a_recipient_and_a_language() {
    let (simulator, waba) = ready().await;
    let changed = |change: Change| {
        let mut message = message(complete());
        change(&mut message);
        message
    };
    let cases: [(Change, i64); 5] = [
        (|message| message["to"] = "nobody".into(), 131_009),
        (|message| message["messaging_product"] = "telegram".into(), 100),
        (|message| message["template"]["language"] = Value::Null, 100),
        (|message| message["template"] = Value::Null, 100),
        (|message| message["type"] = "text".into(), 131_047),
    ];
    for (change, code) in cases {
        assert_eq!(error(&send(&simulator, &waba, &changed(change)).await).1, code);
    }
    simulator.handle.set_status(&waba.number_ids[0], "DISCONNECTED").await.unwrap();
    assert_eq!(error(&send(&simulator, &waba, &message(complete())).await).1, 133_010);
    simulator.handle.set_status(&waba.number_ids[0], "CONNECTED").await.unwrap();
    simulator.handle.disable_waba(&waba.waba_id).await.unwrap();
    let locked = error(&send(&simulator, &waba, &message(complete())).await);
    assert_eq!((locked.0, locked.1), (403, json!(131_031)));
}

#[tokio::test]
async fn a_message_to_nobody_fails_later() {
    let (simulator, waba) = ready().await;
    let receiver = Receiver::start().await;
    simulator.subscribe(&receiver, &waba).await;
    simulator.control("messages/undeliverable", &json!({ "to": "+15550123456", "code": 131_026 })).await;
    assert_eq!(send(&simulator, &waba, &message(complete())).await.status, 200);
    simulator.handle.reviews_settled().await;
    simulator.handle.webhooks_settled().await;
    let changes = receiver.changes();
    assert_eq!(changes.len(), 1);
    let status = &changes[0].2["statuses"][0];
    assert_eq!(status["status"], "failed");
    assert_eq!(status["errors"][0]["code"], 131_026);
    assert!(status.get("pricing").is_none());
}
