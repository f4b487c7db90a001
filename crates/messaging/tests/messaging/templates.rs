//! Templates in both dialects.

use hub::accounts::audit;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Line, World};

fn template(name: &str, language: &str) -> Value {
    json!({
        "name": name, "language": language, "category": "UTILITY",
        "components": [{ "type": "BODY", "text": "Your order is on its way." }],
    })
}

/// The value of a field of each template of a list.
fn each<'v>(list: &'v Value, key: &str, field: &str) -> Vec<&'v str> {
    list[key].as_array().unwrap().iter().map(|one| one[field].as_str().unwrap()).collect()
}

async fn create(world: &World, line: &Line, names: &[&str]) {
    for name in names {
        let made = world.post(&line.key, "/v1/configs/templates", &template(name, "en_US")).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    }
}

store::on_both_engines! {
    async fn what_is_created_in_one_dialect_is_read_in_both(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let made = world.post(&line.key, "/v1/configs/templates", &template("one", "en_US")).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
        let made = made.json();
        assert_eq!((&made["name"], &made["status"], &made["category"]), (&json!("one"), &json!("pending"), &json!("UTILITY")));
        assert_eq!(made["components"][0]["text"], "Your order is on its way.");
        assert!(made["id"].as_str().unwrap().ends_with("TM") && made["external_id"].is_string(), "{made}");
        let sent = world.post(&line.key, "/message_templates", &template("two", "de")).await;
        assert_eq!((sent.status, &sent.json()["status"]), (StatusCode::OK, &json!("PENDING")));

        let list = world.get(&line.key, "/v1/configs/templates").await.json();
        assert_eq!(each(&list, "waba_templates", "name"), ["one", "two"]);
        assert_eq!((&list["count"], &list["total"], &list["offset"]), (&json!(2), &json!(2), &json!(0)));
        assert_eq!((&list["sort"], &list["filters"]), (&json!([]), &json!({})));
        let list = world.get(&line.key, "/message_templates").await.json();
        assert_eq!(each(&list, "data", "status"), ["PENDING", "PENDING"]);
        assert_eq!(list["data"][0]["id"], made["external_id"]);
        assert_eq!(list["data"][1]["id"], sent.json()["id"]);
        let named = world.get(&line.key, "/message_templates?name=two&fields=name,status").await.json();
        assert_eq!(named["data"], json!([{ "name": "two", "status": "PENDING", "id": sent.json()["id"] }]));

        let caller = hub::api_keys::authenticate(&world.hub, &line.key).await.unwrap().unwrap();
        let log = audit::of_channel(&world.hub, &world.owner, caller.channel, None, 2).await.unwrap();
        assert_eq!(log[0].action, "Sent a template for review");
        assert!(log[0].actor.starts_with("API key "), "{log:?}");
    }

    async fn a_refusal_of_metas_has_the_form_of_the_dialect(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        create(&world, &line, &["one"]).await;
        let twice = world.post(&line.key, "/v1/configs/templates", &template("one", "en_US")).await;
        let meta = twice.json()["meta"].clone();
        assert_eq!((twice.status, &meta["success"], &meta["http_code"]), (StatusCode::BAD_REQUEST, &json!(false), &json!(400)));
        assert!(!meta["developer_message"].as_str().unwrap().is_empty());
        let twice = world.post(&line.key, "/message_templates", &template("one", "en_US")).await;
        assert_eq!(twice.json()["error"]["code"], 100, "{twice:?}");
        let nothing = world.send(&line.key, Method::DELETE, "/v1/configs/templates/none", &json!({})).await;
        assert_eq!((nothing.status, &nothing.json()["meta"]["success"]), (StatusCode::BAD_REQUEST, &json!(false)));
        world.send(&line.key, Method::DELETE, "/message_templates", &json!({})).await.refused(400);
    }

    async fn a_list_is_taken_by_offset_filter_and_order(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        create(&world, &line, &["b", "a", "c"]).await;
        let names = async |query: &str| {
            let list = world.get(&line.key, &format!("/v1/configs/templates?{query}")).await.json();
            each(&list, "waba_templates", "name").join("")
        };
        for (query, expected) in [
            ("", "abc"),
            ("sort=-&filters=null", "abc"),
            ("sort=-name", "cba"),
            ("sort=created_at", "bac"),
            ("sort=-created_at&limit=2", "ca"),
            ("sort=partner_id", "abc"),
            ("sort=status", "abc"),
            ("sort=-category", "abc"),
            ("sort=business_templates.language", "abc"),
            ("limit=1&offset=1", "b"),
            ("offset=7", ""),
            ("filters=%7B%27business_templates.name%27%3A%27c%27%7D", "c"),
            ("filters=%7B%22status%22%3A%22approved%22%7D", ""),
            ("filters=%7B%22status%22%3A%22submitted%22%7D", "abc"),
        ] {
            assert_eq!(names(query).await, expected, "{query}");
        }
        world.post(&line.key, "/v1/configs/templates", &template("d", "de")).await;
        assert_eq!((names("sort=language").await, names("sort=-language").await), ("dabc".to_owned(), "abcd".to_owned()));
        let unsorted = world.get(&line.key, "/v1/configs/templates?sort=colour").await.json();
        assert!(unsorted["meta"]["developer_message"].as_str().unwrap().contains("business_templates.name"));
        let refused = world.get(&line.key, "/v1/configs/templates?filters=%7B%22colour%22%3A1%7D").await;
        assert_eq!((refused.status, refused.json()["meta"]["success"].as_bool()), (StatusCode::BAD_REQUEST, Some(false)));
    }

    async fn cursors_lead_through_all_pages_and_back(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        create(&world, &line, &["a", "b", "c", "d", "e"]).await;
        let mut seen = String::new();
        let mut path = "/message_templates?limit=2&category=utility".to_owned();
        let mut pages: Vec<Value> = Vec::new();
        loop {
            let page = world.get(&line.key, &path).await.json();
            seen += &each(&page, "data", "name").join("");
            let next = page["paging"]["next"].as_str().map(str::to_owned);
            pages.push(page);
            let Some(next) = next else { break };
            path = next.strip_prefix("http://localhost:8081").unwrap().to_owned();
        }
        assert_eq!((seen.as_str(), pages.len()), ("abcde", 3));
        assert!(pages[0]["paging"]["previous"].is_null());
        let back = pages[2]["paging"]["previous"].as_str().unwrap().strip_prefix("http://localhost:8081").unwrap();
        let back = world.get(&line.key, back).await.json();
        assert_eq!(each(&back, "data", "name"), ["c", "d"]);
        assert!(back["paging"]["next"].is_string() && back["paging"]["previous"].is_string(), "{back}");
        world.get(&line.key, "/message_templates?after=x").await.refused(400);
    }

    async fn a_deleted_template_is_gone_in_both(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        create(&world, &line, &["a", "b"]).await;
        world.post(&line.key, "/message_templates", &template("b", "de")).await;
        let gone = world.send(&line.key, Method::DELETE, "/v1/configs/templates/a", &json!({})).await;
        assert_eq!((gone.status, &gone.json()["meta"]["success"]), (StatusCode::OK, &json!(true)));
        let list = world.get(&line.key, "/message_templates").await.json();
        assert_eq!(each(&list, "data", "language"), ["en_US", "de"]);
        let id = list["data"][0]["id"].as_str().unwrap();
        let path = format!("/message_templates?name=b&hsm_id={id}");
        assert_eq!(world.send(&line.key, Method::DELETE, &path, &json!({})).await.json(), json!({ "success": true }));
        let list = world.get(&line.key, "/v1/configs/templates").await.json();
        assert_eq!(each(&list, "waba_templates", "language"), ["de"]);
    }

    async fn templates_of_another_account_are_not_there(test: TestStore) {
        let world = World::start(test).await;
        let (one, other) = (world.line().await, world.line().await);
        create(&world, &one, &["a"]).await;
        assert_eq!(world.get(&other.key, "/v1/configs/templates").await.json()["total"], 0);
        assert_eq!(world.get(&other.key, "/message_templates").await.json()["data"], json!([]));
        let refused = world.send(&other.key, Method::DELETE, "/message_templates?name=a", &json!({})).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert_eq!(world.get(&one.key, "/v1/configs/templates").await.json()["total"], 1);
    }

    async fn the_library_is_metas_and_its_links_lead_here_without_a_token(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let first = world.get(&line.key, "/message_templates_library?limit=2&access_token=x").await;
        assert!(!first.text.contains(&line.account.token));
        let next = first.json()["paging"]["next"].as_str().unwrap().to_owned();
        let second = world.get(&line.key, next.strip_prefix("http://localhost:8081").unwrap()).await.json();
        assert_eq!(each(&second, "data", "name"), ["delivery_failed_1"]);
        assert!(second["paging"]["next"].is_null());
    }
}
