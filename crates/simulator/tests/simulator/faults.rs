//! Failures on order.

use std::time::Duration;

use serde_json::Value;
use simulator::{Fault, FaultOrder};

use crate::support::start_empty;

#[tokio::test]
async fn ordered_errors_have_metas_codes_and_status() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    for (fault, status, code) in [
        (Fault::TokenRefused, 401, 190),
        (Fault::PermissionDenied, 403, 200),
        (Fault::AppRateLimit, 400, 4),
        (Fault::WabaRateLimit, 400, 80007),
        (Fault::UnknownError, 400, 1),
        (Fault::ServiceDown, 503, 2),
        (Fault::SomethingWentWrong, 500, 131_000),
    ] {
        simulator.handle.fail_next(fault);
        let answer = simulator.get(&waba.token, &waba.waba_id).await;
        assert_eq!(answer.status, status, "{fault:?}");
        assert_eq!(answer.json()["error"]["code"], code, "{fault:?}");
        let next = simulator.get(&waba.token, &waba.waba_id).await;
        assert_eq!(next.status, 200, "{fault:?} happens once");
    }
}

#[tokio::test]
async fn a_rate_limit_says_when_it_ends() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    simulator.handle.fail(FaultOrder { kind: Fault::WabaRateLimit, times: 2, path: "phone_numbers".to_owned() });
    let node = simulator.get(&waba.token, &waba.waba_id).await;
    assert_eq!(node.status, 200);
    let list = format!("{}/phone_numbers", waba.waba_id);
    for _ in 0..2 {
        let answer = simulator.get(&waba.token, &list).await;
        assert_eq!(answer.status, 400);
        let usage: Value = serde_json::from_str(&answer.header("x-business-use-case-usage")).unwrap();
        let usage = &usage[&waba.waba_id][0];
        assert_eq!(usage["call_count"], 100);
        assert_eq!(usage["estimated_time_to_regain_access"], 1);
    }
    assert_eq!(simulator.get(&waba.token, &list).await.status, 200);

    simulator.handle.fail_next(Fault::AppRateLimit);
    let answer = simulator.get(&waba.token, &list).await;
    let usage: Value = serde_json::from_str(&answer.header("x-app-usage")).unwrap();
    assert_eq!(usage["call_count"], 100);
}

#[tokio::test]
async fn bodies_can_be_broken_in_three_ways() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let url = simulator.url(&format!("/v24.0/{}", waba.waba_id));
    let call = || simulator.client.get(url.clone()).bearer_auth(&waba.token);

    simulator.handle.fail_next(Fault::MalformedBody);
    let answer = call().send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let text = answer.text().await.unwrap();
    assert!(text.starts_with('{'));
    assert!(serde_json::from_str::<Value>(&text).is_err());

    simulator.handle.fail_next(Fault::ConnectionCut);
    let answer = call().send().await.unwrap();
    assert!(answer.text().await.is_err());

    simulator.handle.fail_next(Fault::BadGateway);
    let answer = call().send().await.unwrap();
    assert_eq!(answer.status(), 502);
    assert!(answer.text().await.unwrap().starts_with("<!DOCTYPE html>"));
}

#[tokio::test]
async fn a_call_can_hang_until_the_caller_gives_up() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    simulator.handle.fail_next(Fault::Hang);
    let url = simulator.url(&format!("/v24.0/{}", waba.waba_id));
    let error = simulator
        .client
        .get(url)
        .bearer_auth(&waba.token)
        .timeout(Duration::from_millis(100))
        .send()
        .await
        .unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(simulator.handle.request_count(), 1);
    assert_eq!(simulator.handle.requests()[0].status, None);
}

#[tokio::test]
async fn orders_can_be_taken_back() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    simulator.handle.fail_next(Fault::ServiceDown);
    simulator.handle.fail_no_more();
    let answer = simulator.get(&waba.token, &waba.waba_id).await;
    assert_eq!(answer.status, 200);
}
