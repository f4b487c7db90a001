//! Whatever Meta posts is stored before it is answered and applied once; what makes no sense harms nothing.

use std::sync::Arc;

use domain::event::EventKind;
use domain::state::ChannelState;
use futures::FutureExt;
use serde_json::{Value, json};
use simulator::{Outcome, Seed};

use crate::support::{World, bodies, news};

async fn counted(world: &World) -> Vec<(String, i64)> {
    store::webhooks::counted_fields(&mut world.hub.store.read().await.unwrap()).await.unwrap()
}

async fn backlog(world: &World) -> i64 {
    store::webhooks::backlog(&mut world.hub.store.read().await.unwrap()).await.unwrap()
}

async fn stored(world: &World) -> i64 {
    store::webhooks::stored(&mut world.hub.store.read().await.unwrap()).await.unwrap()
}

fn violation(kind: &str) -> Value {
    json!({ "event": "ACCOUNT_VIOLATION", "violation_info": { "violation_type": kind } })
}

store::on_both_engines! {
    async fn the_address_answers_metas_handshake(test: TestStore) {
        let world = World::start(test).await;
        world.meta.verify_webhook().await.unwrap();
    }

    async fn a_hint_wakes_the_sync_and_the_status_of_a_message_does_not(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let woken = || world.hub.signals.sync.notified().now_or_never().is_some();
        assert!(woken(), "a new account is read at once");
        world.post(bodies::statuses(&account.waba_id, &account.number_ids[0], &[("wamid.1", "read")])).await;
        assert!(!woken());
        world.meta.set_quality(&account.number_ids[0], "RED").await.unwrap();
        world.hear().await;
        assert!(woken());
    }

    async fn a_wrong_signature_is_refused_and_nothing_is_stored(test: TestStore) {
        let world = World::with(test, Seed::Empty, "the secret of somebody else").await;
        world.meta.send_webhook(bodies::post("1", &[])).await.unwrap();
        world.meta.webhooks_settled().await;
        let delivery = world.meta.deliveries().remove(0);
        assert_eq!((delivery.outcome, delivery.last_status), (Outcome::GivenUp, Some(401)));
        assert_eq!(stored(&world).await, 0);
    }

    async fn a_body_waits_stored_until_it_is_applied(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        world.meta.set_account_review(&account.waba_id, "REJECTED").await.unwrap();
        world.meta.webhooks_settled().await;
        assert_eq!(backlog(&world).await, 1);
        assert_eq!(world.news().await, [], "nothing is looked at before the answer");
        assert_eq!(world.apply().await, 1);
        assert_eq!(backlog(&world).await, 0);
        assert_eq!(world.cards().await[0].state, ChannelState::Rejected);
    }

    async fn duplicates_are_applied_once(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        world.post(bodies::account_update(&account.waba_id, &violation("SCAM"))).await;
        for _ in 0..3 {
            world.meta.send_duplicate_last().await.unwrap();
        }
        world.hear().await;
        assert_eq!(world.news().await, [news(EventKind::AccountViolation, "Nordlicht", "scam")]);
        assert_eq!(stored(&world).await, 4);

        let other = bodies::account_update(&account.waba_id, &violation("ADULT"));
        world.meta.send_webhook(other.clone()).await.unwrap();
        // The same update, spelled in another way and grouped with another one.
        let both = bodies::post(
            &account.waba_id,
            &[bodies::change("account_update", &violation("ADULT")), bodies::change("account_update", &violation("SPAM"))],
        );
        world.meta.send_webhook(both.replace(':', " : ")).await.unwrap();
        world.hear().await;
        assert_eq!(
            world.news().await,
            [
                news(EventKind::AccountViolation, "Nordlicht", "adult"),
                news(EventKind::AccountViolation, "Nordlicht", "spam"),
            ]
        );
    }

    async fn unknown_fields_are_kept_and_counted(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        for turn in 0..3 {
            let changes = [
                bodies::change("flows", &json!({ "turn": turn })),
                bodies::change("message_template_status_update", &json!({ "event": "APPROVED", "turn": turn })),
            ];
            world.post(bodies::post(&account.waba_id, &changes)).await;
        }
        let expected = [("flows".to_owned(), 3), ("message_template_status_update".to_owned(), 3)];
        assert_eq!(counted(&world).await, expected);
        assert_eq!(world.news().await, []);
    }

    async fn an_account_that_is_not_connected_is_ignored(test: TestStore) {
        let world = World::start(test).await;
        world.account(1).await;
        world.post(bodies::account_update("999", &violation("SCAM"))).await;
        world.post(bodies::statuses("999", "888", &[("wamid.1", "sent")])).await;
        assert_eq!(world.news().await, []);
        assert_eq!(backlog(&world).await, 0);
        assert_eq!(counted(&world).await, [("(account that is not connected)".to_owned(), 1)]);
    }

    async fn a_body_that_makes_no_sense_is_set_aside_and_holds_up_nobody(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let strange: Vec<Vec<u8>> = [
            b"not JSON".to_vec(),
            b"".to_vec(),
            b"{\"object\":".to_vec(),
            b"[]".to_vec(),
            b"null".to_vec(),
            b"\xff\xfe".to_vec(),
            b"{}".to_vec(),
            b"{\"object\":\"page\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"feed\",\"value\":1}]}]}".to_vec(),
            b"{\"object\":\"whatsapp_business_account\",\"entry\":\"none\"}".to_vec(),
            bodies::post(&account.waba_id, &[bodies::change("account_update", &json!(["odd"]))]).into_bytes(),
            bodies::post(&account.waba_id, &[bodies::change("account_update\0", &json!({ "event": "\0" }))]).into_bytes(),
            bodies::account_update(&account.waba_id, &violation("NUL\0")).into_bytes(),
            bodies::statuses(&account.waba_id, &account.number_ids[0], &[("wamid\0", "sent")]).into_bytes(),
        ]
        .to_vec();
        for body in strange {
            world.meta.send_webhook(body).await.unwrap();
        }
        world.meta.send_webhook(bodies::account_update(&account.waba_id, &violation("SCAM"))).await.unwrap();
        world.hear().await;
        assert!(world.meta.deliveries().iter().all(|delivery| delivery.outcome == Outcome::Delivered));
        assert_eq!(backlog(&world).await, 0);
        let told = world.news().await;
        assert_eq!(told.last(), Some(&news(EventKind::AccountViolation, "Nordlicht", "scam")), "{told:?}");
    }

    async fn a_thousand_updates_in_one_post_are_all_applied(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        let mut changes: Vec<Value> =
            (0..999).map(|number| bodies::change("account_update", &violation(&format!("KIND_{number}")))).collect();
        changes.push(bodies::change("account_review_update", &json!({ "decision": "REJECTED" })));
        world.post(bodies::post(&account.waba_id, &changes)).await;
        let told = world.news().await;
        let violations: Vec<&str> =
            told.iter().filter(|(kind, ..)| *kind == EventKind::AccountViolation).map(|(_, _, what)| what.as_str()).collect();
        let expected: Vec<String> = (0..999).map(|number| format!("kind {number}")).collect();
        assert_eq!(violations, expected, "in their order");
        assert_eq!(told.len(), 999 + 3);
        assert!(world.cards().await.iter().all(|card| card.state == ChannelState::Rejected));
    }

    async fn two_processes_apply_each_update_once(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        for number in 0..450 {
            let body = bodies::account_update(&account.waba_id, &violation(&format!("KIND_{number}")));
            hub::webhooks::receive(&world.hub, body.into()).await.unwrap();
        }
        let mut second = world.hub.clone();
        second.process = Arc::from("two");
        while 0 < backlog(&world).await {
            let (one, two) =
                tokio::join!(hub::webhooks::process_waiting(&world.hub), hub::webhooks::process_waiting(&second));
            one.unwrap();
            two.unwrap();
        }
        assert_eq!(world.news().await.len(), 450);
    }

    async fn a_process_that_dies_is_followed_by_another(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        world.post(bodies::account_update(&account.waba_id, &violation("FIRST"))).await;
        let body = bodies::account_update(&account.waba_id, &violation("SECOND"));
        hub::webhooks::receive(&world.hub, body.into()).await.unwrap();
        let mut second = world.hub.clone();
        second.process = Arc::from("two");
        assert_eq!(hub::webhooks::process_waiting(&second).await.unwrap(), 0, "the first still holds the lease");
        world.hub.clock.advance(31);
        assert_eq!(hub::webhooks::process_waiting(&second).await.unwrap(), 1);
        assert_eq!(world.news().await.len(), 2);
    }
}
