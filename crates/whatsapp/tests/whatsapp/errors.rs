//! Every published error has its kind.

use std::time::Duration;

use whatsapp::graph::LimitScope;
use whatsapp::{GraphErrorKind, graph::RetryPolicy};

use crate::examples;
use crate::server::{Answer, Server, TOKEN, token};
use GraphErrorKind::{BadInput, NotFound, Permission, RetryFewTimes, TokenRefused, Transient};

/// Code and subcode, as the file names carry them.
fn expected(code: i64, subcode: Option<i64>) -> GraphErrorKind {
    match (code, subcode) {
        (190 | 104, _) => TokenRefused,
        (200 | 10, _) => Permission,
        (1, _) => RetryFewTimes,
        (2, _) => Transient,
        (4, _) => GraphErrorKind::RateLimited { scope: LimitScope::App, retry_after: Duration::from_secs(60) },
        (100, Some(33)) | (803, _) => NotFound,
        (100 | 132_000 | 136_024 | 136_025, _) => BadInput,
        other => panic!("no kind is expected for {other:?}"),
    }
}

#[tokio::test]
async fn every_published_error_has_its_kind() {
    for example in examples::folder("errors") {
        let mut parts = example.name.split('-').skip(1).map_while(|part| part.parse::<i64>().ok());
        let (code, subcode) = (parts.next().unwrap(), parts.next());
        let answer = || Answer::Whole(400, Vec::new(), example.body.clone());
        let server = Server::start([answer(), answer()]).await;
        let mut config = server.config();
        config.retry = RetryPolicy { attempts: 1, ..RetryPolicy::default() };
        let graph = whatsapp::Graph::new(config).unwrap();
        let error = graph.health_status("1", &token()).await.unwrap_err();
        assert_eq!((error.code, error.subcode), (Some(code), subcode), "{}", example.name);
        assert_eq!(error.kind, expected(code, subcode), "{}", example.name);
        assert_eq!(error.http_status, Some(400));
        let sentence = error.to_string();
        assert!(sentence.contains(&format!("code {code}")) && sentence.ends_with('.'), "{sentence}");
        assert!(!sentence.contains(TOKEN));
    }
}

#[tokio::test]
async fn what_meta_wrote_for_the_person_is_kept() {
    let server = Server::start([Answer::Whole(400, Vec::new(), examples::file("errors/290"))]).await;
    let error = server.graph().health_status("1", &token()).await.unwrap_err();
    assert_eq!(error.message, "Request code error");
    assert_eq!(error.user_title.as_deref(), Some("Não foi possível enviar o código"));
    assert_eq!(error.user_message.as_deref(), Some("Tente novamente depois de um tempo."));
    assert_eq!(error.fbtrace_id.as_deref(), Some("Aayh7_x-pxzNlCVeeb3IxXU"));
}
