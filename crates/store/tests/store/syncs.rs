//! Whose sync is due, and what is remembered of a sync.

use domain::Timestamp;
use domain::account::Organisation;
use domain::ids::WabaKey;
use domain::waba::{AccountType, TokenState};
use store::wabas::{self, Waba};
use store::{Store, StoreError};

use crate::support::{NOW, client, commit, partner, waba, waba_facts};

/// How long one process may work on an account.
const LEASE: i64 = 600;
/// The pause between two syncs.
const INTERVAL: i64 = 3_600;

async fn accounts(store: &Store, count: usize) -> Vec<Waba> {
    let partner = partner(store, "One").await;
    let owner = client(store, partner, "Owner", "mail@owner.example").await;
    let mut accounts = Vec::new();
    for number in 0..count {
        let facts = waba_facts(&format!("{number}"), &format!("Account {number}"), AccountType::Shared);
        accounts.push(waba(store, &owner, facts).await);
    }
    accounts
}

async fn claim(store: &Store, now: Timestamp) -> Option<WabaKey> {
    commit!(store, |tx| wabas::claim_due(tx, now, now.plus_seconds(LEASE)).await).unwrap().map(|waba| waba.key)
}

async fn done(store: &Store, key: WabaKey, at: Timestamp) {
    commit!(store, |tx| wabas::sync_done(tx, key, at, at.plus_seconds(INTERVAL)).await).unwrap();
}

async fn find(store: &Store, key: WabaKey) -> Waba {
    wabas::find(&mut store.read().await.unwrap(), key).await.unwrap().unwrap()
}

store::on_both_engines! {
    async fn each_account_is_claimed_once_and_again_when_it_is_due(test: TestStore) {
        let accounts = accounts(&test.store, 2).await;
        assert_eq!(claim(&test.store, NOW).await, Some(accounts[0].key));
        assert_eq!(claim(&test.store, NOW).await, Some(accounts[1].key));
        assert_eq!(claim(&test.store, NOW).await, None);
        done(&test.store, accounts[0].key, NOW).await;
        assert_eq!(claim(&test.store, NOW.plus_seconds(INTERVAL - 1)).await, Some(accounts[1].key), "its lease is over");
        assert_eq!(claim(&test.store, NOW.plus_seconds(INTERVAL)).await, Some(accounts[0].key));
        assert_eq!(find(&test.store, accounts[0].key).await.synced_at, Some(NOW));
    }

    async fn a_hint_makes_an_account_due_at_once(test: TestStore) {
        let key = accounts(&test.store, 1).await[0].key;
        claim(&test.store, NOW).await.unwrap();
        done(&test.store, key, NOW).await;
        let later = NOW.plus_seconds(60);
        assert_eq!(claim(&test.store, later).await, None);
        commit!(test.store, |tx| wabas::sync_soon(tx, key, later).await).unwrap();
        assert_eq!(claim(&test.store, later).await, Some(key));
    }

    async fn a_hint_that_comes_during_a_sync_is_followed_by_another_sync(test: TestStore) {
        let key = accounts(&test.store, 1).await[0].key;
        claim(&test.store, NOW).await.unwrap();
        let during = NOW.plus_seconds(5);
        commit!(test.store, |tx| wabas::sync_soon(tx, key, during).await).unwrap();
        assert_eq!(claim(&test.store, during).await, None, "one process works on it");
        let end = NOW.plus_seconds(9);
        done(&test.store, key, end).await;
        assert_eq!(find(&test.store, key).await.synced_at, Some(end));
        assert_eq!(claim(&test.store, end).await, Some(key), "what the hint was about may have been read too early");
        done(&test.store, key, end).await;
        assert_eq!(claim(&test.store, end.plus_seconds(INTERVAL - 1)).await, None, "once");
    }

    async fn a_failed_sync_waits_and_is_counted_until_one_succeeds(test: TestStore) {
        let key = accounts(&test.store, 1).await[0].key;
        for failures in 1..=3 {
            claim(&test.store, NOW.plus_seconds(failures * 1_000)).await.unwrap();
            let next = NOW.plus_seconds(failures * 1_000 + 30);
            let counted = commit!(test.store, |tx| wabas::sync_failed(tx, key, "Meta is away.", next).await).unwrap();
            assert_eq!(counted, failures);
            assert_eq!(claim(&test.store, next.plus_seconds(-1)).await, None);
        }
        let failed = find(&test.store, key).await;
        assert_eq!((failed.sync_error.as_deref(), failed.sync_failures), (Some("Meta is away."), 3));
        done(&test.store, key, NOW).await;
        let fine = find(&test.store, key).await;
        assert_eq!((fine.sync_error, fine.sync_failures), (None, 0));
    }

    async fn a_refused_token_pauses_until_a_new_one_comes(test: TestStore) {
        let key = accounts(&test.store, 1).await[0].key;
        claim(&test.store, NOW).await.unwrap();
        commit!(test.store, |tx| wabas::refuse_token(tx, key, "Error 190").await).unwrap();
        let refused = find(&test.store, key).await;
        assert_eq!((refused.token_state, refused.sync_error.as_deref()), (TokenState::Refused, Some("Error 190")));
        assert_eq!(claim(&test.store, NOW.plus_seconds(9 * INTERVAL)).await, None);
        let now = NOW.plus_seconds(10 * INTERVAL);
        commit!(test.store, |tx| wabas::replace_token(tx, key, b"new", now).await).unwrap();
        let restored = find(&test.store, key).await;
        assert_eq!((restored.token_state, restored.token.as_deref()), (TokenState::Valid, Some(b"new".as_slice())));
        assert_eq!(claim(&test.store, now).await, Some(key));
    }

    async fn who_claims_at_the_same_time_gets_another_account(test: TestStore) {
        accounts(&test.store, 6).await;
        let claims = (0..6).map(|_| claim(&test.store, NOW));
        let mut claimed: Vec<WabaKey> = futures::future::join_all(claims).await.into_iter().flatten().collect();
        claimed.sort_unstable();
        claimed.dedup();
        assert_eq!(claimed.len(), 6);
        assert_eq!(claim(&test.store, NOW).await, None);
    }

    async fn the_progress_of_first_syncs_is_shown_until_all_are_read(test: TestStore) {
        let accounts = accounts(&test.store, 3).await;
        let side = Organisation::Partner(accounts[0].partner);
        let progress = async || wabas::first_sync(&mut test.store.read().await.unwrap(), side).await.unwrap();
        let shown = async || progress().await.map(|progress| (progress.done, progress.accounts));
        assert_eq!(shown().await, Some((0, 3)));
        done(&test.store, accounts[0].key, NOW).await;
        assert_eq!(shown().await, Some((1, 3)));
        let refused = accounts[1].key;
        commit!(test.store, |tx| wabas::refuse_token(tx, refused, "190").await).unwrap();
        assert_eq!(shown().await, Some((2, 3)), "nobody waits for a refused token");
        done(&test.store, accounts[2].key, NOW).await;
        assert_eq!(shown().await, None);
    }

    async fn an_account_is_connected_once(test: TestStore) {
        let accounts = accounts(&test.store, 1).await;
        let (partner, client, facts) = (accounts[0].partner, accounts[0].client, accounts[0].facts.clone());
        let again = commit!(test.store, |tx| {
            let new = wabas::NewWaba {
                id: domain::ids::WabaId::from_entropy([9; 16]),
                partner,
                client,
                payment: domain::permission::PaymentType::Direct,
                facts: &facts,
                token: Vec::new(),
                at: NOW,
            };
            wabas::insert(tx, &new).await
        });
        assert!(matches!(again, Err(StoreError::Duplicate)), "{again:?}");
    }
}
