//! Health, and the key of Flows.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{World, answer};

const PEM: &str = "-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----";

store::on_both_engines! {
    async fn health_is_what_meta_says_of_the_number(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        for path in ["/health_status", "/health_status?fields=health_status", "/health_status?fields="] {
            let health = world.get(&line.key, path).await.json();
            assert_eq!(health["id"], line.number_id.as_str(), "{path}");
            assert_eq!(health["health_status"]["can_send_message"], "AVAILABLE", "{path}");
            let kinds: Vec<_> = health["health_status"]["entities"].as_array().unwrap().iter().collect();
            assert!(kinds.iter().any(|entity| entity["entity_type"] == "PHONE_NUMBER"), "{health}");
        }
    }

    async fn nothing_else_of_a_query_reaches_meta(test: TestStore) {
        let world = World::start(test).await;
        let (line, other) = (world.line().await, world.line().await);
        let path = format!("/health_status?access_token={}&ids={}", other.account.token, other.number_id);
        assert_eq!(world.get(&line.key, &path).await.json()["id"], line.number_id.as_str());
    }

    async fn the_profile_is_that_of_the_keys_number(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let edge = format!("/v24.0/{}/whatsapp_business_profile", line.number_id);
        let about = json!({ "messaging_product": "whatsapp", "about": "Open daily." });
        for (method, path, body, asked) in [
            (Method::GET, "/whatsapp_business_profile", json!({}), "GET"),
            (Method::POST, "/whatsapp_business_profile", about.clone(), "POST"),
            (Method::GET, "/v1/settings/business/profile", json!({}), "GET"),
            (Method::POST, "/v1/settings/business/profile", about, "POST"),
            (Method::GET, "/v1/settings/profile/about", json!({}), "GET"),
            (Method::PATCH, "/v1/settings/profile/about", json!({ "text": "Open daily." }), "POST"),
            (Method::GET, "/v1/settings/profile/photo", json!({}), "GET"),
        ] {
            let since = world.meta.requests().len();
            world.send(&line.key, method, path, &body).await;
            assert_eq!(world.asked_of_meta(since), [format!("{asked} {edge}")], "{path}");
        }
    }

    async fn the_key_of_flows_is_a_form_that_passes_through(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let path = "/whatsapp_business_encryption";
        let form = world.ask(&line.key, reqwest::Method::POST, path).form(&[("business_public_key", PEM)]);
        assert_eq!(answer(form).await.json(), json!({ "success": true }));
        assert_eq!(world.get(&line.key, path).await.json()["data"][0]["business_public_key"], PEM);
        let wrong = world.ask(&line.key, reqwest::Method::POST, path).form(&[("business_public_key", "x")]);
        assert_eq!(answer(wrong).await.status, StatusCode::BAD_REQUEST);
    }
}
