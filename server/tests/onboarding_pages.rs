use domain::account::Role;
use domain::ids::PartnerId;
use domain::permission::PaymentType;
use http::StatusCode;
use hub::onboarding::{self, Change};
use simulator::{Fault, FaultOrder};
use store::on_both_engines;
use store::testing::TestStore;

use crate::support::{Answer, Browser, PASSWORD, TestHub, actor, field_error, newest_mail, submit, text};

const REDIRECT: &str = "https://crm.example/connected";
const START: &str =
    "redirect_url=https%3A%2F%2Fcrm.example%2Fconnected%3Ftenant%3D7&state=a%20b%26c&email=ana@bakery.example&name=Ana";

/// A hub with a partner that has set up its onboarding.
struct Set {
    hub: TestHub,
    partner: PartnerId,
    owner: Browser,
}

impl Set {
    async fn up(test: TestStore, payment: PaymentType) -> Self {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let who = actor(&hub, &owner).await;
        for change in [Change::Allow(REDIRECT.to_owned()), Change::Pay(payment)] {
            onboarding::change(&hub.hub, &who, change).await.unwrap();
        }
        let partner = onboarding::partner_of(&hub.hub, &who).await.unwrap();
        Self { hub, partner, owner }
    }

    fn start(&self, query: &str) -> String {
        format!("/onboarding/{}?{query}", self.partner)
    }

    /// Signs Ana up, up to the page of her way.
    async fn sign_up(&self, browser: &Browser) -> (String, Answer) {
        let page = browser.get(&self.start(START)).await;
        let typed = [
            ("name", "Ana Costa"),
            ("company", "Corner Bakery"),
            ("email", "ana@bakery.example"),
            ("new_password", PASSWORD),
        ];
        let landed = submit(browser, &page, "Sign up", &typed).await;
        assert!(landed.at.starts_with("/onboard/"), "{}: {}", landed.at, text(&landed.page.body));
        (landed.at, landed.page)
    }

    async fn code(&self) -> String {
        let mail = newest_mail(&self.hub).await.unwrap();
        mail.subject.split(' ').next().unwrap().to_owned()
    }

    /// Goes to Meta, decides there, and comes back to the page of the way.
    async fn at_meta(&self, browser: &Browser, way: &str, fields: &[(&str, &str)]) -> Answer {
        let out = browser.get(&format!("{way}/meta")).await;
        assert_eq!(out.status, StatusCode::SEE_OTHER, "{}", out.body);
        let dialog = out.header("location").to_owned();
        let base = self.hub.meta.base_url();
        let (path, query) = dialog.strip_prefix(base.as_str().trim_end_matches('/')).unwrap().split_once('?').unwrap();
        let shown = self.hub.at_meta().get(&format!("{path}?{query}")).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
        let mut pairs: Vec<(String, String)> =
            url::form_urlencoded::parse(query.as_bytes()).map(|(name, value)| (name.into(), value.into())).collect();
        pairs.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let decided = self.hub.at_meta().post_form(path, &pairs).await;
        let back = decided.header("location").strip_prefix(&self.hub.origin).unwrap().to_owned();
        let answer = browser.get(&back).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, way), "{}", answer.body);
        browser.get(way).await
    }
}

on_both_engines! {
    async fn a_client_signs_up_connects_shares_and_goes_back(test: TestStore) {
        let set = Set::up(test, PaymentType::Direct).await;
        let ana = set.hub.anonymous();
        let first = ana.get(&set.start(START)).await;
        assert_eq!(first.header("cross-origin-opener-policy"), "", "the window that opened it stays known");
        assert!(first.body.contains("value=\"ana@bakery.example\""), "{}", first.body);
        let (way, page) = set.sign_up(&ana).await;
        assert!(text(&page.body).contains("sent a code of six digits to ana@bakery.example"), "{}", text(&page.body));

        let landed = submit(&ana, &page, "Go on", &[("code", "000000")]).await;
        assert!(field_error(&landed.page.body, "code").starts_with("This is not the code of the newest mail"));
        let landed = submit(&ana, &page, "Go on", &[("code", &set.code().await)]).await;
        let words = text(&landed.page.body);
        assert!(words.contains("Connect your WhatsApp account"), "{words}");

        let page = set.at_meta(&ana, &way, &[("business", "Corner Bakery"), ("numbers", "2"), ("decision", "allow")]).await;
        let words = text(&page.body);
        assert!(words.contains("What may Nordstern Connect use?") && words.contains("+1 201 555 0100"), "{words}");
        assert!(!words.contains("PIN of"), "new numbers are registered: {words}");

        let numbers = set.numbers(&ana).await;
        let landed = submit(&ana, &page, "Save and go back to Nordstern Connect", &[("channels[0]", &numbers[0])]).await;
        let refresh = landed.page.header("refresh").to_owned();
        let target = refresh.strip_prefix("1;url=").unwrap().to_owned();
        let client = target.split("client=").nth(1).unwrap().split('&').next().unwrap().to_owned();
        assert_eq!(target, format!("{REDIRECT}?tenant=7&client={client}&channels=[{}]&state=a%20b%26c", numbers[0]));
        assert!(landed.page.body.contains("Back to Nordstern Connect"));

        let partner = text(&set.owner.get(&format!("/numbers/{}/details", numbers[0])).await.body);
        assert!(partner.contains("Partner API Key Permission") && partner.contains("Corner Bakery"), "{partner}");
        let states = set.permissions().await;
        assert_eq!(states.iter().filter(|shared| **shared).count(), 1, "{states:?}");
    }

    async fn closing_half_way_loses_nothing(test: TestStore) {
        let set = Set::up(test, PaymentType::Partner).await;
        let ana = set.hub.anonymous();
        let (way, page) = set.sign_up(&ana).await;
        submit(&ana, &page, "Go on", &[("code", &set.code().await)]).await;
        // Another browser, days later, by the partner's link.
        let later = set.hub.anonymous();
        assert!(text(&later.get(&way).await.body).contains("You have begun this already"));
        let page = later.get(&set.start("next=login")).await;
        let sign_in = page.body.split("href=\"/sign-in?next=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let sign_in = format!("/sign-in?next={sign_in}");
        let form = later.get(&sign_in).await;
        assert_eq!(form.header("cross-origin-opener-policy"), "", "signing in on the way keeps the window known");
        let landed = submit(&later, &form, "Sign in", &[("email", "ana@bakery.example"), ("password", PASSWORD)]).await;
        let words = text(&landed.page.body);
        assert!(words.contains("Go on as Corner Bakery"), "{words}");
        let landed = submit(&later, &landed.page, "Go on as Corner Bakery", &[]).await;
        assert!(text(&landed.page.body).contains("Connect your WhatsApp account"), "{}", text(&landed.page.body));

        let page = set.at_meta(&later, &landed.at, &[("decision", "cancel")]).await;
        assert!(text(&page.body).contains("The sign-up with Meta was cancelled. Nothing was connected."));
        let fields = [("numbers", "1"), ("pin", "135790"), ("decision", "allow")];
        let page = set.at_meta(&later, &landed.at, &fields).await;
        let words = text(&page.body);
        assert!(words.contains("PIN of +1 201 555 0100"), "a number with a PIN of its own: {words}");
        let refused = submit(&later, &page, "Register the number", &[("pin", "111111")]).await;
        assert!(text(&refused.page.body).contains("Meta does not take this PIN"), "{}", text(&refused.page.body));
        let landed = submit(&later, &refused.page, "Register the number", &[("pin", "135790")]).await;
        let words = text(&landed.page.body);
        assert!(words.contains("The number is registered.") && !words.contains("PIN of"), "{words}");
        // The partner pays: the permission is shared, and the client cannot take it back here.
        let landed = submit(&later, &landed.page, "Save and go back to Nordstern Connect", &[]).await;
        let number = &set.numbers(&later).await[0];
        assert!(landed.page.header("refresh").contains(&format!("channels=[{number}]")), "{}", landed.page.header("refresh"));
    }

    async fn a_person_of_the_partner_makes_a_company_of_their_own(test: TestStore) {
        let set = Set::up(test, PaymentType::Direct).await;
        let page = set.owner.get(&set.start("")).await;
        let words = text(&page.body);
        assert!(words.contains("You are signed in as owner@partner.example. Which company"), "{words}");
        let landed = submit(&set.owner, &page, "Go on with this company", &[("company", " ")]).await;
        assert_ne!(field_error(&landed.page.body, "company"), "");
        let landed = submit(&set.owner, &page, "Go on with this company", &[("company", "Own Shop")]).await;
        assert!(text(&landed.page.body).contains("Connect your WhatsApp account"));
        let page = set.owner.get("/organisations").await;
        assert!(text(&page.body).contains("Own Shop"), "{}", text(&page.body));
    }

    async fn an_address_with_an_account_gets_the_same_answer_and_another_mail(test: TestStore) {
        let set = Set::up(test, PaymentType::Direct).await;
        let client = set.hub.client(&set.partner, "Known").await;
        set.hub.client_user("ana@bakery.example", &set.partner, &client, Role::Owner).await;
        let ana = set.hub.anonymous();
        let (_, page) = set.sign_up(&ana).await;
        assert!(text(&page.body).contains("sent a code of six digits to ana@bakery.example"));
        let mail = newest_mail(&set.hub).await.unwrap();
        assert_eq!(mail.subject, "You have an account already");
        let landed = submit(&ana, &page, "Go on", &[("code", "123456")]).await;
        assert!(field_error(&landed.page.body, "code").starts_with("This is not the code"));
    }

    async fn a_link_leads_only_where_the_partner_allows(test: TestStore) {
        let set = Set::up(test, PaymentType::Direct).await;
        let stranger = set.hub.anonymous();
        for (query, sentence) in [
            ("redirect_url=https%3A%2F%2Fevil.example%2F", "leads on to evil.example, which Nordstern Connect has not allowed"),
            ("redirect_url=nonsense", "leads on to an address that cannot be read"),
            ("io_signature=abc", "one of them is missing"),
            ("io_signature=abc&io_timestamp=1795338000", "there is no secret for signed links"),
        ] {
            let page = stranger.get(&set.start(query)).await;
            assert_eq!(page.status, StatusCode::CONFLICT, "{query}");
            assert!(text(&page.body).contains(sentence), "{query}: {}", text(&page.body));
        }
        assert_eq!(stranger.get("/onboarding/nobodyPA").await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.get("/onboard/nobodyOB").await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.get("/onboard/meta?state=nobodyOB&code=x").await.status, StatusCode::NOT_FOUND);
        for same in ["/dashboard/app/{p}", "/dashboard/app/{p}/permissions", "/permission?partner_id={p}", "/permissions?partner_id={p}"] {
            let page = stranger.get(&same.replace("{p}", set.partner.as_str())).await;
            assert!(text(&page.body).contains("Connect WhatsApp"), "{same}: {}", text(&page.body));
        }
        assert_eq!(stranger.get("/permission").await.header("location"), "/sign-in?next=%2Fpermissions");
    }

    async fn an_account_that_cannot_be_read_is_told_and_tried_again(test: TestStore) {
        let set = Set::up(test, PaymentType::Direct).await;
        let ana = set.hub.anonymous();
        let (way, page) = set.sign_up(&ana).await;
        submit(&ana, &page, "Go on", &[("code", &set.code().await)]).await;
        let down = FaultOrder { kind: Fault::UnknownError, times: 10, path: "phone_numbers".to_owned() };
        set.hub.meta.fail(down);
        let page = set.at_meta(&ana, &way, &[("business", "Corner Bakery"), ("numbers", "1"), ("decision", "allow")]).await;
        let words = text(&page.body);
        assert!(words.contains("Your numbers could not be read yet") && words.contains("could not be read: "), "{words}");
        let again = submit(&ana, &page, "Try again", &[]).await;
        assert!(text(&again.page.body).contains("Your numbers could not be read yet"));
        let id = way.rsplit('/').next().unwrap();
        let foreign = set.owner.post_form("/api/public/onboarding/read-again", &[("id", id)]).await;
        assert_eq!(set.owner.get(foreign.header("location")).await.status, StatusCode::NOT_FOUND);
        set.hub.meta.fail_no_more();
        let landed = submit(&ana, &again.page, "Try again", &[]).await;
        let words = text(&landed.page.body);
        assert!(words.contains("What may Nordstern Connect use?") && !words.contains("PIN of"), "{words}");
    }

    async fn an_account_whose_token_meta_refuses_is_connected_once_more(test: TestStore) {
        let set = Set::up(test, PaymentType::Direct).await;
        let ana = set.hub.anonymous();
        let (way, page) = set.sign_up(&ana).await;
        submit(&ana, &page, "Go on", &[("code", &set.code().await)]).await;
        set.hub.meta.fail(FaultOrder { kind: Fault::TokenRefused, times: 1, path: "phone_numbers".to_owned() });
        let page = set.at_meta(&ana, &way, &[("business", "Corner Bakery"), ("numbers", "1"), ("decision", "allow")]).await;
        let words = text(&page.body);
        assert!(words.contains("Connect your WhatsApp account") && words.contains("refuses the access token"), "{words}");
    }

    async fn a_way_is_nobody_elses(test: TestStore) {
        let set = Set::up(test, PaymentType::Direct).await;
        let ana = set.hub.anonymous();
        let (way, page) = set.sign_up(&ana).await;
        submit(&ana, &page, "Go on", &[("code", &set.code().await)]).await;
        for other in [&set.owner, &set.hub.anonymous()] {
            let meta = other.get(&format!("{way}/meta")).await;
            assert!(matches!(meta.status, StatusCode::NOT_FOUND | StatusCode::SEE_OTHER), "{}", meta.status);
            assert!(!meta.header("location").contains("dialog"), "{}", meta.header("location"));
            let id = way.rsplit('/').next().unwrap();
            let answer = other.post_form("/api/public/onboarding/share", &[("id", id)]).await;
            assert_eq!(answer.header("location"), way);
        }
        assert_eq!(set.owner.get(&way).await.status, StatusCode::NOT_FOUND);
        assert!(text(&ana.get(&way).await.body).contains("Connect your WhatsApp account"));
    }
}

impl Set {
    /// The numbers of whoever is signed in, the oldest first.
    async fn numbers(&self, browser: &Browser) -> Vec<String> {
        let who = actor(&self.hub, browser).await;
        let mut cards = hub::channels::list(&self.hub.hub, &who, &Default::default()).await.unwrap().cards;
        cards.reverse();
        cards.into_iter().map(|card| card.id.as_str().to_owned()).collect()
    }

    /// Which of the partner's numbers are shared.
    async fn permissions(&self) -> Vec<bool> {
        let who = actor(&self.hub, &self.owner).await;
        let cards = hub::channels::list(&self.hub.hub, &who, &Default::default()).await.unwrap().cards;
        cards.into_iter().map(|card| card.permission == domain::permission::Permission::Shared).collect()
    }
}
