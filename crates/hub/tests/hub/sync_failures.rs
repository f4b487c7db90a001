//! Syncs that fail: tried again after a while, visible, and nothing is lost meanwhile.

use domain::event::EventKind;
use domain::state::ChannelState;
use hub::wabas::Synced;
use simulator::{Fault, FaultOrder, NewWaba, Seed};

use crate::support::{APP_SECRET, INTERVAL, NOW, World, meta, news};

/// Lets every call of the next sync fail that way, however often it is repeated.
fn fail(world: &World, kind: Fault, path: &str) {
    world.meta.fail(FaultOrder { kind, times: 100, path: path.to_owned() });
}

fn is_failure(synced: &[Synced]) -> bool {
    matches!(synced, [Synced::Failed { reason }] if !reason.is_empty())
}

store::on_both_engines! {
    async fn a_failed_sync_is_visible_and_tried_again_later_and_later(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let number = &account.number_ids[0];
        world.hub.clock.advance(2 * INTERVAL);
        fail(&world, Fault::ServiceDown, "");
        for (turn, pause) in [(1, 30), (2, 60), (3, 120), (4, 240)] {
            let synced = world.sync_due().await;
            assert!(is_failure(&synced), "turn {turn}: {synced:?}");
            let Synced::Failed { reason } = &synced[0] else { panic!("{synced:?}") };
            let details = world.details(number).await;
            assert_eq!(details.sync.error.as_ref(), Some(reason));
            assert_eq!(details.sync.synced_at, Some(NOW), "the last complete one");
            let expected = if turn == 3 { vec![news(EventKind::SyncFailed, "Nordlicht", reason)] } else { Vec::new() };
            assert_eq!(world.news().await, expected, "turn {turn}");
            world.hub.clock.advance(pause - 1);
            assert_eq!(world.sync_due().await, [], "turn {turn}: too early");
            world.hub.clock.advance(1);
        }
        world.meta.fail_no_more();
        assert_eq!(world.sync_due().await, [Synced::Done { numbers: 1 }]);
        let details = world.details(number).await;
        assert_eq!((details.sync.error, details.sync.synced_at), (None, Some(world.hub.clock.now())));
    }

    async fn a_call_that_fails_once_is_repeated_within_the_sync(test: TestStore) {
        let world = World::start(test).await;
        world.account(1).await;
        for fault in [Fault::ServiceDown, Fault::BadGateway, Fault::MalformedBody, Fault::ConnectionCut, Fault::UnknownError] {
            world.hub.clock.advance(2 * INTERVAL);
            world.meta.fail_next(fault);
            assert_eq!(world.sync_due().await, [Synced::Done { numbers: 1 }], "{fault:?}");
        }
        assert_eq!(world.news().await, []);
    }

    async fn a_list_that_breaks_off_deletes_nothing(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(60).await;
        world.hub.clock.advance(2 * INTERVAL);
        world.meta.change_number(
            &account.number_ids[0],
            simulator::NumberChange {
                quality_rating: Some("RED".to_owned()),
                announce: simulator::Announce::Silent,
                ..simulator::NumberChange::default()
            },
        ).await.unwrap();
        // The account itself and the first page are answered, the second page is not.
        let calls = world.meta.request_count();
        fail(&world, Fault::SomethingWentWrong, "phone_numbers");
        assert!(is_failure(&world.sync_due().await));
        assert!(calls < world.meta.request_count());
        let cards = world.cards().await;
        assert_eq!(cards.len(), 60);
        assert!(cards.iter().all(|card| card.state == ChannelState::Connected));
    }

    async fn a_rate_limit_is_waited_for(test: TestStore) {
        let world = World::start(test).await;
        world.account(1).await;
        world.hub.clock.advance(2 * INTERVAL);
        world.meta.fail_next(Fault::WabaRateLimit);
        let synced = world.sync_due().await;
        assert!(is_failure(&synced), "{synced:?}");
        assert_eq!(world.sync_due().await, []);
        world.hub.clock.advance(29);
        assert_eq!(world.sync_due().await, [], "Meta named a longer wait than the usual pause");
    }

    async fn a_number_that_is_gone_at_meta_is_deleted_and_told(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(3).await;
        // The same account at a Meta that no longer has the last number.
        let (other, _running) = meta(Seed::Empty, None, APP_SECRET).await;
        let name = Some("Nordlicht".to_owned());
        let smaller = other.add_waba(NewWaba { name, numbers: 2, ..NewWaba::default() }).await.unwrap();
        assert_eq!((&smaller.waba_id, &smaller.number_ids[..]), (&account.waba_id, &account.number_ids[..2]));
        world.hub.clock.advance(2 * INTERVAL);
        let without = world.asking(&other);
        assert_eq!(hub::wabas::sync_next_due(&without).await.unwrap(), Some(Synced::Done { numbers: 2 }));
        assert_eq!(
            world.news().await,
            [
                news(EventKind::ChannelStatusChanged, "+1 201 555 0102", "Connected → Deleted"),
                news(EventKind::ChannelDeleted, "+1 201 555 0102", "Meta no longer lists it in the account."),
            ]
        );
        let card = world.card(&account.number_ids[2]).await;
        assert_eq!((card.state, card.prompts.len()), (ChannelState::Deleted, 0));

        world.hub.clock.advance(2 * INTERVAL);
        assert_eq!(hub::wabas::sync_next_due(&without).await.unwrap(), Some(Synced::Done { numbers: 2 }));
        assert_eq!(world.news().await, [], "it is told once");

        world.hub.clock.advance(2 * INTERVAL);
        assert_eq!(world.sync_due().await, [Synced::Done { numbers: 3 }]);
        let back = news(EventKind::ChannelStatusChanged, "+1 201 555 0102", "Deleted → Connected");
        assert_eq!(world.news().await, [back]);
    }

    async fn what_cannot_be_stored_is_visible_and_tried_again_and_holds_up_nobody(test: TestStore) {
        let world = World::start(test).await;
        let (first, second) = (world.account(0).await, world.account(1).await);
        // The same accounts at a Meta where the number stands in the other one.
        let (other, _running) = meta(Seed::Empty, None, APP_SECRET).await;
        for account in [&first, &second] {
            let name = Some("Nordlicht".to_owned());
            let same = other.add_waba(NewWaba { name, ..NewWaba::default() }).await.unwrap();
            assert_eq!(same.waba_id, account.waba_id);
        }
        assert_eq!(other.add_numbers(&first.waba_id, 1).await.unwrap(), second.number_ids);
        let elsewhere = world.asking(&other);
        world.hub.clock.advance(2 * INTERVAL);
        let mut synced = Vec::new();
        while let Some(one) = hub::wabas::sync_next_due(&elsewhere).await.unwrap() {
            synced.push(one);
        }
        let reason = "A number of this account stands in another account of the hub.".to_owned();
        let failed = Synced::Failed { reason: reason.clone() };
        assert_eq!(synced.len(), 2);
        assert!(synced.contains(&failed) && synced.contains(&Synced::Done { numbers: 0 }), "{synced:?}");
        let mut conn = world.hub.store.read().await.unwrap();
        let account = store::wabas::find_by_external_id(&mut conn, &first.waba_id).await.unwrap().unwrap();
        assert_eq!((account.sync_error, account.sync_failures), (Some(reason), 1));
        drop(conn);
        world.hub.clock.advance(30);
        assert_eq!(hub::wabas::sync_next_due(&elsewhere).await.unwrap(), Some(failed), "nobody holds its lease");
    }

    async fn accounts_do_not_wait_for_one_that_fails(test: TestStore) {
        let world = World::start(test).await;
        let broken = world.account(1).await;
        world.account(2).await;
        world.hub.clock.advance(2 * INTERVAL);
        fail(&world, Fault::ServiceDown, &broken.waba_id);
        let mut synced = world.sync_due().await;
        synced.retain(|one| !matches!(one, Synced::Failed { .. }));
        assert_eq!(synced, [Synced::Done { numbers: 2 }]);
    }
}
