//! Addresses of the API before the Cloud API.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{RECIPIENT, TEMPLATE, World, answer};

store::on_both_engines! {
    async fn a_message_of_then_is_sent_in_todays_form(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        world.template(&line).await;
        let message = json!({
            "to": RECIPIENT, "type": "template",
            "template": { "namespace": "x", "name": TEMPLATE, "language": { "policy": "deterministic", "code": "en_US" } },
        });
        let sent = world.post(&line.key, "/v1/messages", &message).await;
        assert_eq!(sent.status, StatusCode::OK, "{sent:?}");
        assert!(sent.json()["messages"][0]["id"].is_string());
        let unread = world.send(&line.key, Method::PUT, "/v1/messages/wamid.x", &json!({ "status": "unread" })).await;
        assert!(unread.refused(400).contains("read"));
    }

    async fn a_file_is_the_whole_body_in_both_directions(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let bytes = b"\xff\xd8 not much of a picture".to_vec();
        let upload = world.ask(&line.key, Method::POST, "/v1/media").header("content-type", "image/jpeg").body(bytes.clone());
        let done = answer(upload).await.json();
        let id = done["media"][0]["id"].as_str().unwrap().to_owned();
        let file = world.ask(&line.key, Method::GET, &format!("/v1/media/{id}")).send().await.unwrap();
        assert_eq!(file.headers()["content-type"], "image/jpeg");
        assert_eq!(file.bytes().await.unwrap(), bytes);
        assert_eq!(answer(world.ask(&line.key, Method::DELETE, &format!("/v1/media/{id}"))).await.status, StatusCode::OK);
        assert_eq!(world.get(&line.key, &format!("/v1/media/{id}")).await.status, StatusCode::BAD_REQUEST);
        answer(world.ask(&line.key, Method::POST, "/v1/media").body("x")).await.refused(400);
    }

    async fn health_and_contacts_answer_as_then(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let health = world.get(&line.key, "/v1/health").await.json();
        assert_eq!(health["meta"]["api_status"], "stable");
        let asked = json!({ "blocking": "wait", "contacts": ["+49 30 901820"], "force_check": true });
        let contacts = world.post(&line.key, "/v1/contacts", &asked).await.json();
        assert_eq!(contacts["contacts"], json!([{ "input": "+49 30 901820", "status": "valid", "wa_id": RECIPIENT }]));
        world.post(&line.key, "/v1/contacts", &json!({})).await.refused(400);
    }
}
