//! Errors in Meta's shape, and the headers that come with every answer.

use serde_json::{Value, json};

use crate::support::{answer, start_empty};

/// The recorded body of error 100/33, with its own id (MIT, Bindambc/whatsapp-business-java-api).
const RECORDED: &str = r#"{"error": {
    "message": "Unsupported get request. Object with ID '454545' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api",
    "type": "GraphMethodException", "code": 100, "error_subcode": 33,
    "fbtrace_id": "AeadGx6xI8M9EVqcy11ynej"}}"#;

#[tokio::test]
async fn an_unknown_id_answers_as_recorded() {
    let simulator = start_empty().await;
    let waba = simulator.waba(0).await;
    let got = simulator.get(&waba.token, "454545").await;
    assert_eq!(got.status, 400);
    let mut got = got.json();
    let mut recorded: Value = serde_json::from_str(RECORDED).unwrap();
    let trace = got["error"]["fbtrace_id"].take();
    assert!(trace.as_str().unwrap().len() > 10);
    recorded["error"]["fbtrace_id"] = Value::Null;
    assert_eq!(got, recorded);
}

#[tokio::test]
async fn what_belongs_to_others_is_not_there() {
    let simulator = start_empty().await;
    let mine = simulator.waba(1).await;
    let theirs = simulator.waba(1).await;
    for id in [&theirs.waba_id, &theirs.number_ids[0], &theirs.business_id] {
        let answer = simulator.get(&mine.token, id).await;
        assert_eq!(answer.status, 400);
        assert_eq!(answer.json()["error"]["error_subcode"], 33);
        assert!(answer.text.contains(id));
    }
    let answer = simulator.post(&mine.token, &format!("{}/subscribed_apps", theirs.waba_id), &[]).await;
    assert_eq!(answer.json()["error"]["error_subcode"], 33);
    assert!(!simulator.handle.is_subscribed(&theirs.waba_id).await.unwrap());
}

#[tokio::test]
async fn an_unknown_field_or_edge_names_field_and_node_type() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let answer = simulator.get(&waba.token, &format!("{}?fields=id,colour", waba.waba_id)).await;
    assert_eq!(answer.status, 400);
    let error = answer.json()["error"].clone();
    assert_eq!(error["code"], 100);
    assert_eq!(error["type"], "OAuthException");
    assert_eq!(
        error["message"],
        "(#100) Tried accessing nonexisting field (colour) on node type (WhatsAppBusinessAccount)"
    );
    let answer = simulator.get(&waba.token, &format!("{}/weather", waba.number_ids[0])).await;
    assert_eq!(
        answer.json()["error"]["message"],
        "(#100) Tried accessing nonexisting field (weather) on node type \
         (WhatsAppBusinessPhoneNumber)"
    );
}

#[tokio::test]
async fn tokens_are_wanted_before_anything_is_told() {
    let simulator = start_empty().await;
    let waba = simulator.waba(0).await;
    for path in [waba.waba_id.as_str(), "454545"] {
        let url = simulator.url(&format!("/v24.0/{path}"));
        let missing = answer(simulator.client.get(url)).await;
        let invalid = simulator.get("nonsense", path).await;
        for refused in [missing, invalid] {
            assert_eq!(refused.status, 401);
            assert_eq!(refused.json()["error"]["code"], 190);
            assert_eq!(refused.json()["error"]["type"], "OAuthException");
            assert!(refused.header("www-authenticate").starts_with("OAuth \"Facebook Platform\" \"invalid_token\""));
        }
    }
}

#[tokio::test]
async fn a_token_may_stand_in_the_query_and_the_version_may_be_any_or_none() {
    let simulator = start_empty().await;
    let waba = simulator.waba(0).await;
    for version in ["/v19.0", "/v24.0", "/v31.0", ""] {
        let url = simulator.url(&format!("{version}/{}?access_token={}", waba.waba_id, waba.token));
        let got = answer(simulator.client.get(url)).await;
        assert_eq!(got.status, 200, "{version}");
        let expected = version.strip_prefix('/').unwrap_or("v24.0");
        let expected = if expected.is_empty() { "v24.0" } else { expected };
        assert_eq!(got.header("facebook-api-version"), expected);
    }
}

#[tokio::test]
async fn every_answer_tells_usage_and_trace() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let good = simulator.get(&waba.token, &waba.waba_id).await;
    let bad = simulator.get(&waba.token, "454545").await;
    for got in [&good, &bad] {
        let app: Value = serde_json::from_str(&got.header("x-app-usage")).unwrap();
        assert!(app["call_count"].is_u64());
        let business: Value = serde_json::from_str(&got.header("x-business-use-case-usage")).unwrap();
        let usage = business.as_object().unwrap().values().next().unwrap();
        assert_eq!(usage[0]["type"], "whatsapp_business_management");
        assert_eq!(usage[0]["estimated_time_to_regain_access"], 0);
    }
    assert_ne!(good.header("x-fb-trace-id"), bad.header("x-fb-trace-id"));
    assert_eq!(bad.json()["error"]["fbtrace_id"], bad.header("x-fb-trace-id"));
    assert_eq!(good.header("content-type"), "application/json; charset=UTF-8");
}

#[tokio::test]
async fn usage_counts_calls_and_can_be_pinned() {
    let simulator = start_empty().await;
    // Without a registered number only 200 calls an hour are free, so that 2 calls are 1 %.
    let waba = simulator.waba(0).await;
    let percent = |answer: &crate::support::Answer| -> u64 {
        let header: Value = serde_json::from_str(&answer.header("x-business-use-case-usage")).unwrap();
        header[&waba.waba_id][0]["call_count"].as_u64().unwrap()
    };
    let first = simulator.get(&waba.token, &waba.waba_id).await;
    let second = simulator.get(&waba.token, &waba.waba_id).await;
    assert_eq!((percent(&first), percent(&second)), (0, 1));
    simulator.handle.set_usage(&waba.waba_id, Some(simulator::Usage { percent: 97, regain_minutes: 3 }));
    let pinned = simulator.get(&waba.token, &waba.waba_id).await;
    assert_eq!(percent(&pinned), 97);
    assert!(pinned.header("x-business-use-case-usage").contains(r#""estimated_time_to_regain_access":3"#));
}

#[tokio::test]
async fn a_proof_must_belong_to_its_token() {
    let simulator = start_empty().await;
    let waba = simulator.waba(0).await;
    let answer = simulator.get(&waba.token, &format!("{}?appsecret_proof=00ff", waba.waba_id)).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.json()["error"]["code"], 100);
}

#[tokio::test]
async fn a_display_name_is_checked_reviewed_and_put_into_force() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let number = &waba.number_ids[0];
    for wrong in [[("new_display_name", "ab")], [("pin", "12345")]] {
        let answer = simulator.post(&waba.token, number, &wrong).await;
        assert_eq!(answer.json()["error"]["code"], 100);
    }
    let good = simulator.post(&waba.token, number, &[("new_display_name", "Lucky Shrub")]).await;
    assert_eq!(good.json(), json!({ "success": true }));
    simulator.handle.reviews_settled().await;
    let state = simulator.handle.number(number).await.unwrap();
    assert_eq!(state["verified_name"], "Lucky Shrub");
    assert_eq!(state["new_display_name"], Value::Null);

    simulator.post(&waba.token, number, &[("new_display_name", "My Test Name")]).await;
    simulator.handle.reviews_settled().await;
    let state = simulator.handle.number(number).await.unwrap();
    assert_eq!(state["verified_name"], "Lucky Shrub");
    assert_eq!(state["new_name_status"], "DECLINED");
}
