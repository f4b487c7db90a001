use domain::account::Role;
use domain::ids::PartnerId;
use domain::profile::picture::sample_png;
use http::{Method, StatusCode};
use store::on_both_engines;
use store::testing::TestStore;

use crate::support::{Answer, Browser, PASSWORD, TestHub, submit, text};

const PAGE: &str = "/settings/organisation";
const UPLOAD: &str = "/api/app/organisation/logo";

struct Office {
    hub: TestHub,
    partner: PartnerId,
    owner: Browser,
}

impl Office {
    async fn open(test: TestStore) -> Self {
        let hub = TestHub::start(test).await;
        let partner = hub.partner("Nordstern Connect").await;
        hub.partner_user("owner@partner.example", &partner, Role::Owner).await;
        let owner = hub.sign_in("owner@partner.example", PASSWORD).await;
        Self { hub, partner, owner }
    }

    /// Sends a form as a browser without scripts does, and follows.
    async fn send(&self, file: &[u8]) -> Answer {
        let head = "--x\r\ncontent-disposition: form-data; name=\"logo\"; filename=\"a.svg\"\r\ncontent-type: text/html\r\n\r\n";
        let body = [head.as_bytes(), file, b"\r\n--x--\r\n"].concat();
        let kind = "multipart/form-data; boundary=x";
        let sent = self.post(&self.owner, "text/html", kind, body).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        self.owner.get(sent.header("location").split('#').next().unwrap()).await
    }

    async fn post(&self, browser: &Browser, accept: &str, kind: &str, body: Vec<u8>) -> Answer {
        let ask = browser.ask(Method::POST, UPLOAD).header("origin", &self.hub.origin);
        ask.header("accept", accept).header("content-type", kind).body(body).send().await
    }

    /// The address of the logo on the first page of a link.
    async fn shown(&self) -> Option<String> {
        let page = self.hub.anonymous().get(&format!("/onboarding/{}", self.partner)).await;
        let (_, rest) = page.body.split_once("src=\"/logo/")?;
        Some(format!("/logo/{}", rest.split_once('"')?.0))
    }
}

on_both_engines! {
    async fn a_logo_is_uploaded_shown_to_clients_replaced_and_removed(test: TestStore) {
        let office = Office::open(test).await;
        assert_eq!(office.shown().await, None, "initials");
        let page = office.send(&sample_png(300, 80)).await;
        assert!(text(&page.body).contains("Your clients see the logo from now on."), "{}", text(&page.body));
        let first = office.shown().await.unwrap();
        assert!(page.body.contains(&first));
        let file = office.hub.anonymous().get(&first).await;
        assert_eq!(file.status, StatusCode::OK);
        for (header, value) in [
            ("content-type", "image/png"),
            ("cache-control", "public, max-age=31536000, immutable"),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
            ("x-content-type-options", "nosniff"),
        ] {
            assert_eq!(file.header(header), value);
        }
        office.send(&sample_png(100, 100)).await;
        let second = office.shown().await.unwrap();
        assert_ne!(first, second);
        assert_eq!(office.hub.anonymous().get(&first).await.status, StatusCode::NOT_FOUND);

        let removed = submit(&office.owner, &office.owner.get(PAGE).await, "Remove it", &[]).await;
        assert!(text(&removed.page.body).contains("The logo is removed."), "{}", text(&removed.page.body));
        assert_eq!(office.shown().await, None);
        assert_eq!(office.hub.anonymous().get(&second).await.status, StatusCode::NOT_FOUND);
    }

    async fn what_cannot_be_a_logo_is_told_and_nothing_is_lost(test: TestStore) {
        let office = Office::open(test).await;
        office.send(&sample_png(300, 80)).await;
        let kept = office.shown().await;
        let large = [sample_png(100, 100), vec![0; 700 * 1024]].concat();
        for (file, sentence) in [
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>".to_vec(), "must be a PNG, JPEG or WebP file"),
            (Vec::new(), "Choose a file with the logo."),
            (sample_png(10, 10), "40 to 2000 points"),
            (large, "more than 512 KB"),
        ] {
            let page = office.send(&file).await;
            assert!(text(&page.body).contains(sentence), "{}", text(&page.body));
        }
        let told = office.post(&office.owner, "application/json", "image/png", b"GIF89a".to_vec()).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(office.shown().await, kept);
    }

    async fn only_owners_of_the_partner_change_it(test: TestStore) {
        let office = Office::open(test).await;
        let hub = &office.hub;
        hub.partner_user("member@partner.example", &office.partner, Role::Member).await;
        let client = hub.client(&office.partner, "Café Nord").await;
        hub.client_user("ana@client.example", &office.partner, &client, Role::Owner).await;
        let member = hub.sign_in("member@partner.example", PASSWORD).await;
        let person = hub.sign_in("ana@client.example", PASSWORD).await;
        for (browser, status) in [(&member, StatusCode::FORBIDDEN), (&person, StatusCode::NOT_FOUND)] {
            let answer = office.post(browser, "application/json", "image/png", sample_png(100, 100)).await;
            assert_eq!(answer.status, status);
            assert!(!browser.get(PAGE).await.body.contains(UPLOAD));
        }
        assert_eq!(office.shown().await, None);
    }
}
