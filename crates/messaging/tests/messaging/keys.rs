//! Whose key opens what, and the form in which everybody else is refused.

use domain::api_key::{ApiKey, Overlap};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{World, answer, message};
use crate::sweep::calls;

store::on_both_engines! {
    async fn without_a_valid_key_nothing_opens(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let heard = world.meta.request_count();
        let other = format!("{}x", &line.key[..line.key.len() - 1]);
        for call in calls().iter().filter(|call| !call.is_closed()) {
            for key in ["", "x", &other] {
                let refused = call.send(&world, key, "123456").await;
                assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{call:?} {refused:?}");
                assert!(refused.text.contains(if key.is_empty() { "D360-API-KEY" } else { "not valid" }), "{refused:?}");
                assert!(refused.headers["content-type"].to_str().unwrap().starts_with("application/json"));
            }
        }
        assert_eq!(world.meta.request_count(), heard, "Meta hears of none of it");
    }

    async fn a_revoked_or_replaced_key_opens_nothing_from_the_next_request_on(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        world.template(&line).await;
        assert_eq!(world.post(&line.key, "/messages", &message()).await.status, StatusCode::OK);
        let newer = world.key(&line.id).await;
        world.post(&line.key, "/messages", &message()).await.refused(401);
        assert_eq!(world.post(&newer, "/messages", &message()).await.status, StatusCode::OK);
        let prefix = ApiKey::parse(&newer).unwrap().prefix();
        hub::api_keys::revoke(&world.hub, &world.owner, &prefix).await.unwrap();
        world.post(&newer, "/messages", &message()).await.refused(401);
    }

    async fn a_key_in_its_overlap_still_opens(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        hub::api_keys::generate(&world.hub, &world.owner, &line.id, Overlap::Hour).await.unwrap();
        assert_eq!(world.get(&line.key, "/v1/configs/webhook").await.status, StatusCode::OK);
        world.hub.clock.advance(3_600);
        assert_eq!(world.get(&line.key, "/v1/configs/webhook").await.status, StatusCode::UNAUTHORIZED);
    }

    async fn a_key_opens_its_own_number_alone(test: TestStore) {
        let world = World::start(test).await;
        let (one, other) = (world.line().await, world.line().await);
        for line in [&one, &other] {
            let health = world.get(&line.key, "/health_status").await.json();
            assert_eq!(health["id"], line.number_id.as_str());
        }
        let set = json!({ "url": "https://one.example/", "headers": { "X-A": "1" } });
        assert_eq!(world.post(&one.key, "/v1/configs/webhook", &set).await.status, StatusCode::OK);
        assert_eq!(world.get(&other.key, "/v1/configs/webhook").await.json(), json!({ "url": "", "headers": {} }));
        assert_eq!(world.get(&other.key, "/waba_webhook").await.json()["waba_id"], other.account.waba_id.as_str());
    }

    async fn other_addresses_and_methods_are_refused_in_a_sentence(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        for (method, path, status) in [
            (Method::GET, "/", 404),
            (Method::GET, "/numbers", 404),
            (Method::GET, "/sign-in", 404),
            (Method::POST, "/register", 403),
            (Method::POST, "/106540352242922/deregister", 403),
            (Method::GET, "/messages", 405),
            (Method::PUT, "/health_status", 405),
        ] {
            let refused = answer(world.ask(&line.key, method.clone(), path)).await.refused(status);
            assert!(refused.ends_with('.'), "{method} {path} {refused}");
        }
        let refused = world.send(&line.key, Method::DELETE, "/v1/configs/webhook", &json!({})).await;
        assert_eq!(refused.json()["meta"]["http_code"], 405);
    }
}
