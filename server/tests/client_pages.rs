//! The partner's clients, and the time zone in which it counts.

use domain::account::Role;
use http::StatusCode;
use store::on_both_engines;
use store::testing::TestStore;

use crate::support::{Browser, PASSWORD, TestHub, fact, submit, text};

/// A partner with clients, and its owner.
async fn open(test: TestStore, clients: &[&str]) -> (TestHub, Browser) {
    let hub = TestHub::start(test).await;
    let id = hub.partner("Nordstern Connect").await;
    hub.partner_user("owner@partner.example", &id, Role::Owner).await;
    hub.partner_user("member@partner.example", &id, Role::Member).await;
    for name in clients {
        let client = hub.client(&id, name).await;
        if *name == "Café Nord" {
            hub.client_user("owner@client.example", &id, &client, Role::Owner).await;
        }
    }
    let owner = hub.sign_in("owner@partner.example", PASSWORD).await;
    (hub, owner)
}

on_both_engines! {
    async fn clients_are_listed_and_found(test: TestStore) {
        let (hub, owner) = open(test, &["Zeta", "Café Nord"]).await;
        let home = owner.get("/numbers").await;
        assert!(home.body.contains("href=\"/clients\""), "the rail leads there");
        let page = owner.get("/clients").await;
        assert_eq!(page.status, StatusCode::OK);
        let words = text(&page.body);
        for expected in ["Clients", "Café Nord", "Zeta", "No numbers yet"] {
            assert!(words.contains(expected), "{expected} in {words}");
        }
        assert!(words.find("Café Nord").unwrap() < words.find("Zeta").unwrap(), "by name: {words}");
        let found = text(&owner.get("/clients?q=caf").await.body);
        assert!(found.contains("Café Nord") && !found.contains("Zeta"), "{found}");
        let none = text(&owner.get("/clients?q=nobody").await.body);
        assert!(none.contains("No client matches"), "{none}");
        let member = hub.sign_in("member@partner.example", PASSWORD).await;
        assert!(text(&member.get("/clients").await.body).contains("Zeta"));
    }

    async fn a_client_has_its_details_and_no_list_of_its_own(test: TestStore) {
        let (hub, owner) = open(test, &["Café Nord"]).await;
        let list = owner.get("/clients").await;
        let (_, rest) = list.body.split_once("href=\"/clients/").unwrap();
        let id = rest.split('"').next().unwrap();
        let page = owner.get(&format!("/clients/{id}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("<title>Client details · Café Nord · Partner Hub</title>"), "{}", page.body);
        assert_eq!(fact(&page.body, "Name"), "Café Nord");
        let words = text(&page.body);
        for expected in ["owner@client.example", "Danger zone", "The client Café Nord was added", "No number runs."] {
            assert!(words.contains(expected), "{expected} in {words}");
        }
        assert_eq!(owner.get("/clients/nobody").await.status, StatusCode::NOT_FOUND);
        let client = hub.sign_in("owner@client.example", PASSWORD).await;
        for address in ["/clients", &format!("/clients/{id}")] {
            let answer = client.get(address).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
            assert!(!answer.body.contains("href=\"/clients\""), "nothing leads there");
        }
    }

    async fn a_partner_without_clients_is_told_what_will_be_here(test: TestStore) {
        let (_hub, owner) = open(test, &[]).await;
        assert!(text(&owner.get("/clients").await.body).contains("No clients yet"));
    }

    async fn the_partners_owner_chooses_its_time_zone(test: TestStore) {
        let (hub, owner) = open(test, &["Café Nord"]).await;
        let page = owner.get("/settings/organisation").await;
        assert!(fact(&page.body, "Time zone").starts_with("UTC"));
        let saved = submit(&owner, &page, "Save time zone", &[("time_zone", "Europe/Berlin")]).await;
        assert_eq!(saved.at, "/settings/organisation?notice=time-zone");
        assert!(fact(&saved.page.body, "Time zone").starts_with("Europe/Berlin"));
        let wrong = submit(&owner, &saved.page, "Save time zone", &[("time_zone", "Europe/Nowhere")]).await;
        assert!(text(&wrong.page.body).contains("Choose a time zone from the list"), "{}", wrong.page.body);
        for (email, zone) in [("member@partner.example", "Europe/Berlin"), ("owner@client.example", "Europe/Berlin")] {
            let page = hub.sign_in(email, PASSWORD).await.get("/settings/organisation").await;
            assert!(fact(&page.body, "Time zone").starts_with(zone), "{email}");
            assert!(!page.body.contains("Save time zone"), "{email}");
        }
    }
}
