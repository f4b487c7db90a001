//! Events and what open pages hear are written with the change itself, or not at all.

use std::sync::Arc;

use domain::account::Organisation;
use domain::event::{EventData, EventKind, NewEvent};
use domain::ids::{EventId, PartnerKey};
use domain::waba::AccountType;
use store::changes::{self, Topic};
use store::events::{self, EventScope};
use store::notifications::{self, NotificationQuery};
use store::testing::TestStore;
use store::{EngineKind, Store, StoreError, Tx};
use tokio::sync::Notify;

use crate::support::channels::add_one;
use crate::support::{NOW, client, commit, entropy, partner, soon, user, waba, waba_facts};

async fn append(tx: &mut Tx, scope: EventScope, kind: EventKind, subject: &str) -> Result<(), StoreError> {
    let event = NewEvent { kind, data: EventData::about(subject).changed(Some("High"), Some("Low")).because("why") };
    events::append(tx, scope, &event, &EventId::from_entropy(entropy()), NOW).await
}

fn of_partner(partner: PartnerKey) -> EventScope {
    EventScope { partner, client: None, waba: None, channel: None, template: None }
}

async fn topics(store: &Store) -> Vec<Topic> {
    let mut conn = store.read().await.unwrap();
    changes::after(&mut conn, 0, 100).await.unwrap().into_iter().map(|change| change.topic).collect()
}

store::on_both_engines! {
    async fn an_event_is_there_with_its_change_or_neither_is(test: TestStore) {
        let partner = partner(&test.store, "One").await;
        let refused = commit!(test.store, |tx| {
            append(tx, of_partner(partner), EventKind::AccountAlert, "never").await?;
            changes::record(tx, partner, None, None, Topic::Sync, NOW).await?;
            Err::<(), _>(StoreError::GivenUp("on purpose"))
        });
        assert!(refused.is_err());
        assert_eq!(topics(&test.store).await, []);

        commit!(test.store, |tx| {
            append(tx, of_partner(partner), EventKind::AccountAlert, "once").await?;
            changes::record(tx, partner, None, None, Topic::Sync, NOW).await
        })
        .unwrap();
        assert_eq!(topics(&test.store).await, [Topic::Notifications, Topic::Sync]);
    }

    async fn the_history_of_a_channel_is_its_own_newest_first(test: TestStore) {
        let one = partner(&test.store, "One").await;
        let owner = client(&test.store, one, "Owner", "mail@owner.example").await;
        let waba = waba(&test.store, &owner, waba_facts("1", "Account", AccountType::Shared)).await;
        let channel = add_one(&test.store, &waba, "100", "+49 30 901820", "Café").await;
        let sister = add_one(&test.store, &waba, "101", "+49 30 901821", "Sister").await;
        let scope = EventScope { partner: one, client: Some(owner.key), waba: Some(waba.key), channel: Some(channel.key), template: None };
        let of_sister = EventScope { channel: Some(sister.key), ..scope };
        for (kind, subject) in [
            (EventKind::ChannelStatusChanged, "first"),
            (EventKind::PhoneNumberQualityChanged, "second"),
            (EventKind::MessagingLimitChanged, "third"),
        ] {
            commit!(test.store, |tx| {
                append(tx, scope, kind, subject).await?;
                append(tx, of_sister, kind, "of the sister").await
            })
            .unwrap();
        }
        let mut conn = test.store.read().await.unwrap();
        let history = events::of_channel(&mut conn, one, channel.key, 2).await.unwrap();
        let subjects: Vec<&str> = history.iter().map(|event| event.data.subject.as_str()).collect();
        assert_eq!(subjects, ["third", "second"]);
        let newest = &history[0];
        assert_eq!(newest.kind, EventKind::MessagingLimitChanged);
        assert_eq!(newest.data.change_words().as_deref(), Some("High → Low"));
        assert_eq!((newest.at, newest.client.as_ref(), newest.client_name.as_deref()), (NOW, Some(&owner.id), Some("Owner")));
        assert_eq!((newest.waba.as_ref(), newest.channel.as_ref()), (Some(&waba.id), Some(&channel.id)));

        let other = partner(&test.store, "Two").await;
        assert_eq!(events::of_channel(&mut conn, other, channel.key, 10).await.unwrap(), []);
    }

    async fn an_event_id_is_taken_once(test: TestStore) {
        let partner = partner(&test.store, "One").await;
        let id = EventId::from_entropy(entropy());
        let twice = commit!(test.store, |tx| {
            let event = NewEvent { kind: EventKind::ClientCreated, data: EventData::about("x") };
            events::append(tx, of_partner(partner), &event, &id, NOW).await?;
            events::append(tx, of_partner(partner), &event, &id, NOW).await
        });
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
        assert_eq!(topics(&test.store).await, []);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_is_committed_late_comes_late_in_the_order() {
    let test = TestStore::new(EngineKind::Postgres).await;
    let (one, person) = (partner(&test.store, "One").await, user(&test.store, "person@example.com").await);
    let (entered, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (inside, wait, store) = (entered.clone(), go_on.clone(), test.store.clone());
    let slow = tokio::spawn(async move {
        commit!(store, |tx| {
            append(tx, of_partner(one), EventKind::AccountAlert, "slow").await?;
            inside.notify_one();
            wait.notified().await;
            Ok(())
        })
    });
    soon("the slow write begins", entered.notified()).await;
    commit!(test.store, |tx| append(tx, of_partner(one), EventKind::AccountAlert, "quick").await).unwrap();
    let side = Organisation::Partner(one);
    commit!(test.store, |tx| notifications::mark_all_read(tx, side, person, NOW).await).unwrap();
    go_on.notify_one();
    soon("the slow write", slow).await.unwrap().unwrap();
    let mut conn = test.store.read().await.unwrap();
    let list = notifications::page(&mut conn, side, person, &NotificationQuery::default(), 10).await.unwrap();
    let subjects: Vec<&str> = list.iter().map(|one| one.event.data.subject.as_str()).collect();
    assert_eq!(subjects, ["slow", "quick"]);
    let unread = notifications::unread(&mut conn, side, person).await.unwrap();
    assert_eq!(unread, 1, "nobody could have read it when all were marked");
}
