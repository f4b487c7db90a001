use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::{HeaderMap, StatusCode as Answered};
use domain::account::Role;
use http::StatusCode;
use store::on_both_engines;
use store::testing::TestStore;
use tokio::net::TcpListener;

use crate::support::{Answer, Browser, PASSWORD, TestHub, fact, field_error, submit, text};

const PAGE: &str = "/settings/integration";

/// A partner with an owner and a member, and a system of theirs that takes webhooks.
struct Office {
    hub: TestHub,
    owner: Browser,
    member: Browser,
    id: String,
    address: String,
    got: Arc<Mutex<Vec<(HeaderMap, String)>>>,
    answers: Arc<Mutex<u16>>,
}

impl Office {
    async fn open(test: TestStore) -> Self {
        let hub = TestHub::start(test).await;
        let id = hub.partner("Nordstern Connect").await;
        hub.partner_user("owner@partner.example", &id, Role::Owner).await;
        hub.partner_user("member@partner.example", &id, Role::Member).await;
        let owner = hub.sign_in("owner@partner.example", PASSWORD).await;
        let member = hub.sign_in("member@partner.example", PASSWORD).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/events", listener.local_addr().unwrap());
        let (got, answers) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(200)));
        let (keep, answer) = (got.clone(), answers.clone());
        let take = async move |headers: HeaderMap, body: String| {
            keep.lock().unwrap().push((headers, body));
            (Answered::from_u16(*answer.lock().unwrap()).unwrap(), "<b>noted</b>")
        };
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(take)).await });
        Self { hub, owner, member, id: id.to_string(), address, got, answers }
    }

    async fn page(&self) -> Answer {
        self.owner.get(PAGE).await
    }

    async fn set_up(&self) -> Answer {
        let typed = [("address", self.address.as_str()), ("headers", "Authorization: Bearer hush-hush")];
        let landed = submit(&self.owner, &self.page().await, "Set up webhook", &typed).await;
        assert_eq!(landed.at, format!("{PAGE}?notice=saved"));
        landed.page
    }

    fn got(&self) -> Vec<(HeaderMap, String)> {
        std::mem::take(&mut *self.got.lock().unwrap())
    }
}

/// The secret that a page shows, if it shows one.
fn shown(page: &Answer) -> Option<String> {
    let (_, rest) = page.body.split_once("class=\"secret\"")?;
    Some(text(rest.split_once("<code>")?.1.split_once("</code>")?.0))
}

on_both_engines! {
    async fn a_webhook_is_set_up_tested_and_its_attempts_are_listed(test: TestStore) {
        let office = Office::open(test).await;
        let page = office.page().await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("<title>Integration · Partner Hub</title>"), "{}", page.body);
        assert!(fact(&page.body, "Partner ID").starts_with(&office.id), "{}", fact(&page.body, "Partner ID"));
        assert!(!page.body.contains("Last attempts"), "nothing but the form before there is a webhook");

        let page = office.set_up().await;
        let words = text(&page.body);
        for expected in ["The webhook is saved.", "Nothing has been delivered yet.", "whsec_••••••••••••"] {
            assert!(words.contains(expected), "{expected} in {words}");
        }
        assert!(page.body.contains("authorization: ••••••••") && !page.body.contains("hush-hush"), "{}", page.body);

        let tested = submit(&office.owner, &page, "Send test event", &[]).await;
        let words = text(&tested.page.body);
        assert!(words.contains("The test was taken: status 200"), "{words}");
        assert!(tested.page.body.contains("&lt;b&gt;noted&lt;/b&gt;"), "{}", tested.page.body);
        let (headers, body) = office.got().remove(0);
        assert_eq!(headers["authorization"], "Bearer hush-hush");
        assert!(headers["webhook-signature"].to_str().unwrap().starts_with("v1,"));
        assert!(body.contains(r#""event":"test""#), "{body}");

        *office.answers.lock().unwrap() = 503;
        let client = hub::accounts::clients::ClientForm { name: "Café Nord".to_owned(), ..Default::default() };
        let who = crate::support::actor(&office.hub, &office.owner).await;
        hub::accounts::clients::create(&office.hub.hub, &who, &client).await.unwrap();
        while hub::deliveries::deliver_next(&office.hub.hub).await.unwrap().is_some() {}
        let page = office.page().await;
        let words = text(&page.body);
        for expected in ["client_created", "Not taken (503)", "Next try 22 Nov 2026, 09:00 UTC", "Tried once"] {
            assert!(words.contains(expected), "{expected} in {words}");
        }
        assert!(!words.contains("The test was"), "the answer is shown once");
    }

    async fn what_cannot_be_taken_is_said_at_its_field_and_nothing_is_lost(test: TestStore) {
        let office = Office::open(test).await;
        let typed = [("address", "http://hooks.example.com/in"), ("headers", "x-a: b")];
        let refused = submit(&office.owner, &office.page().await, "Set up webhook", &typed).await;
        assert_eq!(refused.at, PAGE);
        assert!(field_error(&refused.page.body, "address").starts_with("Enter an address that begins with https://"));
        assert!(refused.page.body.contains("value=\"http://hooks.example.com/in\""), "{}", refused.page.body);
        assert!(refused.page.body.contains(">x-a: b</textarea>"), "{}", refused.page.body);
        let typed = [("address", office.address.as_str()), ("headers", "Host: elsewhere")];
        let refused = submit(&office.owner, &refused.page, "Set up webhook", &typed).await;
        assert!(text(&refused.page.body).contains("The header host cannot be chosen"), "{}", refused.page.body);
    }

    async fn headers_that_are_left_hidden_stay(test: TestStore) {
        let office = Office::open(test).await;
        let page = office.set_up().await;
        let typed = [("address", office.address.as_str()), ("headers", "authorization: ••••••••\r\nX-Team: support")];
        let saved = submit(&office.member, &page, "Save webhook", &typed).await;
        submit(&office.member, &saved.page, "Send test event", &[]).await;
        let (headers, _) = office.got().remove(0);
        assert_eq!((&headers["authorization"], &headers["x-team"]), (&"Bearer hush-hush".parse().unwrap(), &"support".parse().unwrap()));
    }

    async fn an_owner_sees_and_replaces_the_secret_and_a_member_does_not(test: TestStore) {
        let office = Office::open(test).await;
        let page = office.set_up().await;
        let shows = submit(&office.owner, &page, "Show secret", &[]).await;
        let first = shown(&shows.page).unwrap();
        assert!(first.starts_with("whsec_"), "{first}");
        assert_eq!(shows.page.header("cache-control"), "no-store");
        assert_eq!(shown(&office.page().await), None, "it is shown once");
        let rotated = submit(&office.owner, &page, "Make a new secret", &[]).await;
        let second = shown(&rotated.page).unwrap();
        assert_ne!(first, second);
        let words = text(&rotated.page.body);
        assert!(words.contains("signs as well until 23 Nov 2026, 09:00 UTC"), "{words}");

        let page = office.member.get(PAGE).await;
        assert!(text(&page.body).contains("Secrets are for owners of the organisation."), "{}", page.body);
        assert!(!page.body.contains("/integration/secret/"), "{}", page.body);
        let refused = office.member.post_form("/api/app/integration/secret/show", &[]).await;
        assert_eq!(refused.header("location"), PAGE);
        let page = office.member.get(PAGE).await;
        assert_eq!(shown(&page), None);
        assert!(text(&page.body).contains("Only an owner of the organisation can do this."), "{}", page.body);
    }

    async fn a_webhook_is_turned_off_on_and_removed_after_a_question(test: TestStore) {
        let office = Office::open(test).await;
        let page = office.set_up().await;
        let off = submit(&office.owner, &page, "Turn off", &[]).await;
        assert!(text(&off.page.body).contains("Off: events are not delivered"), "{}", off.page.body);
        let on = submit(&office.owner, &off.page, "Turn on", &[]).await;
        assert_eq!(on.at, format!("{PAGE}?notice=on"));
        let question = office.owner.get("/settings/integration/remove").await;
        assert!(text(&question.body).contains("gets no more events"), "{}", question.body);
        let gone = submit(&office.owner, &question, "Remove webhook", &[]).await;
        assert_eq!(gone.at, format!("{PAGE}?notice=removed"));
        assert!(gone.page.body.contains("Set up webhook"), "{}", gone.page.body);
        assert_eq!(office.owner.get("/settings/integration/remove").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_client_has_no_such_page(test: TestStore) {
        let office = Office::open(test).await;
        let partner = domain::ids::PartnerId::parse(&office.id).unwrap();
        let client = office.hub.client(&partner, "Café Nord").await;
        office.hub.client_user("owner@client.example", &partner, &client, Role::Owner).await;
        let client = office.hub.sign_in("owner@client.example", PASSWORD).await;
        for page in [PAGE, "/settings/integration/remove"] {
            assert_eq!(client.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        assert!(!client.get("/settings").await.body.contains(PAGE));
        assert!(office.owner.get("/settings").await.body.contains(PAGE));
    }
}
