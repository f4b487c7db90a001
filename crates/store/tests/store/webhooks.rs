//! What Meta posts: bodies in their order, updates once, fields counted, statuses forward only.

use domain::waba::AccountType;
use store::message_statuses::{self, MessageStatus};
use store::{Store, webhooks};

use crate::support::channels::add_one;
use crate::support::{NOW, client, commit, partner, waba, waba_facts};

async fn store_body(store: &Store, body: &'static [u8], seconds: i64) {
    commit!(store, |tx| webhooks::store_body(tx, body, NOW.plus_seconds(seconds)).await).unwrap();
}

async fn waiting(store: &Store) -> Vec<Vec<u8>> {
    let mut conn = store.read().await.unwrap();
    webhooks::waiting(&mut conn, 100).await.unwrap().into_iter().map(|waiting| waiting.body).collect()
}

store::on_both_engines! {
    async fn bodies_wait_in_their_order_until_they_are_applied(test: TestStore) {
        let store = &test.store;
        for body in [b"{\"a\":1}".as_slice(), b"", b"\x00\xff no text"] {
            store_body(store, body, 0).await;
        }
        assert_eq!(waiting(store).await, [b"{\"a\":1}".as_slice(), b"", b"\x00\xff no text"]);
        let mut conn = store.read().await.unwrap();
        let rows = webhooks::waiting(&mut conn, 2).await.unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].received_at, NOW.millis());
        assert_eq!(webhooks::backlog(&mut conn).await.unwrap(), 3);

        let first_two: Vec<i64> = rows.iter().map(|row| row.n).collect();
        assert_eq!(commit!(store, |tx| webhooks::processed_all(tx, &first_two, NOW).await).unwrap(), 2);
        assert_eq!(waiting(store).await, [b"\x00\xff no text"]);
        let last = webhooks::waiting(&mut conn, 1).await.unwrap()[0].n;
        commit!(store, |tx| webhooks::processed(tx, last, Some("not JSON"), NOW).await).unwrap();
        assert_eq!(webhooks::backlog(&mut conn).await.unwrap(), 0);
        assert_eq!(webhooks::stored(&mut conn).await.unwrap(), 3);
        assert_eq!(commit!(store, |tx| webhooks::processed_all(tx, &[], NOW).await).unwrap(), 0);
    }

    async fn an_update_is_new_once(test: TestStore) {
        let first = async |digest: [u8; 32]| {
            commit!(test.store, |tx| webhooks::first_time(tx, &digest, NOW).await).unwrap()
        };
        assert!(first([1; 32]).await);
        assert!(!first([1; 32]).await);
        assert!(first([2; 32]).await);
        let taken_back = commit!(test.store, |tx| {
            webhooks::first_time(tx, &[3; 32], NOW).await?;
            Err::<(), _>(store::StoreError::GivenUp("on purpose"))
        });
        assert!(taken_back.is_err());
        assert!(first([3; 32]).await, "what was taken back was not applied");
    }

    async fn fields_are_counted_with_their_last_sample(test: TestStore) {
        for (field, sample) in [("flows", "1"), ("calls", "2"), ("flows", "3")] {
            commit!(test.store, |tx| webhooks::count_field(tx, field, sample, NOW).await).unwrap();
        }
        let mut conn = test.store.read().await.unwrap();
        let counted = webhooks::counted_fields(&mut conn).await.unwrap();
        assert_eq!(counted, [("calls".to_owned(), 1), ("flows".to_owned(), 2)]);
    }

    async fn only_what_is_applied_and_old_is_deleted(test: TestStore) {
        let store = &test.store;
        for seconds in 0..4 {
            store_body(store, b"{}", seconds).await;
        }
        let mut conn = store.read().await.unwrap();
        let applied: Vec<i64> = webhooks::waiting(&mut conn, 3).await.unwrap().iter().map(|row| row.n).collect();
        commit!(store, |tx| webhooks::processed_all(tx, &applied, NOW).await).unwrap();
        commit!(store, |tx| webhooks::first_time(tx, &[1; 32], NOW).await).unwrap();
        commit!(store, |tx| webhooks::first_time(tx, &[2; 32], NOW.plus_seconds(9)).await).unwrap();
        let gone =
            commit!(store, |tx| webhooks::prune(tx, NOW.plus_seconds(2), NOW.plus_seconds(9)).await).unwrap();
        assert_eq!(gone, 3, "two bodies and one digest");
        assert_eq!(webhooks::stored(&mut conn).await.unwrap(), 2);
        assert!(commit!(store, |tx| webhooks::first_time(tx, &[1; 32], NOW).await).unwrap());
        assert!(!commit!(store, |tx| webhooks::first_time(tx, &[2; 32], NOW).await).unwrap());
        commit!(store, |tx| webhooks::prune(tx, NOW.plus_seconds(99), NOW).await).unwrap();
        assert_eq!(webhooks::backlog(&mut conn).await.unwrap(), 1, "what waits is never deleted");
    }

    async fn a_message_goes_forward_in_whatever_order_its_reports_come(test: TestStore) {
        let partner = partner(&test.store, "One").await;
        let owner = client(&test.store, partner, "Owner", "mail@owner.example").await;
        let waba = waba(&test.store, &owner, waba_facts("1", "Account", AccountType::Shared)).await;
        let channel = add_one(&test.store, &waba, "100", "+49 30 901820", "Café").await.key;
        let report = async |message_id: &'static str, status: &'static str, rank: i64| {
            let reported = MessageStatus { message_id, channel, status, rank, at: NOW, error_code: None };
            commit!(test.store, |tx| message_statuses::report(tx, &reported).await).unwrap();
        };
        for (status, rank) in [("read", 3), ("sent", 1), ("delivered", 2), ("read", 3)] {
            report("wamid.1", status, rank).await;
        }
        for (status, rank) in [("sent", 1), ("failed", 5), ("delivered", 2)] {
            report("wamid.2", status, rank).await;
        }
        let mut conn = test.store.read().await.unwrap();
        let mut counts = Vec::new();
        for status in ["sent", "delivered", "read", "failed"] {
            counts.push(message_statuses::count(&mut conn, channel, status).await.unwrap());
        }
        assert_eq!(counts, [0, 0, 1, 1]);
    }
}
