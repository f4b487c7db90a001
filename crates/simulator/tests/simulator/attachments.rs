//! Files of messages, and the key of Flows.

use crate::support::{Answer, Running, answer, start_empty};

async fn upload(simulator: &Running, token: &str, number: &str, file_type: &str) -> Answer {
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n--x\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: {file_type}\r\n\r\nbytes\r\n--x--\r\n"
    );
    let request = simulator.client.post(simulator.url(&format!("/v24.0/{number}/media"))).bearer_auth(token);
    answer(request.header("content-type", "multipart/form-data; boundary=x").body(body)).await
}

#[tokio::test]
async fn a_file_is_uploaded_found_fetched_and_deleted() {
    let simulator = start_empty().await;
    let waba = simulator.waba(2).await;
    let (token, number) = (&waba.token, &waba.number_ids[0]);
    let done = upload(&simulator, token, number, "image/png").await;
    assert_eq!(done.status, 200, "{}", done.text);
    let id = done.json()["id"].as_str().unwrap().to_owned();

    let found = simulator.get(token, &format!("{id}?phone_number_id={number}")).await.json();
    assert_eq!((found["mime_type"].as_str(), found["file_size"].as_i64()), (Some("image/png"), Some(5)));
    let path = found["url"].as_str().unwrap().strip_prefix("https://lookaside.fbsbx.com").unwrap();
    let file = simulator.get_url(token, simulator.url(path)).await;
    assert_eq!((file.status, file.text.as_str()), (200, "bytes"));
    let other = simulator.waba(1).await.token;
    assert_eq!(simulator.get_url(&other, simulator.url(path)).await.status, 401);
    assert_eq!(simulator.get_url(token, simulator.url(&path.replace("hash=", "hash=x"))).await.status, 404);

    let elsewhere = simulator.get(token, &format!("{id}?phone_number_id={}", waba.number_ids[1])).await;
    assert_eq!((elsewhere.status, elsewhere.json()["error"]["code"].as_i64()), (400, Some(100)));
    let gone = answer(simulator.client.delete(simulator.url(&format!("/v24.0/{id}"))).bearer_auth(token)).await;
    assert_eq!(gone.json()["success"], true);
    assert_eq!(simulator.get(token, &id).await.status, 400);
}

#[tokio::test]
async fn types_that_meta_does_not_take_are_refused() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let refused = upload(&simulator, &waba.token, &waba.number_ids[0], "image/svg+xml").await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("Received file of type"), "{}", refused.text);
}

#[tokio::test]
async fn a_number_keeps_the_key_of_its_flows() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let edge = format!("{}/whatsapp_business_encryption", waba.number_ids[0]);
    assert_eq!(simulator.get(&waba.token, &edge).await.json()["data"], serde_json::json!([]));
    assert_eq!(simulator.post(&waba.token, &edge, &[("business_public_key", "x")]).await.status, 400);
    let key = "-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----";
    assert_eq!(simulator.post(&waba.token, &edge, &[("business_public_key", key)]).await.json()["success"], true);
    assert_eq!(simulator.get(&waba.token, &edge).await.json()["data"][0]["business_public_key"], key);
}
