use domain::permission::{PaymentType, Permission};
use http::StatusCode;
use store::on_both_engines;
use store::testing::{TestStore, set_payment, set_permission};

use crate::support::{Answer, Shop, Wishes, actor, fact, field_error, submit, text};

const MESSAGING: &str = "http://localhost:9081";

async fn open(test: TestStore) -> Shop {
    let wishes = Wishes { flags: &["--messaging-url", MESSAGING], ..Wishes::default() };
    Shop::open_with(test, wishes, Vec::new()).await
}

fn keys(shop: &Shop) -> String {
    format!("/numbers/{}/api-key", shop.number)
}

/// The key that a page shows, if it shows one.
fn shown(page: &Answer) -> Option<String> {
    let (_, rest) = page.body.split_once("class=\"secret\"")?;
    Some(text(rest.split_once("<code>")?.1.split_once("</code>")?.0))
}

async fn opens(shop: &Shop, key: &str) -> bool {
    hub::api_keys::authenticate(&shop.hub.hub, key).await.unwrap().is_some()
}

/// Lets the client pay, and share its number or not.
async fn direct(shop: &Shop, permission: Permission) {
    let who = actor(&shop.hub, &shop.owner).await;
    let number = shop.number.clone();
    let set = shop.hub.hub.store.write::<_, store::StoreError, _>(move |tx| {
        Box::pin(async move {
            let channel = store::channels::standing(tx, who.organisation, &number).await?.unwrap().key;
            set_payment(tx, channel, PaymentType::Direct).await?;
            set_permission(tx, channel, permission).await
        })
    });
    set.await.unwrap();
}

on_both_engines! {
    async fn a_key_is_shown_once_with_what_it_is_used_for(test: TestStore) {
        let shop = open(test).await;
        for tab in ["", "/templates", "/details"] {
            let page = shop.owner.get(&format!("/numbers/{}{tab}", shop.number)).await;
            let button = format!("href=\"{}\" class=\"btn\">Generate API key</a>", keys(&shop));
            assert!(page.body.contains(&button), "{tab}: {}", page.body);
        }
        let page = shop.owner.get(&keys(&shop)).await;
        assert!(page.body.contains("<title>API key · +1 201 555 0100 · Partner Hub</title>"), "{}", page.body);
        assert!(text(&page.body).contains("Nobody has made a key for this number yet."), "{}", page.body);
        let made = submit(&shop.owner, &page, "Generate API key", &[]).await;
        assert_eq!((made.at.as_str(), made.page.status), (keys(&shop).as_str(), StatusCode::OK));
        let key = shown(&made.page).unwrap();
        assert!(opens(&shop, &key).await, "{key}");
        let words = text(&made.page.body);
        let example = format!("curl '{MESSAGING}/messages' \\ -H 'D360-API-KEY: {key}'");
        for expected in ["it is shown only now", &example, "Made by Test Person (Partner) just now", "Valid"] {
            assert!(words.contains(expected), "{expected} in {words}");
        }
        assert_eq!(made.page.header("cache-control"), "no-store");

        let later = shop.owner.get(&keys(&shop)).await;
        let (prefix, secret) = key.split_once('_').unwrap();
        assert!(later.body.contains(prefix) && !later.body.contains(secret), "{}", later.body);
        let details = shop.owner.get(&format!("/numbers/{}/details", shop.number)).await;
        assert_eq!(fact(&details.body, "State"), "1 valid key");
    }

    async fn a_new_key_says_what_becomes_of_the_older_ones(test: TestStore) {
        let shop = open(test).await;
        let page = shop.owner.get(&keys(&shop)).await;
        let first = submit(&shop.owner, &page, "Generate API key", &[]).await;
        let old = shown(&first.page).unwrap();
        assert!(text(&first.page.body).contains("A new key replaces the one that works now."), "{}", first.page.body);
        let wrong = submit(&shop.owner, &first.page, "Generate API key", &[("overlap", "for ever")]).await;
        assert_eq!(field_error(&wrong.page.body, "overlap"), "Choose how long older keys stay valid.");
        assert_eq!(shown(&wrong.page), None);
        let second = submit(&shop.owner, &wrong.page, "Generate API key", &[("overlap", "24h")]).await;
        let new = shown(&second.page).unwrap();
        assert!(opens(&shop, &old).await && opens(&shop, &new).await);
        let words = text(&second.page.body);
        assert!(words.contains("Valid until 23 Nov 2026, 09:00 UTC"), "{words}");
        submit(&shop.owner, &second.page, "Generate API key", &[("overlap", "none")]).await;
        assert!(!opens(&shop, &old).await && !opens(&shop, &new).await);
    }

    async fn a_key_is_revoked_after_a_question(test: TestStore) {
        let shop = open(test).await;
        let page = shop.owner.get(&keys(&shop)).await;
        let made = submit(&shop.owner, &page, "Generate API key", &[]).await;
        let key = shown(&made.page).unwrap();
        let (prefix, _) = key.split_once('_').unwrap();
        let question = format!("/api-keys/{prefix}/revoke");
        let list = shop.owner.get(&keys(&shop)).await;
        assert!(list.body.contains(&format!("href=\"{question}\"")), "{}", list.body);
        let page = shop.owner.get(&question).await;
        assert!(text(&page.body).contains("The key stops working at once."), "{}", page.body);
        let done = submit(&shop.owner, &page, "Revoke key", &[]).await;
        assert_eq!(done.at, format!("{}?notice=revoked", keys(&shop)));
        let words = text(&done.page.body);
        assert!(words.contains("The key is revoked.") && words.contains("Revoked 22 Nov 2026"), "{words}");
        assert!(!opens(&shop, &key).await);
        let again = submit(&shop.owner, &page, "Revoke key", &[]).await;
        assert_eq!(again.at, question);
        assert!(text(&again.page.body).contains("This key has ended already."), "{}", again.page.body);
        assert_eq!(shop.owner.get("/api-keys/none/revoke").await.status, StatusCode::NOT_FOUND);
    }

    async fn the_client_is_told_why_there_is_no_key_and_where_to_change_it(test: TestStore) {
        let shop = open(test).await;
        let client = shop.client().await;
        for tab in ["", "/templates", "/details", "/api-key"] {
            let page = client.get(&format!("/numbers/{}{tab}", shop.number)).await;
            assert_eq!(page.status, StatusCode::OK);
            let words = text(&page.body);
            assert!(words.contains("shared with the integration partner, who pays for it"), "{tab}: {words}");
            assert!(page.body.contains("<a href=\"/settings/partner\">Organization Settings</a>"), "{}", page.body);
            assert!(!page.body.contains("/api/app/api-key/generate"), "{}", page.body);
        }
        let id = shop.number.to_string();
        let refused = client.post_form("/api/app/api-key/generate", &[("number", &id), ("overlap", "none")]).await;
        assert_eq!((refused.status, refused.header("location")), (StatusCode::FOUND, keys(&shop).as_str()));
        assert_eq!(shown(&client.get(&keys(&shop)).await), None);
    }

    async fn who_may_make_keys_follows_the_permission(test: TestStore) {
        let shop = open(test).await;
        let client = shop.client().await;
        direct(&shop, Permission::Missing).await;
        let page = shop.owner.get(&format!("/numbers/{}", shop.number)).await;
        let (_, off) = page.body.split_once("<details class=\"off\">").unwrap();
        assert!(text(off).starts_with("Generate API key The permission is missing"), "{}", text(off));
        let made = submit(&client, &client.get(&keys(&shop)).await, "Generate API key", &[]).await;
        assert!(opens(&shop, &shown(&made.page).unwrap()).await);
        assert_eq!(shown(&shop.owner.get(&keys(&shop)).await), None, "the other side sees that there is one, no more");

        direct(&shop, Permission::Shared).await;
        let page = client.get(&format!("/numbers/{}", shop.number)).await;
        assert!(text(&page.body).contains("Change it in Organization Settings , or ask the partner."), "{}", text(&page.body));
        let made = submit(&shop.owner, &shop.owner.get(&keys(&shop)).await, "Generate API key", &[("overlap", "none")]).await;
        assert!(opens(&shop, &shown(&made.page).unwrap()).await);
    }
}
