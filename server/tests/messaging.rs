use http::{Method, StatusCode};
use store::on_both_engines;

use crate::support::{Answer, TestHub, Wishes};

const API: &str = "waba.example.com";

async fn ask(hub: &TestHub, host: &str, path: &str) -> Answer {
    let ask = hub.anonymous().ask(Method::GET, path);
    let ask = if host.is_empty() { ask } else { ask.header("host", host) };
    ask.header("accept", "text/html").send().await
}

on_both_engines! {
    async fn pages_and_api_are_each_under_their_own_name_alone(test: TestStore) {
        let flags = ["--messaging-url", "https://waba.example.com"];
        let hub = TestHub::start_with(test, Wishes { flags: &flags, ..Wishes::default() }).await;
        for host in [API, "WABA.example.com:443"] {
            for path in ["/sign-in", "/", "/healthz", "/webhooks/whatsapp", "/api/v2/token", "/favicon.svg"] {
                let answer = ask(&hub, host, path).await;
                let is_json = answer.header("content-type").starts_with("application/json");
                let is_refused = matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::NOT_FOUND);
                assert!(is_json && is_refused && answer.body.contains("\"error\""), "{host} {path} {answer:?}");
                assert_eq!(answer.header("set-cookie"), "");
                assert!(!answer.header("x-request-id").is_empty());
            }
            let refused = ask(&hub, host, "/health_status").await;
            assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
            assert!(refused.body.contains("D360-API-KEY"), "{refused:?}");
        }
        for host in ["", "waba.example.com.evil.example"] {
            assert_eq!(ask(&hub, host, "/sign-in").await.status, StatusCode::OK);
            for path in ["/health_status", "/v1/configs/webhook", "/multi_webhook"] {
                let answer = ask(&hub, host, path).await;
                assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
                assert!(!answer.header("content-type").starts_with("application/json"), "{path} {answer:?}");
            }
        }
    }

    async fn without_an_address_there_is_no_api(test: TestStore) {
        let hub = TestHub::start(test).await;
        assert!(!ask(&hub, API, "/health_status").await.body.contains("D360-API-KEY"));
    }
}
