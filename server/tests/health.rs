use http::{Method, StatusCode};
use store::on_both_engines;

use crate::support::{TestHub, Wishes};

on_both_engines! {
    async fn a_fresh_hub_is_alive_and_ready(test: TestStore) {
        let hub = TestHub::start(test).await;
        let browser = hub.anonymous();
        let alive = browser.get("/healthz").await;
        assert_eq!((alive.status, alive.body.as_str()), (StatusCode::OK, "ok\n"));
        let ready = browser.get("/readyz").await;
        assert_eq!((ready.status, ready.body.as_str()), (StatusCode::OK, "process: ok\ndatabase: ok\nworkers: ok\n"));
    }

    async fn a_hub_without_its_database_is_alive_but_not_ready(test: TestStore) {
        let hub = TestHub::start(test).await;
        hub.hub.store.close().await;
        let browser = hub.anonymous();
        assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
        let ready = browser.get("/readyz").await;
        assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(ready.body.contains("database: does not answer"), "{}", ready.body);
    }

    async fn figures_are_shown_on_this_machine(test: TestStore) {
        let hub = TestHub::start(test).await;
        let browser = hub.anonymous();
        browser.get("/healthz").await;
        let figures = browser.get("/metrics").await;
        assert_eq!(figures.status, StatusCode::OK);
        for line in [
            "database_up 1",
            "webhook_bodies_waiting 0",
            "http_request_duration_seconds_count{method=\"GET\",route=\"/healthz\",status=\"200\"}",
        ] {
            assert!(figures.body.contains(line), "{line} is missing in\n{}", figures.body);
        }
        let through_a_proxy = browser.ask(Method::GET, "/metrics").header("x-forwarded-for", "203.0.113.9").send().await;
        assert_eq!(through_a_proxy.status, StatusCode::NOT_FOUND);
    }

    async fn a_token_opens_the_figures_and_nothing_else_does(test: TestStore) {
        let wishes = Wishes { flags: &["--metrics-token", "let me see"], ..Wishes::default() };
        let hub = TestHub::start_with(test, wishes).await;
        let browser = hub.anonymous();
        assert_eq!(browser.get("/metrics").await.status, StatusCode::NOT_FOUND);
        let opened = browser.ask(Method::GET, "/metrics").header("authorization", "Bearer let me see").send().await;
        assert_eq!(opened.status, StatusCode::OK);
    }
}
