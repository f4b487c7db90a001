use domain::account::Role;
use domain::ids::TemplateId;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use simulator::NewTemplate;
use store::on_both_engines;

use crate::support::{Answer, PASSWORD, Shop, land, template, text};

const FILE: &str = "as good as a picture";

fn header(format: &str, file: &str) -> Value {
    json!({ "type": "HEADER", "format": format, "example": { "header_handle": [format!("media:{file}")] } })
}

/// A template whose header shows this file.
fn with_header(format: &str, file: &str) -> NewTemplate {
    let body = json!({ "type": "BODY", "text": "Hello" });
    NewTemplate { components: vec![header(format, file), body], ..template("menu", "en_US", "") }
}

/// Two cards with an image each.
fn carousel() -> NewTemplate {
    let card = |file| json!({ "components": [header("IMAGE", file), { "type": "BODY", "text": "Fresh" }] });
    let cards = json!({ "type": "CAROUSEL", "cards": [card("one"), card("two")] });
    NewTemplate { components: vec![json!({ "type": "BODY", "text": "Look" }), cards], ..template("menu", "en_US", "") }
}

async fn opened(test: store::testing::TestStore, new: NewTemplate) -> (Shop, TemplateId) {
    let shop = Shop::open(test, vec![new]).await;
    let id = shop.templates().await[0].id.clone();
    (shop, id)
}

impl Shop {
    async fn sample(&self, id: &TemplateId, card: &str) -> Answer {
        self.owner.get(&format!("/templates/{id}/sample{card}")).await
    }
}

on_both_engines! {
    async fn the_page_shows_the_image_that_the_hub_passes_on(test: TestStore) {
        let (shop, id) = opened(test, with_header("IMAGE", "pic")).await;
        shop.hub.meta.keep_media("pic", "image/png", FILE.into());
        let page = shop.owner.get(&format!("/templates/{id}")).await;
        assert!(page.body.contains(&format!("<img src=\"/templates/{id}/sample\"")), "{}", page.body);
        let policy = page.header("content-security-policy");
        assert!(policy.contains("img-src 'self' blob:; media-src 'self';"), "{policy}");
        let file = shop.sample(&id, "").await;
        assert_eq!((file.status, file.body.as_str()), (StatusCode::OK, FILE));
        for (name, value) in [
            ("content-type", "image/png"),
            ("content-length", "20"),
            ("content-disposition", "inline; filename=\"menu.png\""),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "private, max-age=300"),
        ] {
            assert_eq!(file.header(name), value, "{name}");
        }
    }

    async fn a_part_is_passed_on_as_a_part(test: TestStore) {
        let (shop, id) = opened(test, with_header("VIDEO", "film")).await;
        shop.hub.meta.keep_media("film", "video/mp4", FILE.into());
        let page = shop.owner.get(&format!("/templates/{id}")).await;
        assert!(page.body.contains(&format!("<video src=\"/templates/{id}/sample\"")), "{}", page.body);
        let ask = async |range: &str| {
            let ask = shop.owner.ask(Method::GET, &format!("/templates/{id}/sample"));
            ask.header("range", range).send().await
        };
        let part = ask("bytes=3-6").await;
        assert_eq!((part.status, part.body.as_str()), (StatusCode::PARTIAL_CONTENT, &FILE[3..=6]));
        assert_eq!((part.header("content-range"), part.header("content-length")), ("bytes 3-6/20", "4"));
        assert_eq!(ask("bytes=99-").await.status, StatusCode::RANGE_NOT_SATISFIABLE);
        let odd = ask("bytes=0-1,3-4").await;
        assert_eq!((odd.status, odd.body.as_str(), odd.header("accept-ranges")), (StatusCode::OK, FILE, "bytes"));
    }

    async fn an_address_that_has_ended_is_asked_for_once(test: TestStore) {
        let (shop, id) = opened(test, with_header("DOCUMENT", "offer")).await;
        shop.hub.meta.keep_media("offer", "application/pdf", FILE.into());
        shop.hub.meta.expire_media("offer").await.unwrap();
        let before = shop.hub.meta.request_count();
        let page = shop.owner.get(&format!("/templates/{id}")).await;
        assert!(page.body.contains(&format!("href=\"/templates/{id}/sample\" target=\"_blank\"")), "{}", page.body);
        let file = shop.sample(&id, "").await;
        assert_eq!((file.status, file.body.as_str()), (StatusCode::OK, FILE));
        assert_eq!(file.header("content-disposition"), "inline; filename=\"menu.pdf\"");
        assert_eq!(shop.hub.meta.request_count(), before + 1);
        assert_eq!(shop.sample(&id, "").await.status, StatusCode::OK);
        assert_eq!(shop.hub.meta.request_count(), before + 1, "the new address is kept");
        let words = text(&shop.owner.get(&format!("/templates/{id}")).await.body);
        assert!(!words.contains("Text changed at Meta"), "another address is no other text: {words}");
    }

    async fn what_is_gone_or_does_not_fit_is_told_in_a_sentence(test: TestStore) {
        let (shop, id) = opened(test, with_header("IMAGE", "pic")).await;
        let gone = shop.sample(&id, "").await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        assert!(text(&gone.body).contains("Meta no longer has this sample."), "{}", gone.body);
        assert!(gone.header("content-security-policy").contains("style-src 'self'"), "a page for a person");
        for wrong in ["image/webp", "text/html", "image/svg+xml", "video/mp4"] {
            shop.hub.meta.keep_media("pic", wrong, FILE.into());
            let answer = shop.sample(&id, "").await;
            assert_eq!(answer.status, StatusCode::BAD_GATEWAY, "{wrong}");
            assert!(text(&answer.body).contains(&format!("must be JPEG or PNG; this file is {wrong}")), "{}", answer.body);
            assert_eq!(answer.header("cache-control"), "no-store");
        }
        shop.hub.meta.keep_media("pic", "image/jpeg", vec![0; 5 * 1024 * 1024 + 1]);
        let large = shop.sample(&id, "").await;
        assert_eq!(large.status, StatusCode::BAD_GATEWAY);
        assert!(!large.body.contains('\0'));
        shop.hub.meta.set_media_gone("pic", true).await.unwrap();
        assert_eq!(shop.sample(&id, "").await.status, StatusCode::NOT_FOUND);
    }

    async fn each_card_has_its_own(test: TestStore) {
        let (shop, id) = opened(test, carousel()).await;
        shop.hub.meta.keep_media("one", "image/png", b"first".to_vec());
        shop.hub.meta.keep_media("two", "image/jpeg", b"second".to_vec());
        let page = shop.owner.get(&format!("/templates/{id}")).await;
        for n in 1..=2 {
            assert!(page.body.contains(&format!("<img src=\"/templates/{id}/sample/{n}\"")), "{}", page.body);
        }
        assert_eq!(shop.sample(&id, "/1").await.body, "first");
        assert_eq!(shop.sample(&id, "/2").await.body, "second");
        for none in ["", "/0", "/3", "/x", "/-1"] {
            assert_eq!(shop.sample(&id, none).await.status, StatusCode::NOT_FOUND, "{none:?}");
        }
    }

    async fn the_editor_shows_the_files_that_a_draft_begins_with(test: TestStore) {
        let (shop, id) = opened(test, carousel()).await;
        shop.hub.meta.keep_media("one", "image/png", b"first".to_vec());
        let template = id.to_string();
        let begun = shop.owner.post_form("/api/app/templates/start", &[("template", &template), ("what", "copy")]).await;
        let editor = land(&shop.owner, &begun).await;
        assert!(editor.at.starts_with("/templates/drafts/"), "{}", editor.at);
        let shown = editor.page.body;
        assert!(shown.contains(&format!("<img src=\"/templates/{id}/sample/1\"")), "{shown}");
        // What Meta has no more is not in the draft either.
        assert!(!shown.contains(&format!("/templates/{id}/sample/2")), "{shown}");
    }

    async fn only_whoever_sees_the_template_sees_its_file(test: TestStore) {
        let (shop, id) = opened(test, with_header("IMAGE", "pic")).await;
        shop.hub.meta.keep_media("pic", "image/png", FILE.into());
        let address = format!("/templates/{id}/sample");
        let other = shop.hub.partner("Westwind Messaging").await;
        shop.hub.partner_user("other@partner.example", &other, Role::Owner).await;
        let stranger = shop.hub.sign_in("other@partner.example", PASSWORD).await;
        let asked = shop.hub.meta.request_count();
        assert_eq!(stranger.get(&address).await.status, StatusCode::NOT_FOUND);
        let nobody = shop.hub.anonymous().get(&address).await;
        assert_eq!((nobody.status, nobody.body.as_str()), (StatusCode::SEE_OTHER, ""));
        assert!(nobody.header("location").starts_with("/sign-in"));
        assert_eq!(shop.hub.meta.request_count(), asked);
    }
}
