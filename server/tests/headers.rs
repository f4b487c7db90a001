use std::collections::BTreeSet;

use axum::Router;
use axum::routing::get;
use http::{Method, StatusCode};
use store::on_both_engines;
use tower::ServiceExt as _;

use crate::support::{Answer, TestHub, Wishes, signature};

/// One answer of each kind that the server can give.
async fn answers(hub: &TestHub) -> Vec<(&'static str, StatusCode, Answer)> {
    let (anonymous, owner) = (hub.anonymous(), hub.owner().await);
    let body = br#"{"object":"whatsapp_business_account","entry":[]}"#;
    let signed = anonymous.ask(Method::POST, "/webhooks/whatsapp").header("x-hub-signature-256", &signature(body));
    vec![
        ("a page", StatusCode::OK, owner.get("/numbers").await),
        ("a redirect to the sign-in", StatusCode::SEE_OTHER, anonymous.get("/numbers").await),
        ("a call without a session", StatusCode::UNAUTHORIZED, anonymous.ask(Method::POST, "/api/x").send().await),
        ("a foreign form", StatusCode::FORBIDDEN, owner.ask(Method::POST, "/api/x").send().await),
        ("no such page", StatusCode::NOT_FOUND, anonymous.get("/no/such/page").await),
        ("no such function", StatusCode::NOT_FOUND, owner.post_form("/api/x", &[]).await),
        ("health", StatusCode::OK, anonymous.get("/healthz").await),
        ("a webhook", StatusCode::OK, signed.body(body).send().await),
        ("a forged webhook", StatusCode::UNAUTHORIZED, anonymous.ask(Method::POST, "/webhooks/whatsapp").send().await),
        ("another method", StatusCode::METHOD_NOT_ALLOWED, anonymous.ask(Method::DELETE, "/healthz").send().await),
    ]
}

on_both_engines! {
    async fn every_kind_of_answer_carries_the_security_headers(test: TestStore) {
        let hub = TestHub::start(test).await;
        for (kind, status, answer) in answers(&hub).await {
            assert_eq!(answer.status, status, "{kind}: {}", answer.body);
            let policy = answer.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'; script-src 'nonce-"), "{kind}: {policy}");
            for part in ["'strict-dynamic' 'wasm-unsafe-eval'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
                assert!(policy.contains(part), "{kind}: {part} is missing in {policy}");
            }
            assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{kind}: {policy}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{kind}");
            assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin", "{kind}");
            assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{kind}");
            assert!(answer.header("permissions-policy").contains("camera=()"), "{kind}");
            assert_eq!(answer.header("cache-control"), "no-store", "{kind}");
            assert_eq!(answer.header("strict-transport-security"), "", "{kind}");
            assert!(8 <= answer.header("x-request-id").len(), "{kind}");
        }
    }

    async fn scripts_of_a_page_carry_the_nonce_of_its_policy_and_each_page_has_another(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let mut seen = BTreeSet::new();
        for _ in 0..3 {
            let page = owner.get("/numbers").await;
            let nonce = nonce(&page);
            assert!(page.body.contains(&format!("nonce=\"{nonce}\"")), "{}", page.body);
            let scripts = page.body.matches("<script").count();
            let with_nonce = page.body.split("<script").skip(1).filter(|script| {
                script.split('>').next().is_some_and(|tag| tag.contains(&nonce))
            });
            assert_eq!(with_nonce.count(), scripts, "a script without the nonce does not run");
            assert!(seen.insert(nonce));
        }
    }

    async fn a_hub_on_the_internet_asks_for_https_for_good(test: TestStore) {
        let wishes = Wishes { hub_url: "https://hub.example", ..Wishes::default() };
        let hub = TestHub::start_with(test, wishes).await;
        let answer = hub.anonymous().get("/healthz").await;
        assert_eq!(answer.header("strict-transport-security"), "max-age=31536000");
    }

    async fn request_ids_are_taken_where_they_are_sane(test: TestStore) {
        let hub = TestHub::start(test).await;
        let given = |id: &'static str| hub.anonymous().ask(Method::GET, "/healthz").header("x-request-id", id).send();
        assert_eq!(given("from-the-proxy-1").await.header("x-request-id"), "from-the-proxy-1");
        let made = given("no good!").await;
        assert_ne!(made.header("x-request-id"), "no good!");
        assert_ne!(made.header("x-request-id"), given("no good!").await.header("x-request-id"));
    }

    async fn error_pages_show_the_request_id(test: TestStore) {
        let hub = TestHub::start(test).await;
        let page = hub.anonymous().get("/no/such/page").await;
        assert!(page.body.contains(page.header("x-request-id")), "{}", page.body);
    }

    async fn a_panic_becomes_an_error_page_with_a_reference(test: TestStore) {
        let hub = TestHub::start(test).await;
        async fn broken() -> &'static str {
            panic!("on purpose")
        }
        let router = partner_hub::http::around(&hub.web, Router::new().route("/broken", get(broken)));
        let request = http::Request::get("/broken").header("accept", "text/html").body(axum::body::Body::empty());
        let response = router.with_state(hub.web.clone()).oneshot(request.unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(response.headers().contains_key("content-security-policy"));
        let reference = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        let body = axum::body::to_bytes(response.into_body(), 100_000).await.unwrap();
        let page = String::from_utf8(body.to_vec()).unwrap();
        assert!(page.contains(&reference) && page.contains("Something went wrong on our side"), "{page}");
        assert!(!page.contains("on purpose"), "{page}");
    }
}

fn nonce(page: &Answer) -> String {
    let policy = page.header("content-security-policy");
    let (_, rest) = policy.split_once("'nonce-").unwrap();
    rest.split('\'').next().unwrap().to_owned()
}
