use domain::account::Role;
use domain::ids::ChannelId;
use domain::permission::PaymentType;
use http::{Method, StatusCode};
use store::on_both_engines;
use store::testing::TestStore;

use crate::support::{Answer, Browser, PASSWORD, TestHub, actor, fact, submit, text};

const NUMBER: &str = "+1 201 555 0100";

/// A partner with one client, which has one number; both sides are signed in.
struct Sides {
    hub: TestHub,
    partner: Browser,
    client: Browser,
    number: ChannelId,
}

impl Sides {
    async fn open(test: TestStore, payment: PaymentType) -> Self {
        let hub = TestHub::start(test).await;
        let id = hub.partner("Nordstern Connect").await;
        hub.partner_user("owner@partner.example", &id, Role::Owner).await;
        let client = hub.client(&id, "Café Nord").await;
        hub.client_user("member@client.example", &id, &client, Role::Member).await;
        let new = simulator::NewWaba { name: Some("Nordlicht".to_owned()), numbers: 1, ..Default::default() };
        let added = hub.meta.add_waba(new).await.unwrap();
        hub.connect_paid_by(payment, (&id, &client), &added.waba_id, &added.token).await;
        let partner = hub.sign_in("owner@partner.example", PASSWORD).await;
        let client = hub.sign_in("member@client.example", PASSWORD).await;
        let who = actor(&hub, &partner).await;
        let number = hub::channels::list(&hub.hub, &who, &Default::default()).await.unwrap().cards[0].id.clone();
        Self { hub, partner, client, number }
    }

    async fn settings(&self) -> Answer {
        self.client.get("/settings/partner").await
    }

    async fn details(&self, browser: &Browser) -> Answer {
        browser.get(&format!("/numbers/{}/details", self.number)).await
    }

    fn decision(&self) -> String {
        format!("/numbers/{}/permission", self.number)
    }
}

fn permission(page: &Answer) -> String {
    fact(&page.body, "Partner API Key Permission")
}

/// The words of the history on the details page.
fn history(page: &Answer) -> String {
    text(page.body.split_once(">History of changes</h2>").unwrap().1)
}

on_both_engines! {
    async fn a_client_shares_and_revokes(test: TestStore) {
        let sides = Sides::open(test, PaymentType::Direct).await;
        let home = sides.client.get("/numbers").await;
        assert!(home.body.contains("href=\"/settings/partner\""), "the profile menu leads there");
        let page = sides.settings().await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("<title>Partner · Partner Hub</title>"), "{}", page.body);
        let words = text(&page.body);
        for expected in ["Nordstern Connect", NUMBER, "Missing", "You", "just now"] {
            assert!(words.contains(expected), "{expected} in {words}");
        }

        let shared = submit(&sides.client, &page, &format!("Share with partner of {NUMBER}"), &[]).await;
        assert_eq!(shared.at, "/settings/partner?notice=shared");
        let words = text(&shared.page.body);
        for expected in ["Your partner can generate API keys for this number now.", "Shared", "by Test Person", "Revoke"] {
            assert!(words.contains(expected), "{expected} in {words}");
        }
        let seen = sides.details(&sides.partner).await;
        assert!(permission(&seen).starts_with("Shared The client has shared it"), "{}", permission(&seen));
        let told = history(&seen);
        for expected in ["API key permission shared with the partner", "By Test Person, Café Nord"] {
            assert!(told.contains(expected), "{expected} in {told}");
        }
        let bell = text(&sides.partner.get("/notifications").await.body);
        assert!(bell.contains(&format!("The API key permission of {NUMBER} is shared with the partner")), "{bell}");

        assert!(shared.page.body.contains(&format!("href=\"{}\"", sides.decision())));
        let decision = sides.client.get(&sides.decision()).await;
        assert!(text(&decision.body).contains("API keys that exist keep working until they are replaced"));
        let revoked = submit(&sides.client, &decision, "Revoke permission", &[]).await;
        assert_eq!(revoked.at, "/settings/partner?notice=revoked");
        assert!(text(&revoked.page.body).contains("Missing"));
        let seen = sides.details(&sides.partner).await;
        assert!(permission(&seen).starts_with("Missing Only the client"), "{}", permission(&seen));
        assert!(history(&seen).contains("API key permission no longer shared"));
        let again = sides.client.get(&sides.decision()).await;
        assert!(text(&again.body).contains("The permission is missing already."), "{}", again.body);
        assert!(!again.body.contains("Keep it shared"));
    }

    async fn what_the_partner_pays_for_is_locked_until_it_is_given_back(test: TestStore) {
        let sides = Sides::open(test, PaymentType::Partner).await;
        let page = sides.settings().await;
        let words = text(&page.body);
        for expected in ["Shared", "Locked: the partner pays", "ask Nordstern Connect"] {
            assert!(words.contains(expected), "{expected} in {words}");
        }
        assert!(!words.contains("Revoke") && !words.contains("Share with partner"), "{words}");
        let decision = sides.client.get(&sides.decision()).await;
        assert!(text(&decision.body).contains("The partner pays for this number, so the permission stays shared."));
        let number = sides.number.to_string();
        let sent = sides.client.post_form("/api/app/permission/set", &[("id", &number), ("wish", "revoke")]).await;
        assert_eq!(sent.header("location"), sides.decision());
        assert!(permission(&sides.details(&sides.partner).await).starts_with("Shared "));

        let details = sides.details(&sides.partner).await;
        assert!(details.body.contains(&format!("href=\"{}\"", sides.decision())));
        let decision = sides.partner.get(&sides.decision()).await;
        let given = submit(&sides.partner, &decision, "Give permission back", &[]).await;
        assert_eq!(given.at, format!("/numbers/{number}/details?notice=given-back"));
        assert!(text(&given.page.body).contains("The permission is given back."));
        assert_eq!(
            permission(&given.page),
            "Missing The partner has given it back. Only the client can share it again. Request permission"
        );
        assert!(history(&given.page).contains("By Test Person, Nordstern Connect"));

        let page = sides.settings().await;
        submit(&sides.client, &page, &format!("Share with partner of {NUMBER}"), &[]).await;
        assert!(permission(&sides.details(&sides.partner).await).starts_with("Shared "));
    }

    async fn a_partner_takes_nothing_and_has_no_such_page(test: TestStore) {
        let sides = Sides::open(test, PaymentType::Direct).await;
        let page = sides.partner.get("/settings/partner").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.body.contains("<title>Page not found · Partner Hub</title>"), "{}", page.body);
        assert!(!page.body.contains("href=\"/settings/partner\""), "nothing leads there");
        assert!(!page.body.contains("555 0100"));
        assert!(!sides.details(&sides.partner).await.body.contains("Give permission back"), "there is nothing to give back");
        let number = sides.number.to_string();
        for (wish, status) in [
            ("share", StatusCode::CONFLICT),
            ("revoke", StatusCode::CONFLICT),
            ("turn_partner", StatusCode::CONFLICT),
            ("steal", StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            let answer = sides
                .partner
                .ask(Method::POST, "/api/app/permission/set")
                .header("content-type", "application/x-www-form-urlencoded")
                .header("origin", &sides.hub.origin)
                .body(format!("id={number}&wish={wish}"))
                .send()
                .await;
            assert_eq!(answer.status, status, "{wish}: {}", answer.body);
        }
        assert!(permission(&sides.details(&sides.partner).await).starts_with("Missing "));
    }

    async fn a_client_without_numbers_is_told_what_will_be_here(test: TestStore) {
        let hub = TestHub::start(test).await;
        let partner = hub.partner("Nordstern Connect").await;
        let client = hub.client(&partner, "Café Nord").await;
        hub.client_user("owner@client.example", &partner, &client, Role::Owner).await;
        let browser = hub.sign_in("owner@client.example", PASSWORD).await;
        let page = browser.get("/settings/partner").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(text(&page.body).contains("No numbers yet"), "{}", page.body);
    }
}
