//! The controls over HTTP do what the handle does.

use serde_json::{Value, json};
use simulator::{Config, Error, Simulator};

use crate::support::{Answer, Receiver, Running, answer, start_demo, start_empty};

async fn control(simulator: &Running, path: &str, body: Value) -> Answer {
    let url = simulator.url(&format!("/_simulator/{path}"));
    answer(simulator.client.post(url).json(&body)).await
}

async fn look(simulator: &Running, path: &str) -> Value {
    let url = simulator.url(&format!("/_simulator{path}"));
    answer(simulator.client.get(url)).await.json()
}

#[tokio::test]
async fn a_browser_test_can_drive_it_without_rust() {
    let simulator = start_empty().await;
    let receiver = Receiver::start().await;
    let added = control(&simulator, "wabas", json!({ "numbers": 2 })).await.json();
    let waba = added["waba_id"].as_str().unwrap().to_owned();
    let number = added["number_ids"][0].as_str().unwrap().to_owned();
    let token = added["token"].as_str().unwrap().to_owned();
    let added: simulator::AddedWaba = simulator::AddedWaba {
        waba_id: waba.clone(),
        business_id: added["business_id"].as_str().unwrap().to_owned(),
        token: token.clone(),
        number_ids: vec![number.clone()],
    };
    simulator.subscribe(&receiver, &added).await;

    let done = control(
        &simulator,
        &format!("numbers/{number}"),
        json!({ "quality_rating": "RED", "messaging_limit": "TIER_250" }),
    )
    .await;
    assert_eq!(
        done.json()["webhooks"],
        json!(["phone_number_quality_update", "phone_number_quality_update", "business_capability_update"])
    );
    let done = control(
        &simulator,
        &format!("wabas/{waba}"),
        json!({ "ban": { "state": "SCHEDULE_FOR_DISABLE", "date": "January 31, 2027" } }),
    )
    .await;
    assert_eq!(done.json()["webhooks"], json!(["account_update"]));
    control(&simulator, "webhooks/duplicate_last", Value::Null).await;
    look(&simulator, "/webhooks/settled").await;
    assert_eq!(receiver.received().len(), 5);
    assert_eq!(receiver.changes()[4].2["ban_info"]["waba_ban_date"], "January 31, 2027");
    let log = look(&simulator, "/webhooks").await;
    assert_eq!(log["deliveries"][0]["outcome"], "delivered");

    let state = look(&simulator, &format!("/numbers/{number}")).await;
    assert_eq!(state["quality_rating"], "RED");

    control(&simulator, "fail_next", json!({ "kind": "service_down" })).await;
    assert_eq!(simulator.get(&token, &waba).await.status, 503);
    control(&simulator, &format!("wabas/{waba}/revoke_token"), Value::Null).await;
    assert_eq!(simulator.get(&token, &waba).await.status, 401);
    control(&simulator, &format!("wabas/{waba}/restore_token"), Value::Null).await;
    assert_eq!(simulator.get(&token, &waba).await.status, 200);

    let more = control(&simulator, &format!("wabas/{waba}/numbers"), json!({ "count": 30 })).await;
    assert_eq!(more.json()["number_ids"].as_array().unwrap().len(), 30);
    let requests = look(&simulator, "/requests").await;
    assert_eq!(requests["count"], simulator.handle.request_count());
    assert_eq!(requests["last"][2]["status"], 503);
}

#[tokio::test]
async fn a_person_sees_the_whole_portfolio() {
    let simulator = start_demo().await;
    let overview = look(&simulator, "").await;
    let wabas = overview["wabas"].as_array().unwrap();
    assert_eq!(wabas.len(), simulator::demo::accounts().len());
    assert_eq!(wabas[0]["app_subscribed"], false);
    let numbers: usize = wabas.iter().map(|waba| waba["numbers"].as_array().unwrap().len()).sum();
    assert!(numbers >= 32);
    assert!(!overview.to_string().contains("EAAS"), "no token is shown");
}

#[tokio::test]
async fn a_wrong_control_is_refused_with_a_sentence() {
    let simulator = start_empty().await;
    let missing = control(&simulator, "numbers/1", json!({ "status": "BANNED" })).await;
    assert_eq!(missing.status, 404);
    assert_eq!(missing.json()["error"], "the simulator has no number 1");
    let waba = simulator.waba(1).await;
    let typo = control(&simulator, &format!("numbers/{}", waba.number_ids[0]), json!({ "qualty": "RED" })).await;
    assert_eq!(typo.status, 422);
    let nowhere = control(&simulator, "webhooks", json!({})).await;
    assert_eq!(nowhere.status, 409);
}

#[tokio::test]
async fn every_demo_account_connects_with_its_own_token() {
    let simulator = start_demo().await;
    for account in simulator::demo::accounts() {
        let node = simulator.get(&account.token, &format!("{}?fields=name,country", account.waba_id)).await;
        assert_eq!(node.status, 200, "{}", account.client_name);
        assert_eq!(node.json()["country"], account.country);
    }
}

#[tokio::test]
async fn it_listens_on_loopback_only() {
    let mut config = Config::new("1", "secret", "verify");
    config.listen = ([0, 0, 0, 0], 0).into();
    let refused = Simulator::bind(config).await;
    assert!(matches!(refused, Err(Error::NotLoopback(_))));
}
