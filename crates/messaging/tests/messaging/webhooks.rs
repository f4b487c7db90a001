//! Where inbound messages go.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::World;

store::on_both_engines! {
    async fn the_address_of_a_channel_is_set_read_and_removed(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let path = "/v1/configs/webhook";
        assert_eq!(world.get(&line.key, path).await.json(), json!({ "url": "", "headers": {} }));
        let shown = json!({ "url": "https://example.com/in?x=1", "headers": { "authorization": "Basic secret" } });
        let set = json!({ "url": "https://Example.com/in?x=1", "headers": { "Authorization": "Basic secret" } });
        let answer = world.post(&line.key, path, &set).await;
        assert_eq!((answer.status, answer.json()), (StatusCode::OK, shown.clone()));
        assert_eq!(world.get(&line.key, path).await.json(), shown);
        assert!(!world.test.holds("Basic secret").await);
        world.post(&line.key, path, &json!({ "url": "https://example.com/", "headers": null })).await;
        assert_eq!(world.get(&line.key, path).await.json(), json!({ "url": "https://example.com/", "headers": {} }));
        world.post(&line.key, path, &json!({ "url": "" })).await;
        assert_eq!(world.get(&line.key, path).await.json()["url"], "");
    }

    async fn an_address_that_cannot_be_taken_is_refused_and_the_old_one_stays(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let path = "/v1/configs/webhook";
        world.post(&line.key, path, &json!({ "url": "https://example.com/" })).await;
        for (bad, word) in [
            (json!({}), "url"),
            (json!([]), "JSON object"),
            (json!({ "url": 5 }), "JSON object"),
            (json!({ "url": "http://example.com/" }), "https://"),
            (json!({ "url": "https://example.com/", "headers": { "Host": "a" } }), "host"),
            (json!({ "url": "https://example.com/", "headers": { "X-A": "a\nb" } }), "x-a"),
        ] {
            let refused = world.post(&line.key, path, &bad).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{bad} {refused:?}");
            let meta = refused.json()["meta"].clone();
            assert_eq!((&meta["success"], &meta["http_code"]), (&json!(false), &json!(400)));
            assert!(meta["developer_message"].as_str().unwrap().contains(word), "{bad} {meta}");
        }
        assert_eq!(world.get(&line.key, path).await.json()["url"], "https://example.com/");
    }

    async fn an_account_has_one_address_for_all_its_numbers(test: TestStore) {
        let world = World::start(test).await;
        let two = world.lines(2).await;
        world.post(&two[1].key, "/v1/configs/webhook", &json!({ "url": "https://own.example/" })).await;
        let set = json!({ "url": "https://all.example/", "headers": { "x-a": "1" }, "override_all": false });
        let done = world.post(&two[0].key, "/waba_webhook", &set).await;
        assert!(done.json()["message"].is_string(), "{done:?}");
        let shown = world.get(&two[1].key, "/waba_webhook").await.json();
        assert_eq!((&shown["url"], &shown["headers"]), (&json!("https://all.example/"), &json!({ "x-a": "1" })));
        assert_eq!(shown["phone_numbers"].as_array().map(Vec::len), Some(2));
        assert_eq!(world.get(&two[1].key, "/v1/configs/webhook").await.json()["url"], "https://own.example/");

        let all = json!({ "url": "https://all.example/", "override_all": true });
        let done = world.post(&two[0].key, "/waba_webhook", &all).await.json();
        assert!(done["message"].as_str().unwrap().contains("1 number"), "{done}");
        assert_eq!(world.get(&two[1].key, "/v1/configs/webhook").await.json()["url"], "");
        let refused = world.post(&two[0].key, "/waba_webhook", &json!({ "url": "x" })).await;
        assert_eq!((refused.status, refused.json()["error"].is_string()), (StatusCode::BAD_REQUEST, true));
    }

    async fn several_destinations_are_switched_added_changed_and_removed(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let path = "/multi_webhook";
        assert_eq!(world.get(&line.key, path).await.json(), json!({ "enabled": false, "destinations": [] }));
        let one = |name: &str, url: &str| json!({ "name": name, "url": url, "headers": { "x-a": name } });
        let on = json!({ "enabled": true, "destinations": [one("a", "https://a.example/")] });
        assert!(world.post(&line.key, path, &on).await.json()["message"].is_string());
        let more = json!({ "destinations": [one("b", "https://b.example/")] });
        let send = async |method: Method, body: &Value| world.send(&line.key, method, path, body).await;
        assert_eq!(send(Method::PUT, &more).await.status, StatusCode::OK);
        let again = send(Method::PUT, &more).await;
        assert_eq!((again.status, again.json()["error"].is_string()), (StatusCode::CONFLICT, true));
        let change = json!({ "name": "b", "url": "https://c.example/" });
        assert_eq!(send(Method::PATCH, &change).await.status, StatusCode::OK);
        let listed = json!({ "destinations": [{ "name": "b", "url": "https://d.example/" }, { "name": "z", "url": "https://z.example/" }] });
        assert_eq!(send(Method::PATCH, &listed).await.status, StatusCode::NOT_FOUND, "all of them or none");
        let listed = json!({ "destinations": [{ "name": "b", "headers": { "x-a": "b" } }] });
        assert_eq!(send(Method::PATCH, &listed).await.status, StatusCode::OK);
        let shown = world.get(&line.key, path).await.json();
        let all = json!([one("a", "https://a.example/"), one("b", "https://c.example/")]);
        assert_eq!((&shown["enabled"], &shown["destinations"]), (&json!(true), &all));
        assert_eq!(send(Method::PATCH, &json!({ "name": "z", "url": "https://z.example/" })).await.status, StatusCode::NOT_FOUND);
        for bad in [json!({}), json!({ "destinations": [{ "name": "x" }] }), json!({ "destinations": [one("", "https://a.example/")] })] {
            assert_eq!(send(Method::PUT, &bad).await.status, StatusCode::BAD_REQUEST, "{bad}");
        }
        assert_eq!(send(Method::PUT, &one("single", "https://e.example/")).await.status, StatusCode::OK);
        assert_eq!(send(Method::DELETE, &json!({ "name": "single" })).await.status, StatusCode::OK);
        assert_eq!(send(Method::DELETE, &json!({ "name": "a" })).await.status, StatusCode::OK);
        world.post(&line.key, path, &json!({ "enabled": false })).await;
        let shown = world.get(&line.key, path).await.json();
        assert_eq!((&shown["enabled"], shown["destinations"].as_array().map(Vec::len)), (&json!(false), Some(1)));
    }
}
