use domain::account::Role;
use domain::ids::{ClientId, PartnerId};
use http::StatusCode;
use ring::hmac;
use store::on_both_engines;
use store::testing::TestStore;

use crate::support::{Answer, Browser, PASSWORD, TestHub, fact, submit, text};

const PAGE: &str = "/settings/integration";
const NOW: i64 = 1_795_338_000;

/// A partner without a webhook, and somebody of a client of it.
struct Signing {
    // It ends with the test.
    _hub: TestHub,
    partner: PartnerId,
    owner: Browser,
    member: Browser,
    client: ClientId,
    person: Browser,
}

impl Signing {
    async fn open(test: TestStore) -> Self {
        let hub = TestHub::start(test).await;
        let partner = hub.partner("Nordstern Connect").await;
        hub.partner_user("owner@partner.example", &partner, Role::Owner).await;
        hub.partner_user("member@partner.example", &partner, Role::Member).await;
        let client = hub.client(&partner, "Café Nord").await;
        hub.client_user("ana@client.example", &partner, &client, Role::Owner).await;
        let owner = hub.sign_in("owner@partner.example", PASSWORD).await;
        let member = hub.sign_in("member@partner.example", PASSWORD).await;
        let person = hub.sign_in("ana@client.example", PASSWORD).await;
        Self { _hub: hub, partner, owner, member, client, person }
    }

    fn link(&self, secret: &str, seconds: i64, more: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA512, secret.as_bytes());
        let signed = hmac::sign(&key, format!("{}|{seconds}", self.partner).as_bytes());
        let hex: String = signed.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("/onboarding/{}?io_timestamp={seconds}&io_signature={hex}{more}", self.partner)
    }
}

/// The secret that a page shows, if it shows one.
fn shown(page: &Answer) -> Option<String> {
    let (_, rest) = page.body.split_once("class=\"secret\"")?;
    Some(text(rest.split_once("<code>")?.1.split_once("</code>")?.0))
}

on_both_engines! {
    async fn a_partner_without_a_webhook_signs_links(test: TestStore) {
        let it = Signing::open(test).await;
        let unknown = it.person.get(&it.link("iosec_guessed", NOW, "")).await;
        assert!(text(&unknown.body).contains("there is no secret for signed links"), "{}", text(&unknown.body));
        let page = it.owner.get(PAGE).await;
        assert!(text(&page.body).contains("links of yours are not signed"), "{}", text(&page.body));
        let made = submit(&it.owner, &page, "Make a secret for links", &[]).await;
        let secret = shown(&made.page).unwrap();
        assert!(secret.starts_with("iosec_"), "{secret}");
        assert_eq!(made.page.header("cache-control"), "no-store");
        assert_eq!(shown(&it.owner.get(PAGE).await), None, "it is shown once");

        for (link, sentence) in [
            (it.link("iosec_guessed", NOW, ""), "The link's signature is not right"),
            (it.link(&secret, NOW - 301, ""), "signed for another time"),
        ] {
            let page = it.person.get(&link).await;
            assert_eq!(page.status, StatusCode::CONFLICT);
            assert!(text(&page.body).contains(sentence), "{}", text(&page.body));
        }
        // A signed link may replace the note, which an unsigned one may not, and is good once.
        for (at, note) in [(NOW, "first"), (NOW + 1, "second")] {
            let page = it.person.get(&it.link(&secret, at, &format!("&partner={note}"))).await;
            let landed = submit(&it.person, &page, "Go on as Café Nord", &[]).await;
            assert!(landed.at.starts_with("/onboard/"), "{}", landed.at);
            let client = it.owner.get(&format!("/clients/{}", it.client)).await;
            assert!(fact(&client.body, "Your note").starts_with(note));
        }
        let page = it.person.get(&it.link(&secret, NOW, "")).await;
        let again = submit(&it.person, &page, "Go on as Café Nord", &[]).await;
        assert!(text(&again.page.body).contains("This link was used before"), "{}", text(&again.page.body));
    }

    async fn a_secret_is_replaced_after_a_question_and_by_owners_only(test: TestStore) {
        let it = Signing::open(test).await;
        let made = submit(&it.owner, &it.owner.get(PAGE).await, "Make a secret for links", &[]).await;
        let first = shown(&made.page).unwrap();
        let refused = it.owner.post_form("/api/app/onboarding/link-secret/make", &[]).await;
        let page = it.owner.get(refused.header("location").split('#').next().unwrap()).await;
        assert!(text(&page.body).contains("There is a secret by now"), "{}", text(&page.body));
        assert_eq!(shown(&page), None);

        let question = it.owner.get("/settings/integration/link-secret").await;
        assert!(text(&question.body).contains("ends at once"), "{}", text(&question.body));
        let replaced = submit(&it.owner, &question, "Replace the secret", &[]).await;
        let second = shown(&replaced.page).unwrap();
        assert_ne!(first, second);
        assert_eq!(it.person.get(&it.link(&first, NOW, "")).await.status, StatusCode::CONFLICT);
        assert_eq!(it.person.get(&it.link(&second, NOW, "")).await.status, StatusCode::OK);

        let page = it.member.get(PAGE).await;
        assert!(text(&page.body).contains("Secrets are for owners of the organisation."), "{}", text(&page.body));
        let refused = it.member.post_form("/api/app/onboarding/link-secret/make", &[("replace", "yes")]).await;
        let page = it.member.get(refused.header("location").split('#').next().unwrap()).await;
        assert_eq!(shown(&page), None);
        assert!(text(&page.body).contains("Only an owner of the organisation can do this."), "{}", text(&page.body));
        assert_eq!(it.person.get("/settings/integration/link-secret").await.status, StatusCode::NOT_FOUND);
        assert_eq!(it.person.get(&it.link(&second, NOW, "")).await.status, StatusCode::OK, "it counts still");
    }
}
