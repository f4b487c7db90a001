//! Transactions: whole or not at all, durable when they are answered, many at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::ids::{PartnerId, PartnerKey};
use domain::text::Name;
use store::{Store, StoreError, Tx, partners};

use crate::support::{NOW, commit, entropy, soon};

async fn insert(tx: &mut Tx, name: &str) -> Result<PartnerKey, StoreError> {
    partners::create(tx, &PartnerId::from_entropy(entropy()), &Name::parse(name).unwrap(), NOW).await
}

async fn names(store: &Store) -> Vec<String> {
    let mut conn = store.read().await.unwrap();
    let mut names: Vec<String> = partners::list(&mut conn).await.unwrap().into_iter().map(|row| row.name).collect();
    names.sort_unstable();
    names
}

/// What a use case may answer beside errors of the storage.
#[derive(Debug, PartialEq)]
enum Refusal {
    NotToday,
    Storage(String),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Storage(error.to_string())
    }
}

store::on_both_engines! {
    async fn many_writes_at_once_are_each_there_when_they_are_answered(test: TestStore) {
        let writes: Vec<_> = (0..200)
            .map(|number| {
                let store = test.store.clone();
                tokio::spawn(async move {
                    let name = format!("Partner {number:03}");
                    let written = name.clone();
                    let key = commit!(store, |tx| insert(tx, &written).await).unwrap();
                    let found = partners::get(&mut store.read().await.unwrap(), key).await.unwrap().unwrap();
                    assert_eq!(found.name, name);
                })
            })
            .collect();
        for write in writes {
            write.await.unwrap();
        }
        let expected: Vec<String> = (0..200).map(|number| format!("Partner {number:03}")).collect();
        assert_eq!(names(&test.store).await, expected);
    }

    async fn an_error_or_a_panic_takes_back_its_own_write_alone(test: TestStore) {
        let writes: Vec<_> = (0..90)
            .map(|number| {
                let store = test.store.clone();
                tokio::spawn(async move {
                    store
                        .write(move |tx| {
                            Box::pin(async move {
                                insert(tx, &format!("Kept {number:02}")).await?;
                                insert(tx, &format!("And {number:02}")).await?;
                                match number % 3 {
                                    0 => Ok(number),
                                    1 => Err(Refusal::NotToday),
                                    _ => panic!("on purpose"),
                                }
                            })
                        })
                        .await
                })
            })
            .collect();
        for (number, write) in writes.into_iter().enumerate() {
            match (number % 3, write.await) {
                (0, Ok(answer)) => assert_eq!(answer, Ok(number)),
                (1, Ok(answer)) => assert_eq!(answer, Err(Refusal::NotToday)),
                // A panic reaches the caller as one, or as an answer where another task did the work.
                (2, Ok(answer)) => assert!(matches!(answer, Err(Refusal::Storage(_))), "{answer:?}"),
                (2, Err(panicked)) => assert!(panicked.is_panic()),
                (kind, answer) => panic!("{kind}: {answer:?}"),
            }
        }
        let kept = (0..90).step_by(3);
        let mut expected: Vec<String> =
            kept.flat_map(|number| [format!("And {number:02}"), format!("Kept {number:02}")]).collect();
        expected.sort_unstable();
        assert_eq!(names(&test.store).await, expected);
    }

    async fn an_error_of_the_database_takes_back_what_came_before_it(test: TestStore) {
        let id = PartnerId::from_entropy(entropy());
        let twice = commit!(test.store, |tx| {
            let name = Name::parse("Twice").unwrap();
            partners::create(tx, &id, &name, NOW).await?;
            partners::create(tx, &id, &name, NOW).await
        });
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
        assert_eq!(names(&test.store).await, Vec::<String>::new());
        commit!(test.store, |tx| insert(tx, "After").await).unwrap();
        assert_eq!(names(&test.store).await, ["After"]);
    }

    async fn nobody_sees_a_write_before_it_is_committed(test: TestStore) {
        let (entered, go_on) = (Arc::new(tokio::sync::Notify::new()), Arc::new(tokio::sync::Notify::new()));
        let (inside, wait) = (entered.clone(), go_on.clone());
        let store = test.store.clone();
        let slow = tokio::spawn(async move {
            commit!(store, |tx| {
                insert(tx, "Slow").await?;
                inside.notify_one();
                wait.notified().await;
                Ok(())
            })
        });
        soon("the write begins", entered.notified()).await;
        assert_eq!(names(&test.store).await, Vec::<String>::new());
        go_on.notify_one();
        soon("the write ends", slow).await.unwrap().unwrap();
        assert_eq!(names(&test.store).await, ["Slow"]);
    }

    async fn one_who_goes_away_leaves_the_others_alone(test: TestStore) {
        let begun = Arc::new(AtomicUsize::new(0));
        for number in 0..20 {
            let counted = begun.clone();
            let mut given_up = Box::pin(test.store.write::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    counted.fetch_add(1, Ordering::SeqCst);
                    insert(tx, &format!("Gone {number}")).await
                })
            }));
            let _ = futures::poll!(&mut given_up);
        }
        let key = soon("the next write", async { commit!(test.store, |tx| insert(tx, "Next").await) }).await.unwrap();
        let mut conn = test.store.read().await.unwrap();
        assert_eq!(partners::get(&mut conn, key).await.unwrap().unwrap().name, "Next");
    }

    async fn a_closed_database_finishes_what_waits_and_takes_nothing_more(test: TestStore) {
        let mut waiting: Vec<_> = (0..40)
            .map(|number| {
                let store = test.store.clone();
                Box::pin(async move { commit!(store, |tx| insert(tx, &format!("Last {number:02}")).await) })
            })
            .collect();
        let second = Store::connect(&test.url).await.unwrap();
        if store::EngineKind::Sqlite == test.store.engine() {
            for write in &mut waiting {
                assert!(futures::poll!(write).is_pending());
            }
            soon("closing", test.store.close()).await;
            for write in waiting {
                soon("a write that waited", write).await.unwrap();
            }
            assert_eq!(names(&second).await.len(), 40);
        } else {
            soon("closing", test.store.close()).await;
        }
        assert!(commit!(test.store, |tx| insert(tx, "Late").await).is_err());
        assert!(test.store.read().await.is_err());
        assert!(!names(&second).await.contains(&"Late".to_owned()));
    }
}
