//! The sign-up's dialog, and the registration of the numbers that come from it.

use serde_json::json;

use crate::support::{APP_ID, APP_SECRET, Answer, Running, answer, start_empty};

fn query(redirect: &str) -> String {
    let redirect = redirect.replace('?', "%3F").replace('=', "%3D");
    format!("client_id={APP_ID}&config_id=2&response_type=code&state=s%201&redirect_uri={redirect}")
}

/// Where the dialog leads back to: an address at which somebody listens.
fn back_at(simulator: &Running) -> String {
    simulator.url("/back?kept=1").to_string()
}

/// The address to which a decision leads.
async fn decide(simulator: &Running, fields: &[(&str, &str)]) -> String {
    let back = back_at(simulator);
    let mut form = vec![
        ("client_id", APP_ID),
        ("config_id", "2"),
        ("response_type", "code"),
        ("state", "s 1"),
        ("redirect_uri", back.as_str()),
    ];
    form.extend(fields);
    let sent = simulator.client.post(simulator.url("/v24.0/dialog/oauth")).form(&form).send().await;
    sent.unwrap().url().to_string()
}

async fn exchange(simulator: &Running, code: &str) -> String {
    let path = format!("/v24.0/oauth/access_token?client_id={APP_ID}&client_secret={APP_SECRET}&code={code}");
    let answer = answer(simulator.client.get(simulator.url(&path))).await.json();
    answer["access_token"].as_str().unwrap().to_owned()
}

async fn register(simulator: &Running, token: &str, number: &str, pin: &str) -> Answer {
    let body = json!({ "messaging_product": "whatsapp", "pin": pin });
    simulator.post_json(token, &format!("{number}/register"), &body).await
}

#[tokio::test]
async fn the_page_is_shown_only_where_it_was_asked_for_rightly() {
    let simulator = start_empty().await;
    let shown =
        answer(simulator.client.get(simulator.url(&format!("/v24.0/dialog/oauth?{}", query(&back_at(&simulator))))))
            .await;
    assert_eq!(shown.status, 200);
    assert!(shown.text.contains("name=\"state\" value=\"s 1\""), "{}", shown.text);
    for wrong in ["client_id=1&config_id=2&response_type=code&redirect_uri=http://x.example", &query("nonsense"), ""] {
        let refused = answer(simulator.client.get(simulator.url(&format!("/v24.0/dialog/oauth?{wrong}")))).await;
        assert_eq!(refused.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn a_finished_sign_up_gives_a_code_for_a_new_account() {
    let simulator = start_empty().await;
    let back = decide(&simulator, &[("decision", "allow"), ("business", "Bakery"), ("numbers", "2")]).await;
    assert!(back.contains("/back?kept=1&code=AQ") && back.ends_with("&state=s+1"), "{back}");
    let code = back.split("code=").nth(1).unwrap().split('&').next().unwrap();
    let token = exchange(&simulator, code).await;
    let facts = simulator.get_app(&format!("debug_token?input_token={token}")).await.json();
    let waba = facts["data"]["granular_scopes"][0]["target_ids"][0].as_str().unwrap().to_owned();
    let numbers = simulator.get(&token, &format!("{waba}/phone_numbers?fields=status,platform_type")).await.json();
    assert_eq!(numbers["data"].as_array().unwrap().len(), 2);
    assert_eq!(numbers["data"][0]["status"], "PENDING");
    let number = numbers["data"][0]["id"].as_str().unwrap();
    assert_eq!(register(&simulator, &token, number, "12345").await.status, 400);
    assert_eq!(register(&simulator, &token, number, "123456").await.json()["success"], true);
    let node = simulator.get(&token, &format!("{number}?fields=status,platform_type")).await.json();
    assert_eq!((&node["status"], &node["platform_type"]), (&json!("CONNECTED"), &json!("CLOUD_API")));
}

#[tokio::test]
async fn a_number_with_a_pin_of_its_own_is_registered_with_that_one() {
    let simulator = start_empty().await;
    let back = decide(&simulator, &[("decision", "allow"), ("numbers", "1"), ("pin", "246810")]).await;
    let code = back.split("code=").nth(1).unwrap().split('&').next().unwrap();
    let token = exchange(&simulator, code).await;
    let facts = simulator.get_app(&format!("debug_token?input_token={token}")).await.json();
    let waba = facts["data"]["granular_scopes"][0]["target_ids"][0].as_str().unwrap().to_owned();
    let numbers = simulator.get(&token, &format!("{waba}/phone_numbers")).await.json();
    let number = numbers["data"][0]["id"].as_str().unwrap();
    let refused = register(&simulator, &token, number, "111111").await;
    assert_eq!((refused.status, &refused.json()["error"]["code"]), (400, &json!(133_005)));
    assert_eq!(register(&simulator, &token, number, "246810").await.status, 200);
}

#[tokio::test]
async fn a_cancelled_sign_up_says_so() {
    let simulator = start_empty().await;
    let back = decide(&simulator, &[("decision", "cancel")]).await;
    assert!(back.contains("error=access_denied") && back.contains("error_reason=user_denied"), "{back}");
    assert!(back.ends_with("&state=s+1"), "{back}");
}
