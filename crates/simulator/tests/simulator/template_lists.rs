//! Listing templates: fields, pages, filters, and what is kept as it came.

use serde_json::{Value, json};
use simulator::{AddedWaba, Fault, NewTemplate};

use crate::support::{NOW, Running, start_demo, start_empty};

async fn add(simulator: &Running, waba: &AddedWaba, new: Value) {
    let answer = simulator.control(&format!("wabas/{}/templates", waba.waba_id), &new).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

async fn names(simulator: &Running, waba: &AddedWaba, query: &[(&str, &str)]) -> Vec<String> {
    let mut url = simulator.url(&format!("/v24.0/{}/message_templates", waba.waba_id));
    url.query_pairs_mut().append_pair("fields", "name").extend_pairs(query);
    let answer = simulator.get_url(&waba.token, url).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let mut names: Vec<String> = answer.json()["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["name"].as_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn pages_meet_each_template_once_and_end() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    add(&simulator, &waba, json!({ "name": "t", "copies": 60 })).await;
    let mut url = simulator.url(&format!("/v24.0/{}/message_templates?fields=name,status&limit=25", waba.waba_id));
    let mut seen = Vec::new();
    let mut pages = 0;
    loop {
        let page = simulator.get_url(&waba.token, url).await.json();
        pages += 1;
        for item in page["data"].as_array().unwrap() {
            assert_eq!(item.as_object().unwrap().len(), 3);
            seen.push(item["id"].as_str().unwrap().to_owned());
        }
        match page["paging"]["next"].as_str() {
            Some(next) => url = next.parse().unwrap(),
            None => break,
        }
    }
    assert_eq!(pages, 3);
    assert_eq!(seen.len(), 60);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 60);
}

#[tokio::test]
async fn filters_take_lists_and_either_case() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let body = |text: &str| json!([{ "type": "BODY", "text": text }]);
    add(
        &simulator,
        &waba,
        json!({ "name": "order_ready", "components": body("It is ready."), "quality_score": "GREEN" }),
    )
    .await;
    add(
        &simulator,
        &waba,
        json!({ "name": "order_late", "language": "de", "status": "PENDING", "components": body("Es dauert noch.") }),
    )
    .await;
    add(
        &simulator,
        &waba,
        json!({
            "name": "offer", "language": "fr", "category": "MARKETING", "status": "REJECTED", "quality_score": "RED",
            "components": body("Votre order spéciale."), "last_updated_time": NOW - 1_000,
        }),
    )
    .await;
    for (query, expected) in [
        (&[("name", "order")][..], &["order_late", "order_ready"][..]),
        (&[("content", "READY")], &["order_ready"]),
        (&[("name_or_content", "order")], &["offer", "order_late", "order_ready"]),
        (&[("language", "de")], &["order_late"]),
        (&[("language", r#"["de","fr"]"#)], &["offer", "order_late"]),
        (&[("category", "marketing")], &["offer"]),
        (&[("status", "approved")], &["order_ready"]),
        (&[("status", r#"["PENDING","REJECTED"]"#)], &["offer", "order_late"]),
        (&[("quality_score", "RED,GREEN")], &["offer", "order_ready"]),
        (&[("since", "1789999999")], &["order_late", "order_ready"]),
        (&[("until", "1789999999")], &["offer"]),
        (&[("name", "order"), ("status", "PENDING")], &["order_late"]),
        (&[("name", "nothing")], &[]),
    ] {
        assert_eq!(names(&simulator, &waba, query).await, expected, "{query:?}");
    }
    let wrong = simulator.get(&waba.token, &format!("{}/message_templates?since=today", waba.waba_id)).await;
    assert_eq!(wrong.json()["error"]["code"], 100);
}

#[tokio::test]
async fn what_nobody_knows_is_kept_as_it_came() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let components = json!([
        { "type": "BODY", "text": "Hello" },
        { "type": "HOLOGRAM", "depth": 3, "nested": { "type": "lower", "list": [1, null] } },
        { "type": "BUTTONS", "buttons": [{ "type": "TELEPORT", "text": "Go", "where": { "x": 1.5 } }] },
    ]);
    let new = json!({ "components": components, "extra": { "mood": "blue" }, "status": "SLEEPING", "quality_score": "PURPLE" });
    add(&simulator, &waba, new).await;
    let list = simulator.get(&waba.token, &format!("{}/message_templates", waba.waba_id)).await.json();
    let item = &list["data"][0];
    assert_eq!(item["components"], components);
    assert_eq!(item["mood"], "blue");
    assert_eq!(item["status"], "SLEEPING");
}

#[tokio::test]
async fn the_edge_can_fail_on_order() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let path = format!("{}/message_templates", waba.waba_id);
    simulator.control("fail_next", &json!({ "kind": "template_rate_limit", "path": "message_templates" })).await;
    let refused = simulator.get(&waba.token, &path).await;
    assert_eq!(refused.status, 400);
    assert_eq!(refused.json()["error"]["code"], 80_008);
    simulator.handle.fail_next(Fault::ConnectionCut);
    assert!(
        simulator
            .client
            .get(simulator.url(&format!("/v24.0/{path}")))
            .bearer_auth(&waba.token)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .is_err()
    );
    assert_eq!(simulator.get(&waba.token, &path).await.status, 200);
    simulator.handle.add_template(&waba.waba_id, NewTemplate::default()).await.unwrap();
    let stranger = simulator.waba(1).await;
    assert_eq!(simulator.get(&stranger.token, &path).await.json()["error"]["error_subcode"], 33);
}

#[tokio::test]
async fn the_demo_lists_its_templates_and_serves_their_files() {
    let simulator = start_demo().await;
    let mut count = 0;
    let mut files = 0;
    for account in simulator::demo::accounts() {
        let path = format!("{}/message_templates?limit=100", account.waba_id);
        let list = simulator.get(&account.token, &path).await.json();
        for template in list["data"].as_array().unwrap() {
            count += 1;
            let Some(address) = template["components"][0]["example"]["header_handle"][0].as_str() else {
                continue;
            };
            let file = simulator.client.get(address).send().await.unwrap();
            assert_eq!(file.status().as_u16(), 200, "{address}");
            files += 1;
            if template["components"][0]["format"] == "IMAGE" {
                assert_eq!(file.headers()["content-type"], "image/png");
                assert!(file.bytes().await.unwrap().starts_with(b"\x89PNG"));
            }
        }
    }
    assert!(count >= 70, "{count}");
    assert!(files >= 15, "{files}");
}
