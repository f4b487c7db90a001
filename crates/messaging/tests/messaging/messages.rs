//! Sending, and marking as read.

use domain::time::Date;
use reqwest::{Method, StatusCode};
use serde_json::json;
use simulator::{Fault, NumberChange};
use url::Url;

use crate::support::{World, answer, hub, message};

store::on_both_engines! {
    async fn a_message_reaches_meta_once_and_its_answer_comes_back(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        world.template(&line).await;
        let since = world.meta.requests().len();
        let sent = world.post(&line.key, "/messages", &message()).await;
        assert_eq!(sent.status, StatusCode::OK, "{sent:?}");
        assert!(sent.json()["messages"][0]["id"].as_str().unwrap().starts_with("wamid."));
        assert_eq!(sent.json()["contacts"][0]["wa_id"], crate::support::RECIPIENT);
        assert_eq!(world.asked_of_meta(since), [format!("POST /v24.0/{}/messages", line.number_id)]);
    }

    async fn what_meta_refuses_comes_back_as_it_is(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let mut text = message();
        text["type"] = "text".into();
        let refused = world.post(&line.key, "/messages", &text).await;
        assert_eq!((refused.status, refused.json()["error"]["code"].as_i64()), (StatusCode::BAD_REQUEST, Some(131_047)));
        assert!(refused.json()["error"]["fbtrace_id"].is_string());
        let unknown = world.post(&line.key, "/messages", &message()).await;
        assert_eq!(unknown.json()["error"]["code"], 132_001, "{unknown:?}");
    }

    async fn a_rate_limit_is_told_and_not_tried_again(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        world.template(&line).await;
        for fault in [Fault::AppRateLimit, Fault::WabaRateLimit, Fault::ServiceDown, Fault::SomethingWentWrong] {
            world.meta.fail_next(fault);
            let since = world.meta.requests().len();
            let refused = world.post(&line.key, "/messages", &message()).await;
            assert!(400 <= refused.status.as_u16(), "{refused:?}");
            assert!(refused.json()["error"]["code"].is_i64(), "{refused:?}");
            assert_eq!(world.asked_of_meta(since).len(), 1, "it is never tried twice");
        }
        assert_eq!(world.post(&line.key, "/messages", &message()).await.status, StatusCode::OK, "nothing is held back");
    }

    async fn a_broken_answer_says_that_the_message_may_have_been_sent(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        world.template(&line).await;
        for fault in [Fault::ConnectionCut, Fault::BadGateway] {
            world.meta.fail_next(fault);
            let since = world.meta.requests().len();
            let refused = world.post(&line.key, "/messages", &message()).await.refused(504);
            assert!(refused.contains("may happen twice"), "{refused}");
            assert_eq!(world.asked_of_meta(since).len(), 1);
        }
    }

    async fn where_meta_cannot_be_reached_nothing_is_sent(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let nobody = Url::parse(&format!("http://{}/", closed.local_addr().unwrap())).unwrap();
        drop(closed);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/messages", listener.local_addr().unwrap());
        tokio::spawn(axum::serve(listener, messaging::router(hub(&world.test, &nobody))).into_future());
        let refused = answer(world.client.post(url).header("d360-api-key", &line.key).json(&message())).await;
        assert_eq!(refused.headers["retry-after"], "5");
        assert!(refused.refused(503).contains("Nothing was sent"));
    }

    async fn what_is_no_message_never_reaches_meta(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let calls = world.meta.request_count();
        let large = format!("{{\"a\":\"{}\"}}", "x".repeat(1024 * 1024));
        for (body, status) in [("", 400), ("[]", 400), ("{\"to\":", 400), ("to=1", 400), (large.as_str(), 413)] {
            let refused = answer(world.ask(&line.key, Method::POST, "/messages").body(body.to_owned())).await;
            assert!(refused.refused(status).contains("body"), "{refused:?}");
        }
        assert_eq!(world.meta.request_count(), calls);
    }

    async fn a_banned_number_is_told_so_and_meta_is_not_asked(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let banned = NumberChange { status: Some("BANNED".to_owned()), ..NumberChange::default() };
        world.meta.change_number(&line.number_id, banned).await.unwrap();
        world.hub.clock.advance(7_200);
        world.sync().await;
        let calls = world.meta.request_count();
        let refused = world.post(&line.key, "/messages", &message()).await.refused(400);
        assert!(refused.starts_with("(#131031) Meta has banned this number"), "{refused}");
        assert_eq!(world.meta.request_count(), calls);
        assert_eq!(world.get(&line.key, "/health_status").await.status, StatusCode::OK, "its health can be asked");
    }

    async fn an_ended_number_does_nothing_at_meta_any_more(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let (owner, id) = (world.owner.organisation, line.id.clone());
        let ended = world.hub.store.write::<_, store::StoreError, _>(move |tx| Box::pin(async move {
            let key = store::channels::standing(tx, owner, &id).await?.unwrap().key;
            store::testing::end(tx, key, Date { year: 2026, month: 6, day: 30 }).await
        }));
        ended.await.unwrap();
        let calls = world.meta.request_count();
        for (method, path) in [(Method::POST, "/messages"), (Method::GET, "/health_status"), (Method::GET, "/123")] {
            let refused = world.send(&line.key, method, path, &message()).await.refused(400);
            assert!(refused.contains("subscription of this number has ended"), "{refused}");
        }
        assert_eq!(world.meta.request_count(), calls);
    }

    async fn a_token_that_meta_refuses_asks_to_reconnect_at_once(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        world.meta.revoke_token(&line.account.waba_id).await.unwrap();
        world.hub.clock.advance(10);
        let refused = world.post(&line.key, "/messages", &message()).await.refused(400);
        assert!(refused.contains("reconnect"), "{refused}");
        // The sync that this makes due finds the token refused; from then on Meta is not asked any more.
        world.sync().await;
        let calls = world.meta.request_count();
        world.post(&line.key, "/messages", &message()).await.refused(400);
        assert_eq!(world.meta.request_count(), calls);
        assert!(!refused.contains(&line.account.token));
        assert_eq!(world.post(&line.key, "/v1/configs/webhook", &json!({ "url": "" })).await.status, StatusCode::OK);
    }
}
