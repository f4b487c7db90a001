//! SQLite's one writer: use cases that wait at the same time share a commit, in the order in which they came.

use std::sync::Arc;

use domain::ids::{PartnerId, PartnerKey};
use domain::text::Name;
use futures::future::BoxFuture;
use store::changes::{self, Topic};
use store::testing::TestStore;
use store::{EngineKind, Store, StoreError, partners};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::support::{NOW, commit, entropy, soon};

/// A write that keeps the writer busy until it is let go.
struct Busy {
    go_on: Arc<Notify>,
    task: JoinHandle<Result<(), StoreError>>,
}

impl Busy {
    async fn start(store: &Store) -> Self {
        let (entered, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (inside, wait, store) = (entered.clone(), go_on.clone(), store.clone());
        let task = tokio::spawn(async move {
            commit!(store, |_tx| {
                inside.notify_one();
                wait.notified().await;
                Ok(())
            })
        });
        soon("the writer is busy", entered.notified()).await;
        Self { go_on, task }
    }

    async fn let_go(self) {
        self.go_on.notify_one();
        soon("the writer is free", self.task).await.unwrap().unwrap();
    }
}

type Waiting = BoxFuture<'static, Result<PartnerKey, StoreError>>;

/// Queues writes while the writer is busy; each tells open pages, so that each commit is one wake-up.
async fn queue(store: &Store, count: usize) -> Vec<Waiting> {
    let mut waiting: Vec<Waiting> = Vec::new();
    for number in 0..count {
        let store = store.clone();
        // Without tokio's budget, which would make some of them wait before they queue.
        let mut write: Waiting = Box::pin(tokio::task::unconstrained(async move {
            commit!(store, |tx| {
                let name = Name::parse(&format!("{number:04}")).unwrap();
                let key = partners::create(tx, &PartnerId::from_entropy(entropy()), &name, NOW).await?;
                changes::record(tx, key, None, None, Topic::Sync, NOW).await?;
                if number % 10 == 9 { Err(StoreError::GivenUp("on purpose")) } else { Ok(key) }
            })
        }));
        assert!(futures::poll!(&mut write).is_pending());
        waiting.push(write);
    }
    waiting
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_that_wait_together_share_commits() {
    let test = TestStore::new(EngineKind::Sqlite).await;
    let busy = Busy::start(&test.store).await;
    let waiting = queue(&test.store, 300).await;
    let before = *test.store.wakeups().borrow();
    busy.let_go().await;
    let answers = soon("all writes", futures::future::join_all(waiting)).await;
    let commits = *test.store.wakeups().borrow() - before;
    assert!((1..=100).contains(&commits), "{commits} commits for 300 writes");
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 270);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_are_done_in_the_order_in_which_they_came() {
    let test = TestStore::new(EngineKind::Sqlite).await;
    let busy = Busy::start(&test.store).await;
    // More than one commit holds.
    let waiting = queue(&test.store, 700).await;
    busy.let_go().await;
    soon("all writes", futures::future::join_all(waiting)).await;
    let mut conn = test.store.read().await.unwrap();
    let names: Vec<String> = partners::list(&mut conn).await.unwrap().into_iter().map(|row| row.name).collect();
    let expected: Vec<String> =
        (0..700).filter(|number| number % 10 != 9).map(|number| format!("{number:04}")).collect();
    assert_eq!(names, expected);
    let told = changes::after(&mut conn, 0, 1_000).await.unwrap().len();
    assert_eq!(told, 630, "what is taken back tells nobody");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_answered_before_the_shared_commit() {
    let test = TestStore::new(EngineKind::Sqlite).await;
    let busy = Busy::start(&test.store).await;
    let mut first = queue(&test.store, 1).await;
    let (entered, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (inside, wait, store) = (entered.clone(), go_on.clone(), test.store.clone());
    let mut second = Box::pin(async move {
        commit!(store, |_tx| {
            inside.notify_one();
            wait.notified().await;
            Ok(())
        })
    });
    assert!(futures::poll!(&mut second).is_pending());
    busy.go_on.notify_one();
    soon("the second write begins", entered.notified()).await;
    // The first has run. Whether it shares the commit of the second or had one of its own, it is answered if and
    // only if others can see it.
    let answered = futures::poll!(&mut first[0]).is_ready();
    let seen = !partners::list(&mut test.store.read().await.unwrap()).await.unwrap().is_empty();
    assert!(seen || !answered);
    go_on.notify_one();
    soon("the second write", second).await.unwrap();
    soon("the writer is free", busy.task).await.unwrap().unwrap();
    if !answered {
        soon("the first write", first.remove(0)).await.unwrap();
    }
    assert_eq!(partners::list(&mut test.store.read().await.unwrap()).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_on_the_same_file_waits_for_its_turn() {
    let test = TestStore::new(EngineKind::Sqlite).await;
    let second = Store::connect(&test.url).await.unwrap();
    let writes: Vec<_> = (0..60)
        .map(|number| {
            let store = if number % 2 == 0 { test.store.clone() } else { second.clone() };
            tokio::spawn(async move {
                let (id, name) = (PartnerId::from_entropy(entropy()), Name::parse(&format!("{number:02}")).unwrap());
                commit!(store, |tx| partners::create(tx, &id, &name, NOW).await)
            })
        })
        .collect();
    for write in writes {
        soon("a write", write).await.unwrap().unwrap();
    }
    assert_eq!(partners::list(&mut second.read().await.unwrap()).await.unwrap().len(), 60);
}
