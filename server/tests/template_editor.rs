use domain::account::Role;
use domain::ids::ChannelId;
use domain::templates::validate::Finding;
use http::{Method, StatusCode};
use store::on_both_engines;
use store::testing::TestStore;

use crate::support::{Answer, Browser, PASSWORD, TestHub, actor, field_error, land, text};

/// An owner in front of the editor of a new template.
struct Desk {
    hub: TestHub,
    owner: Browser,
    number: ChannelId,
    waba: String,
    draft: String,
}

impl Desk {
    async fn new(test: TestStore, kind: &str) -> Self {
        let hub = TestHub::start(test).await;
        let partner = hub.partner("Nordstern Connect").await;
        hub.partner_user("owner@partner.example", &partner, Role::Owner).await;
        let client = hub.client(&partner, "Café Nord").await;
        let new = simulator::NewWaba { name: Some("Nordlicht".to_owned()), numbers: 1, ..Default::default() };
        let added = hub.meta.add_waba(new).await.unwrap();
        hub.connect(&partner, &client, &added.waba_id, &added.token).await;
        let owner = hub.sign_in("owner@partner.example", PASSWORD).await;
        let who = actor(&hub, &owner).await;
        let number = hub::channels::list(&hub.hub, &who, &Default::default()).await.unwrap().cards[0].id.clone();
        let started = owner.post_form("/api/app/templates/start", &[("number", number.as_str()), ("kind", kind)]).await;
        let draft = started.header("location").to_owned();
        assert!(draft.starts_with("/templates/drafts/"), "{draft}");
        Self { hub, owner, number, waba: added.waba_id, draft }
    }

    /// Sends the form of the page; answers where that led, and what was shown there.
    async fn send(&self, fields: &[(&str, &str)]) -> (String, Answer) {
        let landed = land(&self.owner, &self.owner.post_form(&format!("{}/form", self.draft), fields).await).await;
        (landed.at, landed.page)
    }

    fn id(&self) -> &str {
        self.draft.rsplit('/').next().unwrap()
    }

    async fn call(&self, function: &str, template: &str) -> Answer {
        let body = format!(r#"{{"id":"{}","template":{template}}}"#, self.id());
        let ask = self.owner.ask(Method::POST, &format!("/api/app/templates/draft/{function}"));
        let ask = ask.header("origin", &self.hub.origin).header("content-type", "application/json");
        ask.header("accept", "application/json").body(body).send().await
    }
}

const GOOD: &[(&str, &str)] = &[
    ("name", "order_update"),
    ("language", "en_US"),
    ("category", "UTILITY"),
    ("body.text", "Hello {{1}}, your order\r\nis on its way to you."),
    ("body.example.1", "Ana"),
    ("footer.text", "Reply STOP to end"),
];

on_both_engines! {
    async fn a_text_is_written_and_sent_without_a_script(test: TestStore) {
        let desk = Desk::new(test, "text").await;
        let first = desk.owner.get(&desk.draft).await;
        assert!(first.body.contains("<title>New template · Partner Hub</title>"), "{}", first.body);
        let (at, wrong) = desk.send(&[("name", "Order Update"), ("body.text", "{{1}}"), ("do", "add:buttons:URL")]).await;
        assert!(at.contains("show=all"), "{at}");
        assert!(field_error(&wrong.body, "name").contains("small letters"), "{}", wrong.body);
        let words = text(&wrong.body);
        assert!(words.contains("Meta refuses it until this is changed") && words.contains("Example for {{1}}"), "{words}");

        let mut fields = GOOD.to_vec();
        fields.extend([("buttons[0].text", "Track"), ("buttons[0].url", "https://example.com")]);
        let (_, kept) = desk.send(&fields).await;
        assert!(kept.body.contains("Hello Ana, your order"), "{}", kept.body);
        fields.push(("do", "send"));
        let (at, page) = desk.send(&fields).await;
        assert!(at.ends_with("?notice=sent"), "{at}: {}", text(&page.body));
        // Going back and sending once more makes no second one.
        assert_eq!(desk.send(&fields).await.0, at);
        assert_eq!(desk.hub.meta.templates(&desk.waba).await.unwrap().len(), 1);
        assert!(text(&desk.owner.get(&desk.draft).await.body).contains("This draft is with Meta"));
    }

    async fn a_script_keeps_and_sends(test: TestStore) {
        let desk = Desk::new(test, "text").await;
        let empty = r#"{"name":"","language":"","category":"UTILITY","content":{"components":[]}}"#;
        let kept = desk.call("save", empty).await;
        let findings: Vec<Finding> = serde_json::from_str(&kept.body).unwrap();
        assert!(findings.iter().any(|finding| finding.path == "name"), "{}", kept.body);
        assert!(desk.call("submit", empty).await.body.contains("Findings"));
        let good = r#"{"name":"hello","language":"en_US","category":"UTILITY","content":{"components":[{"body":{"text":"Your order is ready."}}]}}"#;
        let sent = desk.call("submit", good).await;
        assert!(sent.body.contains("Done"), "{}", sent.body);
        assert_eq!(desk.call("submit", good).await.body, sent.body);
        assert_eq!(desk.hub.meta.templates(&desk.waba).await.unwrap().len(), 1);
    }

    async fn a_form_is_named_and_begun_without_a_script(test: TestStore) {
        let desk = Desk::new(test, "flow").await;
        let of = |field: &str| format!("buttons[0].flow.{field}");
        let (json, screen, action) = (of("json"), of("screen"), of("action"));
        let fields = |definition, opens| {
            let mut fields = GOOD.to_vec();
            fields.extend([("category", "MARKETING"), ("buttons[0].text", "Sign up")]);
            fields.extend([(json.as_str(), definition), (screen.as_str(), "START"), (action.as_str(), opens), ("do", "send")]);
            fields
        };
        let (_, wrong) = desk.send(&fields("{\"version\":", "data_exchange")).await;
        let words = text(&wrong.body);
        assert!(words.contains("it is JSON between { and }"), "{words}");
        assert!(words.contains("Leave the first screen empty"), "{words}");
        assert!(wrong.body.contains("{\"version\":"), "what was written is still there: {}", wrong.body);
        let (at, page) = desk.send(&fields("{\"version\":\"5.0\",\"screens\":[]}", "navigate")).await;
        assert!(at.ends_with("?notice=sent"), "{at}: {}", text(&page.body));
        let sent = format!("{:?}", desk.hub.meta.templates(&desk.waba).await.unwrap());
        assert!(sent.contains("START") && sent.to_lowercase().contains("navigate"), "{sent}");
    }

    async fn another_template_with_the_same_text_is_named(test: TestStore) {
        let desk = Desk::new(test, "text").await;
        let mut fields = GOOD.to_vec();
        fields.push(("do", "send"));
        let (at, _) = desk.send(&fields).await;
        assert!(at.ends_with("?notice=sent"), "{at}");
        let again = [("number", desk.number.as_str()), ("kind", "text")];
        let draft = desk.owner.post_form("/api/app/templates/start", &again).await.header("location").to_owned();
        let desk = Desk { draft, ..desk };
        let mut fields = GOOD.to_vec();
        fields.push(("name", "order_update_2"));
        let (_, page) = desk.send(&fields).await;
        assert!(text(&page.body).contains("the template `order_update` says the same"), "{}", text(&page.body));
    }

    async fn a_sample_goes_through_to_meta(test: TestStore) {
        let desk = Desk::new(test, "media").await;
        let upload = async |kind: &str, media_type: &str, bytes: Vec<u8>| {
            let address = format!("/api/app/templates/drafts/{}/sample?kind={kind}&name=menu.png", desk.id());
            let ask = desk.owner.ask(Method::POST, &address).header("origin", &desk.hub.origin);
            ask.header("content-type", media_type).body(bytes).send().await
        };
        // More than any other request may carry.
        let done = upload("image", "image/png", vec![7; 600_000]).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        let (_, page) = desk.send(&[("header.example", &done.body)]).await;
        assert!(text(&page.body).contains("A sample is uploaded."), "{}", text(&page.body));
        assert_eq!(upload("image", "image/webp", vec![7]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(upload("sculpture", "image/png", vec![7]).await.status, StatusCode::BAD_REQUEST);
    }

    async fn a_draft_is_thrown_away(test: TestStore) {
        let desk = Desk::new(test, "text").await;
        let gone = land(&desk.owner, &desk.owner.post_form("/api/app/templates/draft/discard", &[("id", desk.id())]).await).await;
        assert_eq!(gone.at, format!("/numbers/{}/templates?notice=discarded", desk.number));
        assert_eq!(desk.owner.get(&desk.draft).await.status, StatusCode::NOT_FOUND);
    }
}
