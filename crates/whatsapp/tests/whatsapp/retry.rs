//! Bad days: what is repeated, how long the pauses are, what is remembered.

use std::time::Duration;

use whatsapp::graph::LimitScope;
use whatsapp::{Graph, GraphError, GraphErrorKind};

use crate::server::{Answer, Server, TOKEN, error, ok, token};

const GOOD: &str = r#"{"id":"1"}"#;

fn seconds(list: &[f64]) -> Vec<Duration> {
    list.iter().copied().map(Duration::from_secs_f64).collect()
}

async fn call(server: &Server) -> Result<(), GraphError> {
    server.graph().health_status("1", &token()).await.map(|_| ())
}

#[tokio::test]
async fn temporary_failures_are_repeated_with_growing_pauses() {
    let server = Server::start([
        error(503, r#"{"code":2,"is_transient":true}"#),
        error(500, r#"{"code":131000}"#),
        Answer::Whole(502, Vec::new(), b"<html>Bad Gateway</html>".to_vec()),
        ok(GOOD),
    ])
    .await;
    call(&server).await.unwrap();
    assert_eq!(server.pauses(), seconds(&[0.5, 1.0, 2.0]));
}

#[tokio::test]
async fn pauses_are_drawn_from_zero_to_the_whole() {
    let server = Server::start([error(503, r#"{"code":2}"#), ok(GOOD)]).await;
    let mut config = server.config();
    config.jitter = whatsapp::graph::Jitter::new(|| 0.25);
    Graph::new(config).unwrap().health_status("1", &token()).await.unwrap();
    assert_eq!(server.pauses(), seconds(&[0.125]));
}

#[tokio::test]
async fn in_the_end_the_failure_is_returned() {
    let server = Server::start(std::iter::repeat_n(error(503, r#"{"code":2,"message":"down"}"#), 9)).await;
    let failed = call(&server).await.unwrap_err();
    assert_eq!((failed.kind, failed.code, server.seen().len()), (GraphErrorKind::Transient, Some(2), 4));
    assert!(failed.passes());
}

#[tokio::test]
async fn the_unknown_error_is_repeated_a_few_times() {
    let server = Server::start(std::iter::repeat_n(error(400, r#"{"code":1}"#), 9)).await;
    assert_eq!(call(&server).await.unwrap_err().kind, GraphErrorKind::RetryFewTimes);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn what_needs_a_person_is_not_repeated() {
    for (status, body, kind) in [
        (401, r#"{"code":190,"error_subcode":463}"#, GraphErrorKind::TokenRefused),
        (403, r#"{"code":200}"#, GraphErrorKind::Permission),
        (400, r#"{"code":100}"#, GraphErrorKind::BadInput),
        (400, r#"{"code":100,"error_subcode":33}"#, GraphErrorKind::NotFound),
        (403, r#"{"code":368}"#, GraphErrorKind::Policy),
        (400, r#"{"code":424242}"#, GraphErrorKind::Unexpected),
    ] {
        let server = Server::start([error(status, body)]).await;
        let failed = call(&server).await.unwrap_err();
        assert_eq!((failed.kind, server.seen().len()), (kind, 1));
        assert!(!failed.passes());
    }
}

#[tokio::test]
async fn writes_are_never_repeated() {
    let server = Server::start([error(503, r#"{"code":2}"#)]).await;
    let failed = server.graph().subscribe_app("1", &token()).await.unwrap_err();
    assert_eq!((failed.kind, server.seen().len()), (GraphErrorKind::Transient, 1));
}

#[tokio::test]
async fn half_an_answer_is_asked_for_again() {
    let server = Server::start([ok(r#"{"id":"1","#), ok("[]"), Answer::Cut, ok(GOOD)]).await;
    call(&server).await.unwrap();
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn broken_answers_have_their_kinds() {
    for (answer, kind) in [
        (ok("not json"), GraphErrorKind::Malformed),
        (ok("\"text\""), GraphErrorKind::Malformed),
        (Answer::Cut, GraphErrorKind::Network),
    ] {
        let server = Server::start(std::iter::repeat_n(answer, 9)).await;
        assert_eq!(call(&server).await.unwrap_err().kind, kind);
    }
}

#[tokio::test]
async fn an_error_with_a_good_status_is_an_error() {
    let server = Server::start([error(200, r#"{"code":190,"message":"refused"}"#)]).await;
    assert_eq!(call(&server).await.unwrap_err().kind, GraphErrorKind::TokenRefused);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::start([ok(GOOD)]).await;
    let moved = Answer::Whole(302, Vec::new(), Vec::new()).header("location", elsewhere.url.as_str());
    let server = Server::start([moved]).await;
    let failed = call(&server).await.unwrap_err();
    assert_eq!((failed.kind, failed.http_status), (GraphErrorKind::Unexpected, Some(302)));
    assert!(elsewhere.seen().is_empty());
}

#[tokio::test]
async fn a_server_that_hangs_is_given_up() {
    let server = Server::start([Answer::Hang, Answer::Hang, ok(GOOD)]).await;
    let mut config = server.config();
    config.timeouts.request = Duration::from_millis(500);
    let failed = Graph::new(config).unwrap().health_status("1", &token()).await.unwrap_err();
    assert_eq!((failed.kind, server.seen().len()), (GraphErrorKind::Timeout, 2));
    assert!(failed.to_string().starts_with("Meta did not answer in time"), "{failed}");
}

#[tokio::test]
async fn a_limit_of_the_account_holds_that_account_alone() {
    let usage =
        r#"{"1":[{"type":"whatsapp_business_management","call_count":100,"estimated_time_to_regain_access":7}]}"#;
    let limited = error(400, r#"{"code":80007,"message":"Rate limit hit"}"#);
    let server = Server::start([limited.header("x-business-use-case-usage", usage), ok(GOOD)]).await;
    let graph = server.graph();
    let first = graph.health_status("1", &token()).await.unwrap_err();
    let GraphErrorKind::RateLimited { scope: LimitScope::Waba, retry_after } = first.kind else { panic!("{first:?}") };
    assert!(Duration::from_secs(410) < retry_after && retry_after <= Duration::from_secs(420), "{retry_after:?}");
    let again = graph.clone().health_status("1", &token()).await.unwrap_err();
    assert_eq!((again.code, again.message.as_str()), (Some(80_007), "Rate limit hit"));
    assert_eq!(server.seen().len(), 1, "the second call did not reach Meta");
    graph.health_status("2", &token()).await.unwrap();
}

#[tokio::test]
async fn a_remembered_limit_does_not_repeat_the_token_that_meta_echoed() {
    let echo = format!(r#"{{"code":80007,"message":"Too many calls with {TOKEN}"}}"#);
    let server = Server::start([error(400, &echo)]).await;
    let graph = server.graph();
    for _ in 0..2 {
        let failed = graph.health_status("1", &token()).await.unwrap_err();
        assert!(!format!("{failed:?}").contains(TOKEN), "{failed:?}");
    }
}

#[tokio::test]
async fn limits_of_messages_are_returned_at_once() {
    let server = Server::start([error(400, r#"{"code":130429}"#)]).await;
    let failed = call(&server).await.unwrap_err();
    assert!(matches!(failed.kind, GraphErrorKind::RateLimited { scope: LimitScope::Throughput, .. }));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_limit_of_the_app_holds_everything() {
    let server = Server::start([error(400, r#"{"code":4,"is_transient":true}"#)]).await;
    let graph = server.graph();
    graph.health_status("1", &token()).await.unwrap_err();
    let again = graph.health_status("2", &token()).await.unwrap_err();
    assert!(matches!(again.kind, GraphErrorKind::RateLimited { scope: LimitScope::App, .. }), "{again:?}");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_short_limit_is_waited_for() {
    let limited = error(400, r#"{"code":80008}"#).header("retry-after", "2");
    let server = Server::start([limited, ok(GOOD)]).await;
    call(&server).await.unwrap();
    let pauses = server.pauses();
    assert_eq!(pauses.len(), 1);
    assert!(Duration::from_secs(1) < pauses[0] && pauses[0] <= Duration::from_secs(2), "{pauses:?}");
}

#[tokio::test]
async fn calls_are_set_apart_when_almost_all_are_used() {
    let usage = |percent: u32| format!(r#"{{"1":[{{"call_count":{percent},"total_time":1}}]}}"#);
    let answer = |percent| ok(GOOD).header("x-business-use-case-usage", &usage(percent));
    let server = Server::start([answer(94), answer(95), answer(10)]).await;
    let graph = server.graph();
    for _ in 0..3 {
        graph.health_status("1", &token()).await.unwrap();
    }
    let pauses = server.pauses();
    assert_eq!(pauses.len(), 1, "only the call after 95 % waits: {pauses:?}");
    assert!(pauses[0] <= Duration::from_secs(1));
}
