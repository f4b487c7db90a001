//! Work that one process does for all of them.

use domain::Timestamp;
use store::{Store, leases};

use crate::support::{NOW, commit};

async fn take(store: &Store, name: &'static str, holder: &'static str, now: Timestamp) -> bool {
    commit!(store, |tx| leases::take(tx, name, holder, now, now.plus_seconds(30)).await).unwrap()
}

store::on_both_engines! {
    async fn one_process_holds_a_lease_until_it_ends_or_is_given_back(test: TestStore) {
        let store = &test.store;
        assert!(take(store, "webhooks", "one", NOW).await);
        assert!(!take(store, "webhooks", "two", NOW.plus_seconds(29)).await);
        assert!(take(store, "tidy", "two", NOW).await, "another name is another lease");

        assert!(take(store, "webhooks", "one", NOW.plus_seconds(29)).await, "its holder prolongs it");
        assert!(!take(store, "webhooks", "two", NOW.plus_seconds(31)).await);
        assert!(take(store, "webhooks", "two", NOW.plus_seconds(60)).await, "its time is over");
        assert!(!take(store, "webhooks", "one", NOW.plus_seconds(61)).await);

        commit!(store, |tx| leases::release(tx, "webhooks", "one").await).unwrap();
        assert!(!take(store, "webhooks", "one", NOW.plus_seconds(62)).await, "only its holder gives it back");
        commit!(store, |tx| leases::release(tx, "webhooks", "two").await).unwrap();
        assert!(take(store, "webhooks", "one", NOW.plus_seconds(62)).await);
    }

    async fn of_many_who_ask_at_once_one_gets_it(test: TestStore) {
        let asked: Vec<_> = (0..24)
            .map(|process| {
                let (store, holder) = (test.store.clone(), format!("process {process}"));
                tokio::spawn(async move {
                    commit!(store, |tx| leases::take(tx, "webhooks", &holder, NOW, NOW.plus_seconds(30)).await).unwrap()
                })
            })
            .collect();
        let mut got = 0;
        for answer in asked {
            got += usize::from(answer.await.unwrap());
        }
        assert_eq!(got, 1);
    }
}
