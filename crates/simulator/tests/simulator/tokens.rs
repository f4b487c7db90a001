//! Tokens: where they come from, what they open, how they end.

use simulator::Error;

use crate::support::{APP_ID, APP_SECRET, answer, app_token, start_empty};

#[tokio::test]
async fn a_code_is_worth_one_token_for_one_account() {
    let simulator = start_empty().await;
    let mine = simulator.waba(1).await;
    let other = simulator.waba(1).await;
    let code = simulator.handle.issue_code(&mine.waba_id).await.unwrap();
    let url =
        simulator.url(&format!("/v24.0/oauth/access_token?client_id={APP_ID}&client_secret={APP_SECRET}&code={code}"));
    let exchanged = answer(simulator.client.get(url.clone())).await.json();
    assert_eq!(exchanged["token_type"], "bearer");
    let token = exchanged["access_token"].as_str().unwrap();
    assert_ne!(token, mine.token);
    assert_eq!(simulator.get(token, &mine.waba_id).await.status, 200);
    assert_eq!(simulator.get(token, &other.waba_id).await.status, 400);

    let again = answer(simulator.client.get(url)).await;
    assert_eq!(again.status, 400);
    assert_eq!(again.json()["error"]["error_subcode"], 36009);
}

#[tokio::test]
async fn a_code_needs_the_right_app_and_secret() {
    let simulator = start_empty().await;
    let waba = simulator.waba(0).await;
    let code = simulator.handle.issue_code(&waba.waba_id).await.unwrap();
    for (id, secret, code, error) in
        [("1", APP_SECRET, code.as_str(), 101), (APP_ID, "wrong", &code, 1), (APP_ID, APP_SECRET, "wrong", 100)]
    {
        let url =
            simulator.url(&format!("/v24.0/oauth/access_token?client_id={id}&client_secret={secret}&code={code}"));
        let refused = answer(simulator.client.get(url)).await;
        assert_eq!(refused.status, 400);
        assert_eq!(refused.json()["error"]["code"], error);
    }
}

#[tokio::test]
async fn the_app_gets_its_own_token() {
    let simulator = start_empty().await;
    let url = simulator.url(&format!(
        "/oauth/access_token?client_id={APP_ID}&client_secret={APP_SECRET}\
         &grant_type=client_credentials"
    ));
    let got = answer(simulator.client.get(url)).await.json();
    assert_eq!(got["access_token"], app_token());
}

#[tokio::test]
async fn a_token_can_be_looked_into() {
    let simulator = start_empty().await;
    let waba = simulator.waba(0).await;
    let path = format!("debug_token?input_token={}", waba.token);
    let data = simulator.get_app(&path).await.json()["data"].clone();
    assert_eq!(data["is_valid"], true);
    assert_eq!(data["app_id"], APP_ID);
    assert_eq!(data["granular_scopes"][0]["target_ids"][0], waba.waba_id);
    let scopes = data["scopes"].as_array().unwrap();
    assert!(scopes.contains(&"whatsapp_business_management".into()));

    simulator.handle.revoke_token(&waba.waba_id).await.unwrap();
    let answer = simulator.get_app(&path).await;
    assert_eq!(answer.status, 200);
    let data = answer.json()["data"].clone();
    assert_eq!(data["is_valid"], false);
    assert_eq!(data["error"]["code"], 190);
    let unknown = simulator.get_app("debug_token?input_token=nonsense").await;
    assert_eq!(unknown.json()["data"]["is_valid"], false);
}

#[tokio::test]
async fn a_revoked_token_is_refused_until_it_is_restored() {
    let simulator = start_empty().await;
    let mine = simulator.waba(1).await;
    let other = simulator.waba(1).await;
    simulator.handle.revoke_token(&mine.waba_id).await.unwrap();
    let refused = simulator.get(&mine.token, &mine.waba_id).await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.json()["error"]["code"], 190);
    assert_eq!(refused.json()["error"]["error_subcode"], 460);
    assert_eq!(simulator.get(&other.token, &other.waba_id).await.status, 200);
    let partner = simulator.handle.partner_token();
    assert_eq!(simulator.get(&partner, &mine.waba_id).await.status, 200);

    simulator.handle.restore_token(&mine.waba_id).await.unwrap();
    assert_eq!(simulator.get(&mine.token, &mine.waba_id).await.status, 200);
    let missing = simulator.handle.revoke_token("1").await;
    assert!(matches!(missing, Err(Error::NotFound { .. })));
}
