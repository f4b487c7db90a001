//! The log of changes that open pages resume by: nothing is skipped, each commit is heard.

use std::sync::Arc;

use domain::Timestamp;
use domain::ids::{ClientKey, PartnerKey};
use domain::waba::AccountType;
use store::changes::{self, Change, Topic};
use store::testing::TestStore;
use store::{EngineKind, Store, StoreError};
use tokio::sync::Notify;

use crate::support::channels::add_one;
use crate::support::{NOW, client, commit, partner, soon, waba, waba_facts};

const P: PartnerKey = PartnerKey(1);

async fn record(store: &Store, topic: Topic, at: Timestamp) {
    commit!(store, |tx| changes::record(tx, P, Some(ClientKey(7)), None, topic, at).await).unwrap();
}

async fn after(store: &Store, n: i64, limit: usize) -> Vec<Change> {
    changes::after(&mut store.read().await.unwrap(), n, limit).await.unwrap()
}

store::on_both_engines! {
    async fn a_reader_goes_on_where_it_was(test: TestStore) {
        assert_eq!(changes::latest(&mut test.store.read().await.unwrap()).await.unwrap(), 0);
        for topic in [Topic::Sync, Topic::Notifications, Topic::Sync] {
            record(&test.store, topic, NOW).await;
        }
        let all = after(&test.store, 0, 10).await;
        let topics: Vec<Topic> = all.iter().map(|change| change.topic).collect();
        assert_eq!(topics, [Topic::Sync, Topic::Notifications, Topic::Sync]);
        assert!(all.iter().all(|change| change.partner == P && change.client == Some(ClientKey(7))));
        assert_eq!(after(&test.store, all[0].n, 10).await, all[1..]);
        assert_eq!(after(&test.store, 0, 2).await, all[..2]);
        assert_eq!(after(&test.store, all[2].n, 10).await, []);
        assert_eq!(changes::latest(&mut test.store.read().await.unwrap()).await.unwrap(), all[2].n);
    }

    async fn a_channel_is_named_by_its_public_id(test: TestStore) {
        let one = partner(&test.store, "One").await;
        let owner = client(&test.store, one, "Owner", "mail@owner.example").await;
        let waba = waba(&test.store, &owner, waba_facts("1", "Account", AccountType::Shared)).await;
        let channel = add_one(&test.store, &waba, "100", "+49 30 901820", "Café").await;
        let told = after(&test.store, 0, 10).await;
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].topic, told[0].channel.as_ref()), (Topic::Channel, Some(&channel.id)));
        assert_eq!((told[0].partner, told[0].client), (one, Some(owner.key)));
    }

    async fn a_commit_wakes_and_a_write_that_is_taken_back_does_not(test: TestStore) {
        let mut wakeups = test.store.wakeups();
        record(&test.store, Topic::Sync, NOW).await;
        soon("the wake-up", wakeups.wait_for(|tick| 0 < *tick)).await.unwrap();
        let given_up = commit!(test.store, |tx| {
            changes::record(tx, P, None, None, Topic::Sync, NOW).await?;
            Err::<(), _>(StoreError::GivenUp("on purpose"))
        });
        assert!(given_up.is_err());
        assert_eq!(after(&test.store, 0, 10).await.len(), 1);
    }

    async fn what_is_old_is_deleted_but_for_the_newest(test: TestStore) {
        for seconds in 0..5 {
            record(&test.store, Topic::Sync, NOW.plus_seconds(seconds)).await;
        }
        let all = after(&test.store, 0, 10).await;
        let oldest = async || changes::oldest(&mut test.store.read().await.unwrap()).await.unwrap();
        assert_eq!(oldest().await, Some(all[0].n));
        let gone = commit!(test.store, |tx| changes::prune(tx, NOW.plus_seconds(2)).await).unwrap();
        assert_eq!(gone, 2);
        assert_eq!(after(&test.store, 0, 10).await, all[2..]);
        let gone = commit!(test.store, |tx| changes::prune(tx, NOW.plus_seconds(99)).await).unwrap();
        assert_eq!(gone, 2);
        assert_eq!(after(&test.store, 0, 10).await, all[4..]);
        assert_eq!(oldest().await, Some(all[4].n));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_process_hears_of_a_change_however_early_it_comes() {
    let test = TestStore::new(EngineKind::Postgres).await;
    for _ in 0..5 {
        let second = Store::connect(&test.url).await.unwrap();
        let mut wakeups = second.wakeups();
        record(&test.store, Topic::Sync, NOW).await;
        soon("the wake-up", wakeups.changed()).await.unwrap();
        second.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_never_passes_a_change_that_is_committed_later() {
    let test = TestStore::new(EngineKind::Postgres).await;
    let (entered, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (inside, wait, store) = (entered.clone(), go_on.clone(), test.store.clone());
    let slow = tokio::spawn(async move {
        commit!(store, |tx| {
            changes::record(tx, P, None, None, Topic::Channel, NOW).await?;
            inside.notify_one();
            wait.notified().await;
            Ok(())
        })
    });
    soon("the slow write begins", entered.notified()).await;
    record(&test.store, Topic::Sync, NOW).await;
    let seen = after(&test.store, 0, 10).await;
    assert_eq!(seen.iter().map(|change| change.topic).collect::<Vec<_>>(), [Topic::Sync]);
    go_on.notify_one();
    soon("the slow write", slow).await.unwrap().unwrap();
    let later = after(&test.store, seen[0].n, 10).await;
    assert_eq!(later.iter().map(|change| change.topic).collect::<Vec<_>>(), [Topic::Channel]);
}
