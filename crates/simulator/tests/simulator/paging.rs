//! Lists, page by page.

use serde_json::Value;
use url::Url;

use crate::support::{config, start, start_demo, start_empty};

fn ids(page: &Value) -> Vec<String> {
    page["data"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn following_next_meets_each_number_once_and_ends() {
    let simulator = start_empty().await;
    let waba = simulator.waba(63).await;
    let mut url = simulator.url(&format!("/v24.0/{}/phone_numbers?fields=id,status&limit=10", waba.waba_id));
    let mut met = Vec::new();
    let mut pages = 0;
    loop {
        let page = simulator.get_url(&waba.token, url).await.json();
        pages += 1;
        met.extend(ids(&page));
        assert!(page["paging"]["cursors"]["after"].is_string());
        match page["paging"]["next"].as_str() {
            Some(next) => url = Url::parse(next).unwrap(),
            None => break,
        }
    }
    assert_eq!(pages, 7);
    assert_eq!(met, waba.number_ids);
}

#[tokio::test]
async fn the_last_page_has_cursors_but_no_next_and_nothing_comes_after_it() {
    let simulator = start_empty().await;
    let waba = simulator.waba(3).await;
    let list = format!("{}/phone_numbers?limit=3", waba.waba_id);
    let page = simulator.get(&waba.token, &list).await.json();
    assert!(page["paging"].get("next").is_none());
    let after = page["paging"]["cursors"]["after"].as_str().unwrap();
    let beyond = simulator.get(&waba.token, &format!("{list}&after={after}")).await.json();
    assert_eq!(beyond, serde_json::json!({ "data": [] }));
}

#[tokio::test]
async fn before_goes_back() {
    let simulator = start_empty().await;
    let waba = simulator.waba(6).await;
    let list = format!("{}/phone_numbers?limit=2", waba.waba_id);
    let first = simulator.get(&waba.token, &list).await.json();
    assert!(first["paging"].get("previous").is_none());
    let after = first["paging"]["cursors"]["after"].as_str().unwrap();
    let second = simulator.get(&waba.token, &format!("{list}&after={after}")).await.json();
    assert_eq!(ids(&second), waba.number_ids[2..4]);
    let before = second["paging"]["cursors"]["before"].as_str().unwrap();
    let back = simulator.get(&waba.token, &format!("{list}&before={before}")).await.json();
    assert_eq!(ids(&back), waba.number_ids[..2]);
    let previous = Url::parse(second["paging"]["previous"].as_str().unwrap()).unwrap();
    let back = simulator.get_url(&waba.token, previous).await.json();
    assert_eq!(ids(&back), waba.number_ids[..2]);
}

#[tokio::test]
async fn page_sizes_have_a_default_and_a_ceiling() {
    let mut config = config();
    config.page_size_default = 4;
    config.page_size_max = 7;
    let simulator = start(config).await;
    let waba = simulator.waba(20).await;
    let list = format!("{}/phone_numbers", waba.waba_id);
    let page = simulator.get(&waba.token, &list).await.json();
    assert_eq!(ids(&page).len(), 4);
    let page = simulator.get(&waba.token, &format!("{list}?limit=5000")).await.json();
    assert_eq!(ids(&page).len(), 7);
    for wrong in ["limit=0", "limit=-1", "limit=many", "after=nonsense"] {
        let answer = simulator.get(&waba.token, &format!("{list}?{wrong}")).await;
        assert_eq!(answer.status, 400, "{wrong}");
        assert_eq!(answer.json()["error"]["code"], 100, "{wrong}");
    }
}

#[tokio::test]
async fn an_empty_list_has_no_paging() {
    let simulator = start_empty().await;
    let waba = simulator.waba(0).await;
    let page = simulator.get(&waba.token, &format!("{}/phone_numbers", waba.waba_id)).await.json();
    assert_eq!(page, serde_json::json!({ "data": [] }));
}

#[tokio::test]
async fn numbers_can_be_filtered() {
    let simulator = start_demo().await;
    let token = simulator.handle.partner_token();
    let waba = &simulator::demo::accounts()[1].waba_id;
    let list = format!("/v24.0/{waba}/phone_numbers");
    let mut url = simulator.url(&list);
    url.query_pairs_mut()
        .append_pair("fields", "account_mode")
        .append_pair("filtering", r#"[{"field":"account_mode","operator":"EQUAL","value":"SANDBOX"}]"#);
    let page = simulator.get_url(&token, url).await.json();
    let items = page["data"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["account_mode"], "SANDBOX");

    let mut url = simulator.url(&list);
    url.query_pairs_mut().append_pair("filtering", r#"[{"field":"account_mode","operator":"ABOUT","value":"LIVE"}]"#);
    assert_eq!(simulator.get_url(&token, url).await.status, 400);
}

#[tokio::test]
async fn numbers_can_be_sorted_both_ways() {
    let simulator = start_demo().await;
    let token = simulator.handle.partner_token();
    let waba = &simulator::demo::accounts()[0].waba_id;
    let numbers = simulator.handle.number_ids(waba).await.unwrap();
    let list = format!("{waba}/phone_numbers?fields=id&sort");
    let ascending = simulator.get(&token, &format!("{list}=creation_time.asc")).await.json();
    assert_eq!(ids(&ascending), numbers);
    let descending = simulator.get(&token, &format!("{list}=last_onboarded_time.desc")).await.json();
    let reversed: Vec<String> = numbers.into_iter().rev().collect();
    assert_eq!(ids(&descending), reversed);
    let wrong = simulator.get(&token, &format!("{list}=colour.asc")).await;
    assert_eq!(wrong.json()["error"]["code"], 100);
}

#[tokio::test]
async fn a_business_lists_shared_and_owned_accounts() {
    let simulator = start_demo().await;
    let token = simulator.handle.partner_token();
    let business = simulator.handle.partner_business_id();
    let shared = simulator.get(&token, &format!("{business}/client_whatsapp_business_accounts?limit=100")).await.json();
    let owned = simulator
        .get(
            &token,
            &format!(
                "{business}/owned_whatsapp_business_accounts?limit=100\
                 &fields=id,on_behalf_of_business_info"
            ),
        )
        .await
        .json();
    assert_eq!(ids(&shared).len() + ids(&owned).len(), simulator::demo::accounts().len());
    for waba in owned["data"].as_array().unwrap() {
        assert_eq!(waba["on_behalf_of_business_info"]["type"], "OBO");
    }
}
