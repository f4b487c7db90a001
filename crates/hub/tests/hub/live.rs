//! What open pages hear: each change of their tenant, after it is committed, also when they were cut off.

use std::sync::Arc;

use domain::account::Organisation;
use domain::ids::{ClientKey, PartnerKey};
use hub::live::{Live, Resumed, concerns};
use store::changes::{self, Change, Topic};
use store::testing::TestStore;
use store::{EngineKind, Store};
use tokio::sync::{Notify, broadcast};
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::support::{NOW, World, soon};

const MINE: PartnerKey = PartnerKey(1);
const OTHER: PartnerKey = PartnerKey(2);

async fn record(store: &Store, partner: PartnerKey, client: Option<ClientKey>, count: usize) {
    store
        .write::<_, store::StoreError, _>(move |tx| {
            Box::pin(async move {
                for _ in 0..count {
                    changes::record(tx, partner, client, None, Topic::Notifications, NOW).await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap();
}

fn start(store: &Store) -> (Live, DropGuard) {
    let stop = CancellationToken::new();
    (Live::start(store.clone(), stop.clone()), stop.drop_guard())
}

/// Nobody's changes: they come until the feed is heard.
const KNOCK: PartnerKey = PartnerKey(99);

/// A feed that has begun, so that what comes from now on is heard.
async fn listening(store: &Store) -> (Live, broadcast::Receiver<Arc<Change>>, DropGuard) {
    let (live, guard) = start(store);
    let mut feed = live.subscribe();
    let heard = async {
        loop {
            tokio::select! {
                biased;
                heard = feed.recv() => break heard.unwrap(),
                () = record(store, KNOCK, None, 1) => {}
            }
        }
    };
    soon("the feed begins", heard).await;
    // Whatever was still on its way is done before this one.
    record(store, KNOCK, None, 1).await;
    (live, feed, guard)
}

async fn next(feed: &mut broadcast::Receiver<Arc<Change>>) -> Arc<Change> {
    loop {
        let change = soon("a change is heard", feed.recv()).await.unwrap();
        if change.partner != KNOCK {
            return change;
        }
    }
}

async fn missed(live: &Live, organisation: Organisation, last: i64) -> Option<Vec<Change>> {
    match live.resume(organisation, last).await.unwrap() {
        Resumed::From(missed) => Some(missed),
        Resumed::LookAgain { at } => {
            assert_eq!(at, live.latest().await.unwrap());
            None
        }
    }
}

store::on_both_engines! {
    async fn a_change_is_heard_when_it_can_be_read(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let (_live, mut feed, _guard) = listening(&world.hub.store).await;
        world.meta.set_account_review(&account.waba_id, "REJECTED").await.unwrap();
        world.hear().await;
        let mut heard = Vec::new();
        while heard.len() < 3 {
            let change = next(&mut feed).await;
            if let Some(id) = &change.channel {
                let card = hub::channels::card(&world.hub, &world.owner, id).await.unwrap();
                assert_eq!(card.state, domain::state::ChannelState::Rejected);
            }
            heard.push(change.topic);
        }
        heard.sort();
        assert_eq!(heard, [Topic::Channel, Topic::Notifications, Topic::Notifications]);
    }

    async fn what_is_not_committed_is_not_heard(test: TestStore) {
        let (live, mut feed, _guard) = listening(&test.store).await;
        let before = live.latest().await.unwrap();
        let (entered, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (inside, wait, store) = (entered.clone(), go_on.clone(), test.store.clone());
        let slow = tokio::spawn(async move {
            store
                .write::<_, store::StoreError, _>(move |tx| {
                    Box::pin(async move {
                        changes::record(tx, MINE, None, None, Topic::Sync, NOW).await?;
                        inside.notify_one();
                        wait.notified().await;
                        Ok(())
                    })
                })
                .await
        });
        soon("the write begins", entered.notified()).await;
        assert_eq!(live.latest().await.unwrap(), before);
        while let Ok(heard) = feed.try_recv() {
            assert_eq!(heard.partner, KNOCK);
        }
        go_on.notify_one();
        soon("the write ends", slow).await.unwrap().unwrap();
        assert_eq!(next(&mut feed).await.partner, MINE);
    }

    async fn each_tenant_hears_its_own(test: TestStore) {
        let (_live, mut feed, _guard) = listening(&test.store).await;
        let (first, second) = (ClientKey(1), ClientKey(2));
        for (partner, client) in [(OTHER, None), (MINE, None), (MINE, Some(first)), (MINE, Some(second)), (OTHER, Some(first))] {
            record(&test.store, partner, client, 1).await;
        }
        let mut heard = Vec::new();
        for _ in 0..5 {
            heard.push(next(&mut feed).await);
        }
        let clients = |side: Organisation| -> Vec<Option<ClientKey>> {
            heard.iter().filter(|change| concerns(side, change)).map(|change| change.client).collect()
        };
        assert_eq!(clients(Organisation::Partner(MINE)), [None, Some(first), Some(second)]);
        assert_eq!(clients(Organisation::Client(MINE, first)), [Some(first)]);
        assert_eq!(clients(Organisation::Client(MINE, ClientKey(3))), []);
        assert_eq!(clients(Organisation::Partner(OTHER)), [None, Some(first)]);
        assert_eq!(clients(Organisation::Client(OTHER, second)), []);
    }

    async fn a_page_that_was_cut_off_hears_what_it_missed(test: TestStore) {
        let (live, _guard) = start(&test.store);
        record(&test.store, MINE, None, 1).await;
        let last = live.latest().await.unwrap();
        record(&test.store, MINE, None, 2).await;
        record(&test.store, OTHER, None, 3).await;
        let heard = missed(&live, Organisation::Partner(MINE), last).await.unwrap();
        assert_eq!(heard.len(), 2);
        assert!(heard.iter().all(|change| change.partner == MINE && last < change.n));
        let newest = live.latest().await.unwrap();
        assert_eq!(missed(&live, Organisation::Partner(MINE), newest).await, Some(Vec::new()));
    }

    async fn a_page_that_missed_too_much_looks_again(test: TestStore) {
        let (live, _guard) = start(&test.store);
        record(&test.store, MINE, None, 1).await;
        let last = live.latest().await.unwrap();
        record(&test.store, MINE, None, 499).await;
        assert_eq!(missed(&live, Organisation::Partner(MINE), last).await.map(|heard| heard.len()), Some(499));
        record(&test.store, OTHER, None, 1).await;
        assert_eq!(missed(&live, Organisation::Partner(MINE), last).await, None);
    }

    async fn a_page_that_missed_what_is_deleted_looks_again(test: TestStore) {
        let (live, _guard) = start(&test.store);
        record(&test.store, MINE, None, 1).await;
        let last = live.latest().await.unwrap();
        record(&test.store, MINE, None, 3).await;
        let seen = live.latest().await.unwrap();
        let prune = test.store.write::<_, store::StoreError, _>(move |tx| {
            Box::pin(async move { changes::prune(tx, NOW.plus_seconds(1)).await })
        });
        assert_eq!(prune.await.unwrap(), 3);
        assert_eq!(missed(&live, Organisation::Partner(MINE), last).await, None);
        assert_eq!(missed(&live, Organisation::Partner(MINE), seen).await, Some(Vec::new()));
        record(&test.store, MINE, None, 1).await;
        assert_eq!(missed(&live, Organisation::Partner(MINE), seen).await.map(|heard| heard.len()), Some(1));
    }

    async fn a_page_with_a_place_that_never_was_looks_again(test: TestStore) {
        let (live, _guard) = start(&test.store);
        assert_eq!(missed(&live, Organisation::Partner(MINE), 0).await, Some(Vec::new()));
        record(&test.store, MINE, None, 1).await;
        let beyond = live.latest().await.unwrap() + 1_000;
        assert_eq!(missed(&live, Organisation::Partner(MINE), beyond).await, None);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_another_process_hear_it_too() {
    let test = TestStore::new(EngineKind::Postgres).await;
    let second = Store::connect(&test.url).await.unwrap();
    let (_live, mut feed, _guard) = listening(&second).await;
    record(&test.store, MINE, None, 1).await;
    assert_eq!(next(&mut feed).await.partner, MINE);
}
