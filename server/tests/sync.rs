use domain::account::Role;
use domain::meta::QualityRating;
use http::StatusCode;
use hub::accounts::sessions::{self, Who};
use hub::channels;
use store::on_both_engines;

use crate::support::{PASSWORD, TestHub, Wishes};

on_both_engines! {
    async fn what_changes_at_meta_arrives_by_a_signed_webhook(test: TestStore) {
        let hub = TestHub::start_with(test, Wishes { demo: true, ..Wishes::default() }).await;
        let partner = hub.partner("Nordstern Connect").await;
        hub.partner_user("owner@partner.example", &partner, Role::Owner).await;
        let account = simulator::demo::accounts().remove(0);
        let client = hub.client(&partner, &account.client_name).await;
        hub.connect(&partner, &client, &account.waba_id, &account.token).await;

        let browser = hub.sign_in("owner@partner.example", PASSWORD).await;
        let token = browser.cookie("__Host-session").unwrap();
        let Who::SignedIn(signed_in) = sessions::who(&hub.hub, &token).await.unwrap() else { panic!("not signed in") };
        let numbers = hub.meta.number_ids(&account.waba_id).await.unwrap();
        let file = browser.get("/numbers.csv").await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.body.lines().count(), numbers.len() + 1, "{}", file.body);

        let red = async || {
            let page = channels::list(&hub.hub, &signed_in.actor, &Default::default()).await.unwrap();
            page.cards.iter().filter(|card| card.quality == QualityRating::Red).count()
        };
        let before = red().await;
        hub.meta.set_quality(&numbers[0], "RED").await.unwrap();
        hub.meta.webhooks_settled().await;
        hub.apply_webhooks().await;
        hub.sync_accounts().await;
        assert_eq!(red().await, before + 1);
    }
}
