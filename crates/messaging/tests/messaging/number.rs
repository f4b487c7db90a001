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

    async fn the_profile_is_that_of_the_keys_number_and_reads_as_it_was_written(test: TestStore) {
        let world = World::start(test).await;
        let (line, other) = (world.line().await, world.line().await);
        let edge = format!("/v24.0/{}/whatsapp_business_profile", line.number_id);
        let before = world.get(&other.key, "/whatsapp_business_profile").await.text;
        let of = |about: &str, email: &str| json!({
            "about": about, "address": "Hafenstraße 1, Kiel", "description": "Tea from everywhere.", "email": email,
            "vertical": "RETAIL", "websites": ["https://tea.example/", "https://blog.example/"],
        });
        let mut written = of("Open daily.", "tea@example.com");
        written["messaging_product"] = json!("whatsapp");
        let since = world.meta.requests().len();
        assert_eq!(world.post(&line.key, "/whatsapp_business_profile", &written).await.json(), json!({ "success": true }));
        assert_eq!(world.asked_of_meta(since), [format!("POST {edge}")]);
        assert_eq!(world.get(&line.key, "/whatsapp_business_profile").await.json(), json!({ "data": [written] }));
        let some = world.get(&line.key, "/whatsapp_business_profile?fields=about,vertical").await.json();
        let expected = json!({ "about": "Open daily.", "vertical": "RETAIL", "messaging_product": "whatsapp" });
        assert_eq!(some, json!({ "data": [expected] }));
        let then = "/v1/settings/business/profile";
        assert_eq!(world.post(&line.key, then, &of("Open on Sundays.", "new@example.com")).await.status, StatusCode::OK);
        let mut expected = of("", "new@example.com");
        expected.as_object_mut().unwrap().remove("about");
        let meta = json!({ "api_status": "stable", "version": "2.53" });
        let shown = json!({ "settings": { "business": { "profile": expected } }, "meta": meta });
        assert_eq!(world.get(&line.key, then).await.json(), shown);
        let about = "/v1/settings/profile/about";
        assert_eq!(world.get(&line.key, about).await.json()["settings"]["profile"]["about"]["text"], "Open on Sundays.");
        let text = json!({ "text": "Closed in August." });
        assert_eq!(world.send(&line.key, Method::PATCH, about, &text).await.json(), json!({ "success": true }));
        assert_eq!(world.get(&line.key, about).await.json()["settings"]["profile"]["about"]["text"], "Closed in August.");
        let kept = world.get(&line.key, "/whatsapp_business_profile?fields=email").await.json();
        assert_eq!(kept["data"][0]["email"], "new@example.com", "nothing else was written");
        world.send(&line.key, Method::PATCH, about, &json!({})).await.refused(400);
        assert_eq!(world.get(&other.key, "/whatsapp_business_profile").await.text, before);
        let logged = hub::accounts::audit::list(&world.hub, &world.owner, None, 50).await.unwrap();
        let logged: Vec<_> = logged.iter().filter(|entry| entry.action == "Changed the business profile").collect();
        assert_eq!(logged.len(), 3, "{logged:?}");
        assert!(logged.iter().all(|entry| entry.actor.starts_with("API key ")), "{logged:?}");
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
