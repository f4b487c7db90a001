//! How the calls look on the wire, and the smaller ones.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use domain::Timestamp;
use domain::meta::CanSend;
use tokio::sync::Barrier;
use whatsapp::graph::{AccessToken, Validity};
use whatsapp::{Graph, GraphErrorKind};

use crate::examples;
use crate::server::{APP_SECRET, Server, TOKEN, config, error, ok, serve, token};

#[tokio::test]
async fn a_read_names_version_fields_and_token() {
    let server = Server::start([ok(examples::file("graph/141"))]).await;
    server.graph().waba("1234567890123456", &token()).await.unwrap();
    let seen = server.seen().remove(0);
    assert_eq!((seen.method.as_str(), seen.path.as_str()), ("GET", "/v23.0/1234567890123456"));
    assert_eq!(seen.authorization, format!("Bearer {TOKEN}"));
    assert!(seen.user_agent.starts_with("partner-hub/"));
    for field in ["health_status", "owner_business_info", "on_behalf_of_business_info", "timezone_id"] {
        assert!(seen.fields().contains(&field), "{field}");
    }
    assert!(!seen.query.iter().any(|(_, value)| value.contains(TOKEN)));
}

#[tokio::test]
async fn a_base_address_may_have_a_path() {
    let server = Server::start([ok("{}"), ok("{}")]).await;
    for base in ["graph", "graph/"] {
        let mut config = server.config();
        config.base_url = server.url.join(base).unwrap();
        Graph::new(config).unwrap().health_status("7", &token()).await.unwrap();
    }
    assert!(server.seen().iter().all(|seen| seen.path == "/graph/v23.0/7"));
}

#[tokio::test]
async fn an_id_cannot_leave_its_place_in_the_address() {
    let server = Server::start([ok("{}")]).await;
    let graph = server.graph();
    graph.health_status("1/../../x?y=z#", &token()).await.unwrap();
    assert_eq!(server.seen()[0].path, "/v23.0/1%2F..%2F..%2Fx%3Fy=z%23");
    for id in ["", ".", ".."] {
        assert_eq!(graph.health_status(id, &token()).await.unwrap_err().kind, GraphErrorKind::BadInput, "{id:?}");
    }
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn pages_follow_their_cursors_and_nothing_else() {
    let page = |number: u32, next: &str| {
        ok(format!(
            r#"{{"data":[{{"id":"{number}","display_phone_number":"+1 631-555-000{number}"}}],"paging":{next}}}"#
        ))
    };
    let next = |after: &str| {
        format!(r#"{{"cursors":{{"after":"{after}"}},"next":"https://graph.facebook.com/?access_token=x"}}"#)
    };
    let server =
        Server::start([page(1, &next("a=")), page(2, &next("b")), page(3, r#"{"cursors":{"after":"c"}}"#)]).await;
    let graph = server.graph();
    let (mut cursor, mut ids) = (None, Vec::new());
    loop {
        let page = graph.phone_numbers("9", cursor.as_ref(), &token()).await.unwrap();
        ids.extend(page.items.into_iter().map(|number| number.external_id));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(ids, ["1", "2", "3"]);
    let seen = server.seen();
    assert_eq!(seen.iter().map(|seen| seen.query("after")).collect::<Vec<_>>(), [None, Some("a="), Some("b")]);
    assert!(seen.iter().all(|seen| seen.path == "/v23.0/9/phone_numbers"));
}

#[tokio::test]
async fn a_field_that_meta_names_as_unknown_is_left_out_from_then_on() {
    let unknown =
        r#"{"code":100,"message":"(#100) Tried accessing nonexisting field (health_status) on node type (X)"}"#;
    let server = Server::start([error(400, unknown), ok(r#"{"id":"1"}"#), ok(r#"{"id":"1"}"#)]).await;
    let graph = server.graph();
    graph.waba("1", &token()).await.unwrap();
    graph.clone().waba("1", &token()).await.unwrap();
    let asked: Vec<bool> = server.seen().iter().map(|seen| seen.fields().contains(&"health_status")).collect();
    assert_eq!(asked, [true, false, false]);
    assert!(server.seen()[2].fields().contains(&"owner_business_info"));
}

#[tokio::test]
async fn without_a_name_the_base_list_is_asked_once() {
    let server = Server::start([
        error(400, r#"{"code":100,"message":"The requested fields are not available for this business"}"#),
        ok(r#"{"data":[{"id":"1","display_phone_number":"+1 631-555-0001"}],"paging":{"cursors":{"after":"a"},"next":"n"}}"#),
        ok(r#"{"data":[]}"#),
    ])
    .await;
    let graph = server.graph();
    let page = graph.phone_numbers("1", None, &token()).await.unwrap();
    assert_eq!(page.items.len(), 1);
    graph.phone_numbers("1", page.next.as_ref(), &token()).await.unwrap();
    let asked: Vec<bool> = server.seen().iter().map(|seen| seen.fields().contains(&"health_status")).collect();
    assert_eq!(asked, [true, false, false], "the next page asks for what this one gave");
}

#[tokio::test]
async fn what_accounts_lack_is_still_asked_of_numbers() {
    let unknown = r#"{"code":100,"message":"(#100) Tried accessing nonexisting field (health_status)"}"#;
    let server = Server::start([error(400, unknown), ok("{}"), ok(r#"{"data":[]}"#)]).await;
    let graph = server.graph();
    graph.waba("1", &token()).await.unwrap();
    graph.phone_numbers("1", None, &token()).await.unwrap();
    assert!(server.seen()[2].fields().contains(&"health_status"));
}

#[tokio::test]
async fn a_page_that_is_too_large_for_meta_is_asked_for_in_parts() {
    let large = error(500, r#"{"code":1,"message":"Please reduce the amount of data you're asking for"}"#);
    let server = Server::start([large.clone(), large.clone(), large, ok(r#"{"data":[]}"#)]).await;
    server.graph().phone_numbers("1", None, &token()).await.unwrap();
    let limits: Vec<_> = server.seen().iter().map(|seen| seen.query("limit").unwrap().to_owned()).collect();
    assert_eq!(limits, ["50", "50", "50", "10"]);
}

#[tokio::test]
async fn bad_input_that_is_not_about_fields_is_not_repeated() {
    let server =
        Server::start([error(400, r#"{"code":100,"message":"Invalid parameter: cursor is malformed"}"#)]).await;
    let failed = server.graph().waba("1", &token()).await.unwrap_err();
    assert_eq!((failed.kind, server.seen().len()), (GraphErrorKind::BadInput, 1));
}

#[tokio::test]
async fn health_alone() {
    let server = Server::start([ok(examples::file("synthetic/graph-waba")), ok(r#"{"id":"1"}"#)]).await;
    let graph = server.graph();
    let health = graph.health_status("1", &token()).await.unwrap();
    assert_eq!((health.can_send, health.entities.len()), (Some(CanSend::Blocked), 3));
    assert_eq!(server.seen()[0].query("fields"), Some("health_status"));
    assert_eq!(graph.health_status("1", &token()).await.unwrap().can_send, None);
}

#[tokio::test]
async fn subscriptions_are_made_and_found() {
    let ours = r#"{"data":[{"whatsapp_business_api_data":{"id":67567674475,"name":"Hub"}}]}"#;
    let server = Server::start([
        ok(r#"{"success":true}"#),
        ok(r#"{"success":false}"#),
        ok(examples::file("graph/134")),
        ok(ours),
        ok(r#"{"data":[]}"#),
    ])
    .await;
    let graph = server.graph();
    graph.subscribe_app("1", &token()).await.unwrap();
    assert_eq!(graph.subscribe_app("1", &token()).await.unwrap_err().kind, GraphErrorKind::Unexpected);
    let mut found = Vec::new();
    for _ in 0..3 {
        found.push(graph.subscribed("1", &token()).await.unwrap());
    }
    assert_eq!(found, [false, true, false]);
    let seen = server.seen();
    assert_eq!((seen[0].method.as_str(), seen[0].path.as_str()), ("POST", "/v23.0/1/subscribed_apps"));
    assert_eq!(seen[2].method, "GET");
}

#[tokio::test]
async fn a_token_is_described_with_the_apps_own() {
    let valid = r#"{"data":{"app_id":"67567674475","is_valid":true,"expires_at":1750000000,
        "scopes":["whatsapp_business_management","whatsapp_business_messaging"]}}"#;
    let refused = r#"{"data":{"is_valid":false,"expires_at":0,"error":{"code":190,"message":"Session has expired"}}}"#;
    let server = Server::start([ok(valid), ok(refused), ok(r#"{"data":null}"#)]).await;
    let mut config = server.config();
    config.retry.attempts = 1;
    let graph = Graph::new(config).unwrap();
    let facts = graph.debug_token(&token()).await.unwrap();
    assert_eq!((facts.validity, facts.expires), (Validity::Valid, Some(Timestamp::from_seconds(1_750_000_000))));
    assert_eq!(facts.scopes.len(), 2);
    let facts = graph.debug_token(&token()).await.unwrap();
    let reason = Some("Session has expired".to_owned());
    assert_eq!((facts.validity, facts.expires), (Validity::Refused { reason }, None));
    assert_eq!(graph.debug_token(&token()).await.unwrap_err().kind, GraphErrorKind::Malformed);
    let seen = server.seen().remove(0);
    assert_eq!((seen.path.as_str(), seen.query("input_token")), ("/v23.0/debug_token", Some(TOKEN)));
    assert_eq!(seen.authorization, format!("Bearer 67567674475|{APP_SECRET}"));
}

#[tokio::test]
async fn the_operators_check_asks_about_the_app() {
    let subscriptions = r#"{"data":[{"object":"page","callback_url":"https://a/"},
        {"object":"whatsapp_business_account","callback_url":"https://hub.example/webhooks/whatsapp","active":true,
         "fields":[{"name":"messages","version":"v23.0"},"account_update",7,null]}]}"#;
    let server =
        Server::start([ok(r#"{"id":"67567674475","name":"Hub"}"#), ok(subscriptions), ok(r#"{"data":[]}"#)]).await;
    let graph = server.graph();
    assert_eq!(graph.app_reachable().await.unwrap().name.as_deref(), Some("Hub"));
    let subscription = graph.webhook_subscription().await.unwrap().unwrap();
    assert_eq!(subscription.callback_url, "https://hub.example/webhooks/whatsapp");
    assert_eq!(subscription.active, Some(true));
    assert_eq!(subscription.fields[..2], ["messages", "account_update"]);
    assert_eq!(subscription.missing()[..2], ["account_review_update", "account_alerts"]);
    assert_eq!(subscription.missing().len(), 9);
    assert_eq!(graph.webhook_subscription().await.unwrap(), None);
    let paths: Vec<_> = server.seen().into_iter().map(|seen| seen.path).collect();
    assert_eq!(paths[..2], ["/v23.0/67567674475", "/v23.0/67567674475/subscriptions"]);
}

#[tokio::test]
async fn no_token_appears_in_an_error_or_in_debug_output() {
    let echo = format!(r#"{{"code":190,"message":"Malformed access token {TOKEN}","fbtrace_id":"A"}}"#);
    let server = Server::start([error(400, &echo), error(400, &echo)]).await;
    let graph = server.graph();
    for failed in [
        graph.waba("1", &token()).await.unwrap_err(),
        graph.debug_token(&token()).await.unwrap_err(),
        unreachable_server().await.debug_token(&token()).await.unwrap_err(),
    ] {
        let text = format!("{failed} {failed:?}");
        assert!(!text.contains(TOKEN) && !text.contains(APP_SECRET), "{text}");
    }
    assert!(!format!("{:?}", token()).contains(TOKEN));
    let broken = AccessToken::new("line\nbreak");
    assert_eq!(graph.waba("1", &broken).await.unwrap_err().kind, GraphErrorKind::TokenRefused);
}

/// A client of a port that nobody listens on.
async fn unreachable_server() -> Graph {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
    drop(listener);
    let mut config = config(url);
    config.retry.attempts = 1;
    Graph::new(config).unwrap()
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_network_error() {
    let failed = unreachable_server().await.waba("1", &token()).await.unwrap_err();
    assert_eq!((failed.kind, failed.http_status), (GraphErrorKind::Network, None));
    assert!(failed.to_string().starts_with("Meta cannot be reached: "), "{failed}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_more_calls_run_at_once_than_allowed() {
    struct Load {
        now: AtomicUsize,
        most: AtomicUsize,
        pair: Barrier,
    }
    let load = Arc::new(Load { now: AtomicUsize::new(0), most: AtomicUsize::new(0), pair: Barrier::new(2) });
    let shared = Arc::clone(&load);
    let url = serve(Router::new().fallback(move || {
        let load = Arc::clone(&shared);
        async move {
            let now = load.now.fetch_add(1, Ordering::SeqCst) + 1;
            load.most.fetch_max(now, Ordering::SeqCst);
            load.pair.wait().await;
            load.now.fetch_sub(1, Ordering::SeqCst);
            "{}"
        }
    }))
    .await;
    let mut config = config(url);
    config.concurrency = 2.try_into().unwrap();
    let graph = Graph::new(config).unwrap();
    let calls: Vec<_> = (0..8)
        .map(|id| {
            let graph = graph.clone();
            tokio::spawn(async move { graph.health_status(&format!("{id}x"), &token()).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(load.most.load(Ordering::SeqCst), 2);
}
