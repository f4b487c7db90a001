//! The end of a number as both sides meet it: cancelled, no longer paid for, taken over, asked to be deleted.

use domain::account::Role;
use domain::ids::{ChannelId, ClientId};
use http::{Method, StatusCode};
use store::on_both_engines;
use store::testing::TestStore;

use crate::support::{Answer, Browser, PASSWORD, TestHub, actor, field_error, submit, text};

const NUMBER: &str = "+1 201 555 0100";
const CONFIRMED: &[(&str, &str)] = &[("typed", "CANCEL"), ("consent", "yes")];

/// A partner with one client, whose number the partner pays for; owners of both sides are signed in.
struct Sides {
    hub: TestHub,
    partner: Browser,
    client: Browser,
    client_id: ClientId,
    number: ChannelId,
    waba: String,
}

impl Sides {
    async fn open(test: TestStore) -> Self {
        let hub = TestHub::start(test).await;
        let id = hub.partner("Nordstern Connect").await;
        hub.partner_user("owner@partner.example", &id, Role::Owner).await;
        let client_id = hub.client(&id, "Café Nord").await;
        hub.client_user("owner@client.example", &id, &client_id, Role::Owner).await;
        hub.client_user("member@client.example", &id, &client_id, Role::Member).await;
        let new = simulator::NewWaba { name: Some("Nordlicht".to_owned()), numbers: 1, ..Default::default() };
        let added = hub.meta.add_waba(new).await.unwrap();
        hub.connect(&id, &client_id, &added.waba_id, &added.token).await;
        let partner = hub.sign_in("owner@partner.example", PASSWORD).await;
        let client = hub.sign_in("owner@client.example", PASSWORD).await;
        let who = actor(&hub, &partner).await;
        let number = hub::channels::list(&hub.hub, &who, &Default::default()).await.unwrap().cards[0].id.clone();
        Self { hub, partner, client, client_id, number, waba: added.waba_id }
    }

    fn at(&self, page: &str) -> String {
        format!("/numbers/{}/{page}", self.number)
    }

    async fn details(&self, browser: &Browser) -> Answer {
        browser.get(&self.at("details")).await
    }

    /// What a program is answered.
    async fn send(&self, browser: &Browser, function: &str, form: &str) -> Answer {
        let form = format!("id={}&{form}", self.number);
        browser
            .ask(Method::POST, &format!("/api/app/{function}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", &self.hub.origin)
            .body(form)
            .send()
            .await
    }
}

fn says(page: &Answer, all: &[&str]) {
    let words = text(&page.body);
    for expected in all {
        assert!(words.contains(expected), "{expected} in {words}");
    }
}

on_both_engines! {
    async fn a_client_cancels_with_word_and_tick_and_takes_it_back(test: TestStore) {
        let sides = Sides::open(test).await;
        let details = sides.details(&sides.client).await;
        assert!(details.body.contains(&format!("href=\"{}\"", sides.at("cancel"))), "{}", details.body);
        let page = sides.client.get(&sides.at("cancel")).await;
        assert_eq!(page.status, StatusCode::OK);
        says(&page, &["Cancel subscription", NUMBER, "The last day of this number is", "in the calendar of UTC", "Keep number"]);

        let careless = submit(&sides.client, &page, "Cancel subscription", &[("typed", "yes")]).await;
        assert_eq!(careless.at, sides.at("cancel"));
        assert_eq!(field_error(&careless.page.body, "typed"), "Type CANCEL to confirm.");
        let unticked = submit(&sides.client, &careless.page, "Cancel subscription", &[("typed", "CANCEL")]).await;
        says(&unticked.page, &["Tick the box to agree to what follows."]);

        let done = submit(&sides.client, &unticked.page, "Cancel subscription", CONFIRMED).await;
        assert_eq!(done.at, format!("{}?notice=cancelled", sides.at("details")));
        says(&done.page, &["The subscription is cancelled.", "Pending cancellation", "Take the cancellation back"]);
        says(&sides.client.get("/numbers").await, &["Pending cancellation", "Works until", "1 is pending cancellation"]);
        says(&sides.partner.get("/notifications").await, &[&format!("The subscription of {NUMBER} ends on")]);
        says(&sides.details(&sides.partner).await, &["The client has cancelled.", "Cancelled by Test Person, Café Nord"]);

        let page = sides.client.get(&sides.at("cancel")).await;
        says(&page, &["Pending cancellation: the number works until", "Notice was given by Test Person"]);
        let back = submit(&sides.client, &page, "Take the cancellation back", &[]).await;
        assert_eq!(back.at, format!("{}?notice=taken-back", sides.at("details")));
        says(&back.page, &["The cancellation is taken back.", "Connected", "Cancel the subscription"]);
        says(&sides.client.get("/numbers").await, &["1 number runs", "None are pending cancellation"]);
    }

    async fn a_member_is_told_who_can(test: TestStore) {
        let sides = Sides::open(test).await;
        let member = sides.hub.sign_in("member@client.example", PASSWORD).await;
        for page in ["cancel", "deletion"] {
            let page = member.get(&sides.at(page)).await;
            says(&page, &["Only an owner of the organisation can do this."]);
            assert!(!page.body.contains("name=\"typed\""), "{}", page.body);
        }
        let sent = sides.send(&member, "subscription/set", "step=cancel&typed=CANCEL&consent=yes").await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{}", sent.body);
    }

    async fn a_partner_cancels_the_payment_in_client_details_and_the_client_takes_over(test: TestStore) {
        let sides = Sides::open(test).await;
        let client_page = format!("/clients/{}", sides.client_id);
        let page = sides.partner.get(&client_page).await;
        assert_eq!(page.status, StatusCode::OK);
        says(&page, &["Client details", "Café Nord", NUMBER, "Danger zone", "Cancel payment on behalf of the client"]);
        assert!(page.body.contains(&format!("href=\"{}\"", sides.at("cancel-payment"))));
        let page = sides.partner.get(&sides.at("cancel-payment")).await;
        says(&page, &["Cancel payment on behalf of the client", "The client is told at once, here and by e-mail."]);
        let done = submit(&sides.partner, &page, "Cancel payment", CONFIRMED).await;
        assert_eq!(done.at, format!("{client_page}?notice=payment-cancelled"));
        says(&done.page, &["The payment is cancelled, and the client is told.", "Payment ending", "Go on paying"]);

        says(&sides.details(&sides.client).await, &["Your partner stops paying for this number on", "Take over the payment"]);
        says(&sides.client.get("/numbers").await, &["Take over the payment", "1 ends because your partner stops paying"]);
        let page = sides.client.get(&sides.at("take-over")).await;
        says(&page, &["Nordstern Connect stops paying for this number on", "Notice was given by Test Person"]);
        let taken = submit(&sides.client, &page, "Take over the payment", &[]).await;
        assert_eq!(taken.at, format!("{}?notice=taken-over", sides.at("details")));
        says(&taken.page, &["You pay for this number from now on, and it goes on.", "Connected"]);
        says(&sides.client.get(&sides.at("take-over")).await, &["There is nothing to take over."]);
        let page = sides.partner.get(&sides.at("cancel-payment")).await;
        says(&page, &["The client pays for this number itself, so there is no payment to cancel."]);
        says(&sides.partner.get(&client_page).await, &["You pay for none of the running numbers of this client."]);
    }

    async fn a_partner_goes_on_paying_after_all(test: TestStore) {
        let sides = Sides::open(test).await;
        let page = sides.partner.get(&sides.at("cancel-payment")).await;
        submit(&sides.partner, &page, "Cancel payment", CONFIRMED).await;
        let page = sides.partner.get(&sides.at("cancel-payment")).await;
        let back = submit(&sides.partner, &page, "Go on paying", &[]).await;
        assert_eq!(back.at, format!("/clients/{}?notice=payment-continued", sides.client_id));
        says(&back.page, &["You go on paying for the number", "Connected"]);
    }

    async fn a_partner_neither_cancels_nor_deletes_for_its_client(test: TestStore) {
        let sides = Sides::open(test).await;
        for (function, form) in [
            ("subscription/set", "step=cancel&typed=CANCEL&consent=yes"),
            ("subscription/set", "step=take_over"),
            ("deletion/request", "typed=DELETE&consent=yes"),
            ("deletion/take-back", ""),
        ] {
            let sent = sides.send(&sides.partner, function, form).await;
            assert_eq!(sent.status, StatusCode::CONFLICT, "{function} {form}: {}", sent.body);
        }
        let sent = sides.send(&sides.partner, "subscription/set", "step=steal").await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", sent.body);
        for (page, why) in [("cancel", "Only the client can cancel its subscription."), ("deletion", "By Meta's rules only the client")] {
            let page = sides.partner.get(&sides.at(page)).await;
            says(&page, &[why]);
            assert!(!page.body.contains("<form method=\"post\" action=\"/api/app/"), "{}", page.body);
        }
        let details = sides.details(&sides.partner).await;
        assert!(!details.body.contains(&sides.at("deletion")), "the partner side has no such button");
        says(&details, &["Connected"]);
    }

    async fn a_request_for_deletion_waits_for_meta(test: TestStore) {
        let sides = Sides::open(test).await;
        let page = sides.client.get(&sides.at("deletion")).await;
        says(&page, &["Ask Meta to delete Nordlicht", "nobody can do it from here", NUMBER]);
        let refused = submit(&sides.client, &page, "Record the request", CONFIRMED).await;
        assert_eq!(field_error(&refused.page.body, "typed"), "Type DELETE to confirm.");
        let confirmed: &[(&str, &str)] = &[("typed", "DELETE"), ("consent", "yes")];
        let waits = submit(&sides.client, &refused.page, "Record the request", confirmed).await;
        assert_eq!(waits.at, sides.at("deletion"));
        says(&waits.page, &["Waiting for Meta", "The request was recorded by Test Person", "Open Meta's page"]);
        assert!(waits.page.body.contains("href=\"https://business.facebook.com/"), "{}", waits.page.body);
        says(&sides.partner.get("/notifications").await, &["The client asks Meta to delete the account Nordlicht"]);
        says(&sides.details(&sides.partner).await, &["Waiting for Meta: the client has asked for it."]);
        let seen = sides.partner.get(&sides.at("deletion")).await;
        says(&seen, &["Waiting for Meta", "There is nothing for you to do."]);
        assert!(!seen.body.contains("<form method=\"post\" action=\"/api/app/"), "{}", seen.body);

        let back = submit(&sides.client, &waits.page, "Take the request back", &[]).await;
        says(&back.page, &["The last request was taken back", "Record the request"]);
        submit(&sides.client, &back.page, "Record the request", confirmed).await;
        let change = simulator::WabaChange { event: Some("ACCOUNT_DELETED".to_owned()), ..Default::default() };
        sides.hub.meta.change_waba(&sides.waba, change).await.unwrap();
        sides.hub.meta.webhooks_settled().await;
        while hub::webhooks::process_waiting(&sides.hub.hub).await.unwrap() != 0 {}
        let closed = sides.client.get(&sides.at("deletion")).await;
        says(&closed, &["Meta has reported that the account is deleted. The request is closed"]);
    }
}
