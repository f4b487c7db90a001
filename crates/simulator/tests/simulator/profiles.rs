//! Business profiles and commerce settings.

use serde_json::json;
use simulator::AddedWaba;

use crate::support::{APP_ID, Answer, Running, answer, start_empty};

const ALL: &str = "about,address,description,email,profile_picture_url,websites,vertical";

fn edge(waba: &AddedWaba) -> String {
    format!("{}/whatsapp_business_profile", waba.number_ids[0])
}

async fn profile(simulator: &Running, waba: &AddedWaba) -> serde_json::Value {
    simulator.get(&waba.token, &format!("{}?fields={ALL}", edge(waba))).await.json()["data"][0].clone()
}

async fn write(simulator: &Running, waba: &AddedWaba, mut fields: serde_json::Value) -> Answer {
    fields["messaging_product"] = "whatsapp".into();
    simulator.post_json(&waba.token, &edge(waba), &fields).await
}

#[tokio::test]
async fn what_is_written_is_read_and_the_rest_stays() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let first = profile(&simulator, &waba).await;
    assert_eq!(first["about"], "Hey there! I am using WhatsApp.");
    assert_eq!(first["vertical"], "UNDEFINED");
    assert!(first.get("email").is_none() && first.get("profile_picture_url").is_none(), "{first}");
    let written = write(
        &simulator,
        &waba,
        json!({ "about": "Open", "email": "a@cafe.example", "websites": ["https://cafe.example"], "vertical": "RETAIL" }),
    );
    assert_eq!(written.await.json(), json!({ "success": true }));
    assert_eq!(write(&simulator, &waba, json!({ "email": "", "websites": [] })).await.status, 200);
    let now = profile(&simulator, &waba).await;
    assert_eq!((now["about"].as_str(), now["vertical"].as_str()), (Some("Open"), Some("RETAIL")));
    assert!(now.get("email").is_none() && now.get("websites").is_none(), "{now}");
    let bare = simulator.get(&waba.token, &edge(&waba)).await.json();
    assert_eq!(bare, json!({ "data": [{ "messaging_product": "whatsapp" }] }));
    let odd = simulator.get(&waba.token, &format!("{}?fields=colour", edge(&waba))).await;
    assert_eq!((odd.status, odd.json()["error"]["code"].as_i64()), (400, Some(100)));
}

#[tokio::test]
async fn what_meta_does_not_take_is_refused_and_nothing_is_written() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let before = profile(&simulator, &waba).await;
    for (fields, named) in [
        (json!({ "about": "" }), "Param about "),
        (json!({ "about": "é".repeat(140) }), "Param about "),
        (json!({ "description": "é".repeat(513) }), "Param description "),
        (json!({ "address": "é".repeat(257) }), "Param address "),
        (json!({ "email": "nobody" }), "Param email "),
        (json!({ "email": format!("{}@cafe.example", "a".repeat(120)) }), "Param email "),
        (json!({ "websites": ["https://a.example", "www.b.example"] }), "Param websites[1] "),
        (json!({ "websites": [format!("https://{}.example", "a".repeat(250))] }), "Param websites[0] "),
        (json!({ "websites": ["https://a.example", "https://b.example", "https://c.example"] }), "Param websites "),
        (json!({ "vertical": "PIRATES" }), "Param vertical "),
        (json!({ "profile_picture_handle": "4::nothing" }), "Param profile_picture_handle "),
    ] {
        let mut wanted = fields;
        wanted["address"] = wanted.get("address").cloned().unwrap_or(json!("Kai 1"));
        let refused = write(&simulator, &waba, wanted).await;
        let error = refused.json()["error"].clone();
        assert_eq!((refused.status, error["code"].as_i64()), (400, Some(100)), "{named}");
        assert!(error["message"].as_str().unwrap().contains(named), "{error}");
    }
    let nameless = simulator.post_json(&waba.token, &edge(&waba), &json!({ "about": "Open" })).await;
    assert!(nameless.text.contains("messaging_product"), "{}", nameless.text);
    assert_eq!(profile(&simulator, &waba).await, before);
    let other = simulator.waba(1).await;
    assert_eq!(simulator.get(&other.token, &edge(&waba)).await.json()["error"]["error_subcode"], 33);
}

#[tokio::test]
async fn an_uploaded_picture_gets_an_address_that_serves_it() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let begin = format!("{APP_ID}/uploads?file_name=a.jpg&file_length=4&file_type=image/jpeg");
    let id = simulator.post(&waba.token, &begin, &[]).await.json()["id"].as_str().unwrap().to_owned();
    let send = simulator.client.post(simulator.url(&format!("/v24.0/{id}")));
    let send = send.header("authorization", format!("OAuth {}", waba.token)).header("file_offset", "0");
    let handle = answer(send.body("JPEG")).await.json()["h"].clone();
    assert_eq!(write(&simulator, &waba, json!({ "profile_picture_handle": handle })).await.status, 200);
    let address = profile(&simulator, &waba).await["profile_picture_url"].as_str().unwrap().to_owned();
    let file = simulator.client.get(&address).send().await.unwrap();
    assert_eq!(file.headers()["content-type"], "image/jpeg");
    assert_eq!(file.bytes().await.unwrap(), "JPEG");
}

#[tokio::test]
async fn a_catalog_is_shown_and_a_cart_switched_off() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let id = &waba.number_ids[0];
    let edge = format!("{id}/whatsapp_commerce_settings");
    let told = |cart: bool, catalog: bool| json!({ "data": [{ "is_cart_enabled": cart, "is_catalog_visible": catalog, "id": id }] });
    assert_eq!(simulator.get(&waba.token, &edge).await.json(), told(true, false));
    let query = format!("{edge}?is_cart_enabled=false&is_catalog_visible=true");
    assert_eq!(simulator.post(&waba.token, &query, &[]).await.json(), json!({ "success": true }));
    assert_eq!(simulator.get(&waba.token, &edge).await.json(), told(false, true));
    assert_eq!(simulator.post_json(&waba.token, &edge, &json!({ "is_cart_enabled": true })).await.status, 200);
    assert_eq!(simulator.get(&waba.token, &edge).await.json(), told(true, true));
    assert_eq!(simulator.post_json(&waba.token, &edge, &json!({ "is_cart_enabled": "perhaps" })).await.status, 400);
}
