//! Webhooks: who gets them, how they are signed, what they say, how they are repeated.

use ring::hmac;
use serde_json::{Value, json};
use simulator::{Error, NewWaba, NumberChange, Outcome, Ownership, WabaChange};

use crate::support::{APP_ID, APP_SECRET, NOW, Receiver, Running, VERIFY_TOKEN, app_token, start_empty};

async fn subscribed(numbers: usize) -> (Running, Receiver, simulator::AddedWaba) {
    let simulator = start_empty().await;
    let receiver = Receiver::start().await;
    let waba = simulator.waba(numbers).await;
    simulator.subscribe(&receiver, &waba).await;
    (simulator, receiver, waba)
}

fn signature_fits(signature: &str, body: &[u8]) -> bool {
    let key = hmac::Key::new(hmac::HMAC_SHA256, APP_SECRET.as_bytes());
    let hex = signature.strip_prefix("sha256=").unwrap();
    let bytes: Vec<u8> =
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
    hmac::verify(&key, body, &bytes).is_ok()
}

#[tokio::test]
async fn a_change_is_sent_signed_over_its_escaped_bytes() {
    let (simulator, receiver, waba) = subscribed(1).await;
    let change = NumberChange {
        name_status: Some("APPROVED".to_owned()),
        requested_verified_name: Some("春風茶館 ☕".to_owned()),
        ..NumberChange::default()
    };
    simulator.handle.change_number(&waba.number_ids[0], change).await.unwrap();
    simulator.handle.webhooks_settled().await;
    let received = receiver.received();
    assert_eq!(received.len(), 1);
    assert!(signature_fits(&received[0].signature, &received[0].body));
    assert!(received[0].body.is_ascii());
    let text = String::from_utf8(received[0].body.to_vec()).unwrap();
    assert!(text.contains(r"\u6625\u98a8\u8336\u9928 \u2615"));
    let json = received[0].json();
    assert_eq!(json["object"], "whatsapp_business_account");
    assert_eq!(json["entry"][0]["time"], NOW);
    let (entry, field, value) = received[0].change();
    assert_eq!(entry, waba.waba_id);
    assert_eq!(field, "phone_number_name_update");
    assert_eq!(
        value,
        json!({
            "display_phone_number": "12015550100",
            "decision": "APPROVED",
            "requested_verified_name": "春風茶館 ☕",
            "rejection_reason": null,
        })
    );
    let state = simulator.handle.number(&waba.number_ids[0]).await.unwrap();
    assert_eq!(state["verified_name"], "春風茶館 ☕");
}

#[tokio::test]
async fn each_change_has_its_webhook() {
    let (simulator, receiver, waba) = subscribed(1).await;
    let number = waba.number_ids[0].as_str();
    let handle = &simulator.handle;
    handle.set_quality(number, "RED").await.unwrap();
    handle.set_quality(number, "YELLOW").await.unwrap();
    handle.set_status(number, "RESTRICTED").await.unwrap();
    handle.set_status(number, "CONNECTED").await.unwrap();
    handle.set_name_status(number, "DECLINED").await.unwrap();
    handle.set_account_review(&waba.waba_id, "REJECTED").await.unwrap();
    handle.disable_waba(&waba.waba_id).await.unwrap();
    handle.reinstate_waba(&waba.waba_id).await.unwrap();
    handle.webhooks_settled().await;
    let told: Vec<(String, Value)> = receiver
        .changes()
        .into_iter()
        .map(|(entry, field, value)| {
            assert_eq!(entry, waba.waba_id);
            let word = value.get("event").or_else(|| value.get("decision")).unwrap().clone();
            (field, word)
        })
        .collect();
    let expected = [
        ("phone_number_quality_update", "FLAGGED"),
        ("phone_number_quality_update", "UNFLAGGED"),
        ("account_update", "ACCOUNT_RESTRICTION"),
        ("account_update", "ACCOUNT_RECONNECTED"),
        ("phone_number_name_update", "REJECTED"),
        ("account_review_update", "REJECTED"),
        ("account_update", "DISABLED_UPDATE"),
        ("account_update", "DISABLED_UPDATE"),
    ]
    .map(|(field, word)| (field.to_owned(), Value::from(word)));
    assert_eq!(told, expected);
    let state = handle.number(number).await.unwrap();
    assert_eq!(state["quality_rating"], "YELLOW");
    assert_eq!(state["status"], "CONNECTED");
    assert_eq!(state["name_status"], "DECLINED");
}

#[tokio::test]
async fn a_limit_holds_for_the_portfolio_and_is_told_on_both_scales() {
    let (simulator, receiver, waba) = subscribed(2).await;
    simulator.handle.set_messaging_limit(&waba.number_ids[0], "TIER_10K").await.unwrap();
    simulator.handle.webhooks_settled().await;
    for number in &waba.number_ids {
        let state = simulator.handle.number(number).await.unwrap();
        assert_eq!(state["whatsapp_business_manager_messaging_limit"], "TIER_10K");
    }
    let changes = receiver.changes();
    assert_eq!(changes[0].1, "phone_number_quality_update");
    assert_eq!(changes[0].2["event"], "UPGRADE");
    assert_eq!(changes[0].2["old_limit"], "TIER_1K");
    assert_eq!(changes[0].2["current_limit"], "TIER_10K");
    assert_eq!(changes[0].2["max_daily_conversations_per_business"], "TIER_10K");
    assert_eq!(changes[1].1, "business_capability_update");
    assert_eq!(changes[1].2["max_daily_conversations_per_business"], 10_000);
}

#[tokio::test]
async fn verification_goes_to_the_partner_and_capabilities_to_the_account() {
    let (simulator, receiver, waba) = subscribed(1).await;
    simulator.handle.set_business_verification(&waba.waba_id, "rejected").await.unwrap();
    simulator.handle.webhooks_settled().await;
    let changes = receiver.changes();
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[0].0, simulator.handle.partner_business_id());
    let info = &changes[0].2["partner_client_certification_info"];
    assert_eq!(info["client_business_id"], waba.business_id);
    assert_eq!(info["status"], "FAILED");
    assert_eq!(changes[1].0, waba.waba_id);
    assert_eq!(changes[1].2["max_phone_numbers_per_business"], 2);
    let node =
        simulator.get(&waba.token, &format!("{}?fields=business_verification_status", waba.waba_id)).await.json();
    assert_eq!(node["business_verification_status"], "rejected");
}

#[tokio::test]
async fn a_removed_partner_is_told_by_its_own_id_and_loses_the_token() {
    let (simulator, receiver, waba) = subscribed(1).await;
    let change = WabaChange { event: Some("PARTNER_REMOVED".to_owned()), ..WabaChange::default() };
    simulator.handle.change_waba(&waba.waba_id, change).await.unwrap();
    simulator.handle.webhooks_settled().await;
    let (entry, _, value) = receiver.changes().remove(0);
    assert_eq!(entry, simulator.handle.partner_business_id());
    assert_eq!(value["waba_info"]["waba_id"], waba.waba_id);
    assert_eq!(simulator.get(&waba.token, &waba.waba_id).await.status, 401);
}

#[tokio::test]
async fn nothing_is_sent_for_an_account_without_subscription() {
    let (simulator, receiver, waba) = subscribed(1).await;
    let path = format!("{}/subscribed_apps", waba.waba_id);
    assert_eq!(simulator.delete(&waba.token, &path).await.status, 200);
    simulator.handle.set_quality(&waba.number_ids[0], "RED").await.unwrap();
    simulator.handle.webhooks_settled().await;
    assert!(receiver.received().is_empty());
    let deliveries = simulator.handle.deliveries();
    assert_eq!(deliveries[0].outcome, Outcome::NotSubscribed);
}

#[tokio::test]
async fn nothing_is_sent_for_a_field_without_subscription() {
    let (simulator, receiver, waba) = subscribed(1).await;
    let path = format!("{APP_ID}/subscriptions");
    let form = [
        ("object", "whatsapp_business_account"),
        ("callback_url", receiver.url.as_str()),
        ("verify_token", VERIFY_TOKEN),
        ("fields", "messages"),
    ];
    assert_eq!(simulator.post(&app_token(), &path, &form).await.status, 200);
    simulator.handle.set_quality(&waba.number_ids[0], "RED").await.unwrap();
    simulator.handle.webhooks_settled().await;
    assert!(receiver.received().is_empty());
}

#[tokio::test]
async fn a_silent_change_is_only_found_by_a_sync() {
    let (simulator, receiver, waba) = subscribed(1).await;
    let change = NumberChange {
        quality_rating: Some("RED".to_owned()),
        announce: simulator::Announce::Silent,
        ..NumberChange::default()
    };
    simulator.handle.change_number(&waba.number_ids[0], change).await.unwrap();
    simulator.handle.webhooks_settled().await;
    assert!(receiver.received().is_empty());
    let node = simulator.get(&waba.token, &format!("{}?fields=quality_rating", waba.number_ids[0])).await.json();
    assert_eq!(node["quality_rating"], "RED");
}

#[tokio::test]
async fn a_refused_webhook_is_repeated_and_the_next_one_overtakes_it() {
    let (simulator, receiver, waba) = subscribed(1).await;
    receiver.refuse_with(&[500]);
    let number = &waba.number_ids[0];
    simulator.handle.set_quality(number, "RED").await.unwrap();
    simulator.handle.set_quality(number, "GREEN").await.unwrap();
    simulator.handle.webhooks_settled().await;
    let events: Vec<Value> = receiver.changes().into_iter().map(|(_, _, value)| value["event"].clone()).collect();
    assert_eq!(events, ["FLAGGED", "UNFLAGGED", "FLAGGED"]);
    let received = receiver.received();
    assert_eq!(received[0].body, received[2].body);
    let delivery = &simulator.handle.deliveries()[0];
    assert_eq!(delivery.attempts, 2);
    assert_eq!(delivery.outcome, Outcome::Delivered);
}

#[tokio::test]
async fn a_webhook_is_given_up_after_its_attempts() {
    let (simulator, receiver, waba) = subscribed(1).await;
    receiver.refuse_with(&[500; 4]);
    simulator.handle.set_quality(&waba.number_ids[0], "RED").await.unwrap();
    simulator.handle.webhooks_settled().await;
    assert_eq!(receiver.received().len(), 4);
    let delivery = &simulator.handle.deliveries()[0];
    assert_eq!(delivery.outcome, Outcome::GivenUp);
    assert_eq!(delivery.last_status, Some(500));
}

#[tokio::test]
async fn raw_bodies_and_duplicates_go_out_byte_by_byte() {
    let (simulator, receiver, _) = subscribed(0).await;
    let raw = "{ \"object\" :\t\"whatsapp_business_account\", \"entry\": [] }";
    simulator.handle.send_webhook(raw).await.unwrap();
    simulator.handle.send_duplicate_last().await.unwrap();
    simulator.handle.webhooks_settled().await;
    let received = receiver.received();
    assert_eq!(received.len(), 2);
    for one in &received {
        assert_eq!(one.body, raw);
        assert!(signature_fits(&one.signature, raw.as_bytes()));
    }
}

#[tokio::test]
async fn without_a_callback_nothing_can_be_sent() {
    let simulator = start_empty().await;
    let refused = simulator.handle.send_webhook("{}").await;
    assert!(matches!(refused, Err(Error::NotSubscribed)));
}

#[tokio::test]
async fn the_app_subscribes_after_a_handshake() {
    let (simulator, receiver, _) = subscribed(0).await;
    let path = format!("{APP_ID}/subscriptions");
    let listed = simulator.get_app(&path).await.json();
    assert_eq!(listed["data"][0]["callback_url"], receiver.url.as_str());
    assert_eq!(listed["data"][0]["active"], true);
    assert_eq!(listed["data"][0]["fields"][0]["name"], "messages");
    simulator.handle.verify_webhook().await.unwrap();

    let mut form = vec![
        ("object", "whatsapp_business_account"),
        ("callback_url", receiver.url.as_str()),
        ("verify_token", "wrong"),
        ("fields", "messages"),
    ];
    let refused = simulator.post(&app_token(), &path, &form).await;
    assert_eq!(refused.status, 400);
    assert_eq!(refused.json()["error"]["code"], 2200);
    form[2].1 = VERIFY_TOKEN;
    form[3].1 = "messages,gossip";
    let refused = simulator.post(&app_token(), &path, &form).await;
    assert_eq!(refused.json()["error"]["code"], 100);
    let still = simulator.get_app(&path).await.json();
    assert_eq!(still["data"][0]["fields"].as_array().unwrap().len(), 11);

    let partner = simulator.handle.partner_token();
    let refused = simulator.get(&partner, &path).await;
    assert_eq!(refused.json()["error"]["code"], 15);

    assert_eq!(simulator.delete(&app_token(), &path).await.status, 200);
    let gone = simulator.get_app(&path).await.json();
    assert_eq!(gone, json!({ "data": [] }));
}

#[tokio::test]
async fn an_override_needs_its_own_handshake() {
    let (simulator, receiver, waba) = subscribed(1).await;
    let path = format!("{}/subscribed_apps", waba.waba_id);
    let form = [("override_callback_uri", receiver.url.as_str()), ("verify_token", "wrong")];
    let refused = simulator.post(&waba.token, &path, &form).await;
    assert_eq!(refused.json()["error"]["code"], 2200);
    let form = [form[0], ("verify_token", VERIFY_TOKEN)];
    let done = simulator.post(&waba.token, &path, &form).await.json();
    assert_eq!(done["success"], true);
    assert_eq!(done["data"][0]["override_callback_uri"], receiver.url.as_str());
    let listed = simulator.get(&waba.token, &path).await.json();
    assert_eq!(listed["data"][0]["whatsapp_business_api_data"]["id"], APP_ID);
    let node = simulator.get(&waba.token, &format!("{}?fields=webhook_configuration", waba.number_ids[0])).await.json();
    assert_eq!(node["webhook_configuration"]["whatsapp_business_account"], receiver.url.as_str());
}

#[tokio::test]
async fn an_account_on_behalf_tells_its_client_and_its_approval() {
    let simulator = start_empty().await;
    let new = NewWaba { ownership: Ownership::OnBehalfOf, ..NewWaba::default() };
    let waba = simulator.handle.add_waba(new).await.unwrap();
    let change = WabaChange { on_behalf_of_status: Some("DENIED".to_owned()), ..WabaChange::default() };
    simulator.handle.change_waba(&waba.waba_id, change).await.unwrap();
    let node = simulator
        .get(
            &waba.token,
            &format!("{}?fields=on_behalf_of_business_info,owner_business_info,ownership_type", waba.waba_id),
        )
        .await
        .json();
    assert_eq!(node["on_behalf_of_business_info"]["id"], waba.business_id);
    assert_eq!(node["on_behalf_of_business_info"]["status"], "DENIED");
    assert_eq!(node["owner_business_info"]["id"], simulator.handle.partner_business_id());
}
