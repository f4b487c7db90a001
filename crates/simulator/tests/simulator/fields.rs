//! What is asked for is what comes back.

use serde_json::{Value, json};

use crate::support::{Receiver, start_demo, start_empty};

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[tokio::test]
async fn a_waba_without_fields_has_the_documented_ones() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let answer = simulator.get(&waba.token, &waba.waba_id).await;
    assert_eq!(answer.status, 200);
    let node = answer.json();
    assert_eq!(keys(&node), ["id", "message_template_namespace", "name", "timezone_id"]);
    // A number in quotes.
    assert_eq!(node["timezone_id"], "1");
}

#[tokio::test]
async fn a_number_without_fields_has_the_documented_ones() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let receiver = Receiver::start().await;
    simulator.subscribe(&receiver, &waba).await;
    let expected = [
        "code_verification_status",
        "display_phone_number",
        "id",
        "platform_type",
        "quality_rating",
        "throughput",
        "verified_name",
        "webhook_configuration",
    ];
    let node = simulator.get(&waba.token, &waba.number_ids[0]).await.json();
    assert_eq!(keys(&node), expected);
    assert_eq!(node["webhook_configuration"], json!({ "application": receiver.url.as_str() }));
    let list = simulator.get(&waba.token, &format!("{}/phone_numbers", waba.waba_id)).await.json();
    assert_eq!(keys(&list["data"][0]), expected);
}

#[tokio::test]
async fn only_asked_fields_come_back_and_empty_ones_are_left_out() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let node = simulator
        .get(
            &waba.token,
            &format!(
                "{}?fields=status,whatsapp_business_manager_messaging_limit,new_display_name,\
                 messaging_limit_tier",
                waba.number_ids[0]
            ),
        )
        .await
        .json();
    assert_eq!(
        node,
        json!({
            "status": "CONNECTED",
            "whatsapp_business_manager_messaging_limit": "TIER_2K",
            "id": waba.number_ids[0],
        })
    );
}

#[tokio::test]
async fn fields_can_be_nested_and_edges_expanded() {
    let simulator = start_empty().await;
    let waba = simulator.waba(5).await;
    let node = simulator
        .get(
            &waba.token,
            &format!("{}?fields=owner_business_info{{name}},phone_numbers.limit(2){{status}}", waba.waba_id),
        )
        .await
        .json();
    assert_eq!(keys(&node["owner_business_info"]), ["id", "name"]);
    let numbers = &node["phone_numbers"];
    assert_eq!(numbers["data"].as_array().unwrap().len(), 2);
    assert_eq!(keys(&numbers["data"][0]), ["id", "status"]);
    assert!(numbers["paging"]["next"].is_string());
}

#[tokio::test]
async fn all_fields_that_the_hub_needs_are_known() {
    let simulator = start_demo().await;
    let token = simulator.handle.partner_token();
    let waba = &simulator::demo::accounts()[0].waba_id;
    let answer = simulator
        .get(
            &token,
            &format!(
                "{waba}?fields=account_review_status,business_verification_status,country,\
                 creation_time,currency,health_status,id,is_enabled_for_insights,\
                 message_template_namespace,name,on_behalf_of_business_info,owner_business_info,\
                 ownership_type,primary_funding_id,purchase_order_number,status,timezone_id,\
                 whatsapp_business_manager_messaging_limit"
            ),
        )
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let answer = simulator
        .get(
            &token,
            &format!(
                "{waba}/phone_numbers?fields=verified_name,code_verification_status,\
                 display_phone_number,quality_rating,platform_type,throughput,\
                 webhook_configuration,id,status,name_status,new_name_status,new_display_name,\
                 certificate,new_certificate,last_onboarded_time,account_mode,\
                 is_official_business_account,is_pin_enabled,is_preverified_number,is_on_biz_app,\
                 search_visibility,quality_score,health_status,conversational_automation,\
                 eligibility_for_api_business_global_search,\
                 whatsapp_business_manager_messaging_limit"
            ),
        )
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[tokio::test]
async fn health_is_that_of_the_worst_entity() {
    let simulator = start_empty().await;
    let waba = simulator.waba(2).await;
    let number = &waba.number_ids[0];
    let path = format!("{number}?fields=health_status");
    let healthy = simulator.get(&waba.token, &path).await.json();
    assert_eq!(healthy["health_status"]["can_send_message"], "AVAILABLE");
    let kinds: Vec<&str> = healthy["health_status"]["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entity| entity["entity_type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["PHONE_NUMBER", "WABA", "BUSINESS", "APP"]);

    simulator.handle.set_status(number, "FLAGGED").await.unwrap();
    let limited = simulator.get(&waba.token, &path).await.json();
    assert_eq!(limited["health_status"]["can_send_message"], "LIMITED");
    assert!(limited["health_status"]["entities"][0]["additional_info"][0].is_string());

    simulator.handle.set_status(number, "BANNED").await.unwrap();
    let blocked = simulator.get(&waba.token, &path).await.json();
    assert_eq!(blocked["health_status"]["can_send_message"], "BLOCKED");
    assert!(blocked["health_status"]["entities"][0]["errors"][0]["error_code"].is_i64());

    // The account itself is as it was.
    let account = simulator.get(&waba.token, &format!("{}?fields=health_status", waba.waba_id)).await.json();
    assert_eq!(account["health_status"]["can_send_message"], "AVAILABLE");
    assert_eq!(account["health_status"]["entities"][0]["entity_type"], "WABA");
}

#[tokio::test]
async fn the_demo_keeps_metas_quirks() {
    let simulator = start_demo().await;
    let token = simulator.handle.partner_token();
    let mut unasked = 0;
    let mut verifications = Vec::new();
    for account in simulator::demo::accounts() {
        let answer = simulator
            .get(
                &token,
                &format!(
                    "{}?fields=business_verification_status,on_behalf_of_business_info,\
                     phone_numbers.limit(50){{status}}",
                    account.waba_id
                ),
            )
            .await;
        assert!(answer.text.is_ascii());
        let node = answer.json();
        verifications.push(node["business_verification_status"].as_str().unwrap().to_owned());
        unasked += usize::from(node.get("regional_compliance_tier").is_some());
        for number in node["phone_numbers"]["data"].as_array().unwrap() {
            unasked += usize::from(number.get("linked_devices_hint").is_some());
        }
    }
    assert!(unasked >= 2);
    assert!(verifications.iter().all(|value| *value == value.to_lowercase()));
}
