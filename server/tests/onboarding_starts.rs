//! What the parameters of a link do.

use domain::account::Role;
use domain::ids::{ClientId, PartnerId};
use http::StatusCode;
use store::on_both_engines;
use store::testing::TestStore;

use crate::support::{Browser, PASSWORD, TestHub, fact, submit, text};

/// A partner with two clients, for both of which one person acts.
struct Two {
    hub: TestHub,
    partner: PartnerId,
    owner: Browser,
    person: Browser,
    clients: [ClientId; 2],
}

impl Two {
    async fn open(test: TestStore) -> Self {
        let hub = TestHub::start(test).await;
        let partner = hub.partner("Nordstern Connect").await;
        hub.partner_user("owner@partner.example", &partner, Role::Owner).await;
        let owner = hub.sign_in("owner@partner.example", PASSWORD).await;
        let clients = [hub.client(&partner, "Café Nord").await, hub.client(&partner, "Bakery").await];
        hub.client_user("ana@client.example", &partner, &clients[0], Role::Owner).await;
        let person = hub.sign_in("ana@client.example", PASSWORD).await;
        hub.client_user("ana@client.example", &partner, &clients[1], Role::Owner).await;
        Self { hub, partner, owner, person, clients }
    }

    fn start(&self, query: &str) -> String {
        format!("/onboarding/{}?{query}", self.partner)
    }

    /// The partner's note about a client, as the partner sees it.
    async fn note(&self, client: &ClientId) -> String {
        let page = self.owner.get(&format!("/clients/{client}")).await;
        assert_eq!(page.status, StatusCode::OK);
        if page.body.contains("Your note") { fact(&page.body, "Your note") } else { String::new() }
    }
}

on_both_engines! {
    async fn the_client_that_a_link_means_is_offered_first(test: TestStore) {
        let two = Two::open(test).await;
        for meant in [&two.clients[0], &two.clients[1]] {
            let page = two.person.get(&two.start(&format!("client_id={meant}"))).await;
            let (first, folded) = page.body.split_once("<details").unwrap();
            let name = if *meant == two.clients[0] { "Café Nord" } else { "Bakery" };
            assert!(text(first).contains(&format!("Go on as {name}")), "{}", text(first));
            assert_eq!(first.matches("Go on as").count(), 1);
            assert_eq!(folded.matches("Go on as").count(), 1, "the other one is there still");
        }
        let strange = two.hub.client(&two.partner, "Somebody else").await;
        for passed_over in [format!("client_id={strange}"), "client_id=nonsense".to_owned(), "connect_client_user=true".to_owned()] {
            let page = two.person.get(&two.start(&passed_over)).await;
            let (first, _) = page.body.split_once("<details").unwrap();
            assert_eq!(first.matches("Go on as").count(), 2, "{passed_over}");
            assert!(!text(&page.body).contains("Somebody else"));
        }
    }

    async fn the_partners_note_is_kept_with_the_client_and_an_unsigned_link_replaces_none(test: TestStore) {
        let two = Two::open(test).await;
        assert_eq!(two.note(&two.clients[0]).await, "");
        for (query, kept) in [("partner=crm-17", "crm-17"), ("partner=forged", "crm-17"), ("", "crm-17")] {
            let page = two.person.get(&two.start(query)).await;
            let landed = submit(&two.person, &page, "Go on as Café Nord", &[]).await;
            assert!(landed.at.starts_with("/onboard/"), "{}", landed.at);
            assert!(two.note(&two.clients[0]).await.starts_with(kept), "{query}");
        }
        assert_eq!(two.note(&two.clients[1]).await, "");
        // A company that is made on the way has it as well.
        let page = two.person.get(&two.start("partner=order%207")).await;
        submit(&two.person, &page, "Go on with this company", &[("company", "New Shop")]).await;
        let list = two.owner.get("/clients?q=new+shop").await;
        let id = list.body.split("href=\"/clients/").nth(1).unwrap().split('"').next().unwrap();
        assert!(two.note(&ClientId::parse(id).unwrap()).await.starts_with("order 7"));
    }

    async fn what_has_no_effect_is_taken(test: TestStore) {
        let two = Two::open(test).await;
        let query = "lang=de&hosting_type=cloud&plan_selection=regular&flow=x&connect_client_user=1&preverified_phone_number_id=1065";
        let stranger = two.hub.anonymous();
        let page = stranger.get(&two.start(query)).await;
        assert!(text(&page.body).contains("Connect WhatsApp"), "{}", text(&page.body));
        let page = stranger.get(&two.start("next=login")).await;
        assert!(text(&page.body).contains("Sign in to go on"), "{}", text(&page.body));
        let page = two.person.get(&two.start(query)).await;
        let landed = submit(&two.person, &page, "Go on as Café Nord", &[]).await;
        let out = two.person.get(&format!("{}/meta", landed.at)).await;
        assert!(out.header("location").contains("preVerifiedPhone%22%3A%7B%22ids%22%3A%5B%221065%22"), "{}", out.header("location"));
    }
}
