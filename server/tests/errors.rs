use app::error::AppError;
use http::{Method, StatusCode};
use leptos::server_fn::error::FromServerFnError;
use partner_hub::http::body_limit;
use store::on_both_engines;

use crate::support::{Browser, TestHub};

on_both_engines! {
    async fn a_missing_page_is_a_page_for_people_and_a_sentence_for_programs(test: TestStore) {
        let hub = TestHub::start(test).await;
        let anonymous = hub.anonymous();
        let page = anonymous.get("/no/such/page").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert!(page.body.contains("<h1>There is no such page</h1>"), "{}", page.body);
        assert!(!page.body.contains("<script"), "it works without scripts");
        let sentence = anonymous.ask(Method::GET, "/no/such/page").send().await;
        assert_eq!(sentence.header("content-type"), "text/plain; charset=utf-8");
        assert!(sentence.body.starts_with("There is no such page. "), "{}", sentence.body);
    }

    async fn nothing_of_the_address_is_repeated(test: TestStore) {
        let hub = TestHub::start(test).await;
        let page = hub.anonymous().get("/%3Cscript%3Ealert(1)%3C/script%3E").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(!page.body.contains("alert"), "{}", page.body);
    }

    async fn a_function_that_is_gone_asks_for_a_reload(test: TestStore) {
        let hub = TestHub::start(test).await;
        let answer = hub.owner().await.post_form("/api/renamed_123", &[("a", "b")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.body.contains("Reload it and try again."), "{}", answer.body);
    }

    async fn a_script_gets_the_error_in_its_own_form(test: TestStore) {
        let hub = TestHub::start(test).await;
        let (anonymous, owner) = (hub.anonymous(), hub.owner().await);
        let call = async |browser: &Browser, path: &str| {
            let ask = browser.ask(Method::POST, path).header("accept", "application/json").header("origin", &hub.origin);
            let answer = ask.send().await;
            (answer.status, AppError::de(answer.body.into()))
        };
        assert_eq!(call(&anonymous, "/api/app/gone").await, (StatusCode::UNAUTHORIZED, AppError::SignInRequired));
        let (status, error) = call(&owner, "/api/app/gone").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert_eq!(
            error.to_string(),
            "This page is out of date. It was opened before the hub was updated. Reload it and try again."
        );
        let incomplete = "The form was not complete. Reload the page and try again.".to_owned();
        assert_eq!(
            call(&owner, "/api/app/list-view").await,
            (StatusCode::BAD_REQUEST, AppError::Refused(incomplete))
        );
    }

    async fn a_body_that_is_too_large_is_refused(test: TestStore) {
        let hub = TestHub::start(test).await;
        let answer = hub.owner().await.post_form("/api/x", &[("a", &"x".repeat(body_limit::LIMIT))]).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    }

    async fn a_database_that_is_gone_is_said_so(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        hub.hub.store.close().await;
        let answer = owner.get("/numbers").await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.header("retry-after"), "10");
        assert!(answer.body.contains("The hub is not available"), "{}", answer.body);
        assert!(owner.cookie("__Host-session").is_some(), "nobody is signed out because the database is down");
    }
}
