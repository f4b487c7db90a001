use http::StatusCode;
use store::on_both_engines;

use crate::support::{Shop, fact, field_error, submit, text};

/// Nobody listens there.
const ADDRESS: &str = "http://127.0.0.1:9/in?key=hush";

fn page(shop: &Shop) -> String {
    format!("/numbers/{}/webhook", shop.number)
}

on_both_engines! {
    async fn a_number_gets_a_webhook_which_is_tested_and_taken_away(test: TestStore) {
        let shop = Shop::open(test, Vec::new()).await;
        let overview = shop.owner.get(&format!("/numbers/{}", shop.number)).await;
        assert!(overview.body.contains(&format!("href=\"{}\"", page(&shop))), "it is a tab");
        let empty = shop.owner.get(&page(&shop)).await;
        assert!(empty.body.contains("<title>Webhook · +1 201 555 0100 · Partner Hub</title>"), "{}", empty.body);
        assert!(fact(&empty.body, "Messages go to").starts_with("Nowhere yet"), "{}", empty.body);
        let refused = submit(&shop.owner, &empty, "Save webhook", &[("address", "ftp://x"), ("headers", "")]).await;
        assert!(field_error(&refused.page.body, "address").starts_with("Enter an address that begins with https://"));
        let typed = [("address", ADDRESS), ("headers", "X-Key: hush-hush")];
        let saved = submit(&shop.owner, &refused.page, "Save webhook", &typed).await;
        assert_eq!(saved.at, format!("{}?notice=saved", page(&shop)));
        assert!(saved.page.body.contains("x-key: ••••••••") && !saved.page.body.contains("hush-hush"));
        assert_eq!(fact(&saved.page.body, "Messages go to"), ADDRESS);
        let tested = submit(&shop.owner, &saved.page, "Send test message", &[]).await;
        let words = text(&tested.page.body);
        assert!(words.contains("The test was not answered") && words.contains("Tried once"), "{words}");
        let gone = submit(&shop.owner, &tested.page, "Remove webhook", &[]).await;
        assert!(fact(&gone.page.body, "Messages go to").starts_with("Nowhere yet"), "{}", gone.page.body);
    }

    async fn a_client_whose_number_is_shared_sees_where_messages_go_and_why_it_is_not_its_to_change(test: TestStore) {
        let shop = Shop::open(test, Vec::new()).await;
        let typed = [("address", ADDRESS), ("headers", "X-Key: hush-hush")];
        submit(&shop.owner, &shop.owner.get(&page(&shop)).await, "Save webhook", &typed).await;
        let client = shop.client().await;
        let seen = client.get(&page(&shop)).await;
        assert_eq!((seen.status, fact(&seen.body, "Messages go to").as_str()), (StatusCode::OK, "127.0.0.1:9"));
        assert!(text(&seen.body).contains("shared with the integration partner"), "{}", seen.body);
        assert!(!seen.body.contains("key=hush") && !seen.body.contains("/number-webhook/save"), "{}", seen.body);
        let id = shop.number.to_string();
        for act in ["save", "test", "remove"] {
            let path = format!("/api/app/number-webhook/{act}");
            let refused = client.post_form(&path, &[("number", &id), ("address", "https://elsewhere.example/")]).await;
            assert_eq!(refused.header("location"), page(&shop), "{act}");
        }
        assert_eq!(fact(&shop.owner.get(&page(&shop)).await.body, "Messages go to"), ADDRESS);
    }
}
