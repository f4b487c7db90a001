use http::{Method, StatusCode};
use store::on_both_engines;

use crate::support::{Answer, TestHub, VERIFY_TOKEN, signature};

const BODY: &[u8] = br#"{"object":"whatsapp_business_account","entry":[{"id":"1","time":1795338000,"changes":[]}]}"#;

async fn post(hub: &TestHub, body: &[u8], signature: &str) -> Answer {
    let ask = hub.anonymous().ask(Method::POST, "/webhooks/whatsapp");
    ask.header("x-hub-signature-256", signature).body(body).send().await
}

on_both_engines! {
    async fn a_signed_body_is_stored_before_it_is_answered(test: TestStore) {
        let hub = TestHub::start(test).await;
        assert_eq!(hub.post_webhook(BODY).await.status, StatusCode::OK);
        assert_eq!(hub.waiting_webhooks().await, 1);
        hub.apply_webhooks().await;
        assert_eq!(hub.waiting_webhooks().await, 0);
    }

    async fn a_bad_signature_is_refused_and_nothing_is_stored(test: TestStore) {
        let hub = TestHub::start(test).await;
        let good = signature(BODY);
        let other = signature(b"another body");
        for bad in ["", "sha256=", "sha256=00", &other, &good.replace("sha256=", "sha1="), &good["sha256=".len()..]] {
            assert_eq!(post(&hub, BODY, bad).await.status, StatusCode::UNAUTHORIZED, "{bad}");
        }
        let without = hub.anonymous().ask(Method::POST, "/webhooks/whatsapp").body(BODY).send().await;
        assert_eq!(without.status, StatusCode::UNAUTHORIZED);
        let changed = [BODY, b" "].concat();
        assert_eq!(post(&hub, &changed, &good).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(hub.waiting_webhooks().await, 0);
        assert_eq!(post(&hub, BODY, &good).await.status, StatusCode::OK);
    }

    async fn whatever_meta_signs_is_answered_with_200(test: TestStore) {
        let hub = TestHub::start(test).await;
        let many = format!(r#"{{"object":"whatsapp_business_account","entry":[{}]}}"#, vec![r#"{"id":"1","changes":[]}"#; 1000].join(","));
        let bodies: [&[u8]; 8] =
            [b"", b"{}", b"[]", b"null", b"no json", b"\xff\xfe", br#"{"object":"page","entry":7}"#, many.as_bytes()];
        for body in bodies {
            assert_eq!(hub.post_webhook(body).await.status, StatusCode::OK, "{}", String::from_utf8_lossy(body));
        }
        hub.apply_webhooks().await;
        assert_eq!(hub.waiting_webhooks().await, 0);
    }

    async fn three_megabytes_are_the_limit(test: TestStore) {
        let hub = TestHub::start(test).await;
        let limit = 3 * 1024 * 1024;
        assert_eq!(hub.post_webhook(&vec![b' '; limit]).await.status, StatusCode::OK);
        assert_eq!(hub.waiting_webhooks().await, 1);
        assert_eq!(hub.post_webhook(&vec![b' '; limit + 1]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(hub.waiting_webhooks().await, 1);
    }

    async fn a_database_that_is_gone_makes_meta_repeat(test: TestStore) {
        let hub = TestHub::start(test).await;
        hub.hub.store.close().await;
        assert_eq!(hub.post_webhook(BODY).await.status, StatusCode::SERVICE_UNAVAILABLE);
    }

    async fn the_handshake_takes_the_verify_token_only(test: TestStore) {
        let hub = TestHub::start(test).await;
        let token: String = url::form_urlencoded::byte_serialize(VERIFY_TOKEN.as_bytes()).collect();
        let ask = async |token: &str| {
            let query = format!("hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={token}");
            hub.anonymous().get(&format!("/webhooks/whatsapp?{query}")).await
        };
        let answer = ask(&token).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "1158201444"));
        for wrong in ["", "wrong", &token[1..]] {
            assert_eq!(ask(wrong).await.status, StatusCode::FORBIDDEN, "{wrong}");
        }
        assert_eq!(hub.anonymous().get("/webhooks/whatsapp").await.status, StatusCode::FORBIDDEN);
        hub.meta.verify_webhook().await.unwrap();
    }
}
