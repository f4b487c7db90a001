//! What happens when a receiver does not take what it is sent.

use std::time::{Duration, Instant};

use domain::delivery::DeliveryState;
use domain::network::Networks;
use domain::webhook_address::{Headers, WebhookAddress};
use hub::accounts::clients::{self, ClientForm};
use hub::deliveries::deliver_next;
use hub::housekeeping::tidy;
use hub::{Hub, Outbound, partner_webhook};
use store::StoreError;
use store::deliveries::queues;

use super::listener::{Got, Listener, Reply};
use super::support::{attempts, deliver, neighbour, payloads, seen, world};
use crate::support::{NOW, soon};

store::on_both_engines! {
    async fn what_is_not_taken_is_tried_again_with_growing_delays(test: TestStore) {
        let (world, listener) = world(test).await;
        listener.replies([Reply::Status(500), Reply::Redirect, Reply::Never, Reply::Flood]);
        world.client("Nordlicht").await;
        let mut ids = Vec::new();
        for delay in [0, 5, 30, 120, 600] {
            world.hub.clock.advance(delay - 1);
            assert_eq!(deliver(&world).await.len(), 0, "not before {delay} s");
            // A fifth is added at most.
            world.hub.clock.advance(1 + delay / 5);
            assert_eq!(deliver(&world).await.len(), 1);
            let got = listener.one();
            assert_eq!(got.header("webhook-timestamp"), world.hub.clock.now().seconds().to_string());
            ids.push(got.header("webhook-id").to_owned());
        }
        ids.dedup();
        assert_eq!(ids.len(), 1, "the id stays the same");
        let seen = seen(&world).await;
        let statuses: Vec<_> = seen.attempts.iter().map(|one| one.status).collect();
        assert_eq!(statuses, [Some(200), Some(400), None, Some(302), Some(500)]);
        let answers: Vec<&str> = seen.attempts.iter().map(|one| one.answer.as_str()).collect();
        assert_eq!((answers[0], answers[4]), ("", "the answer"));
        assert_eq!(answers[1], "x".repeat(300));
        assert_eq!(answers[2], "There was no answer within 0.5 s.");
        assert!(seen.attempts.iter().all(|one| one.state == DeliveryState::Delivered && one.next_at.is_none()));
    }

    async fn it_is_given_up_after_a_week_and_the_log_goes_after_a_month(test: TestStore) {
        let (world, listener) = world(test).await;
        listener.replies([Reply::Status(503); 100]);
        world.client("Nordlicht").await;
        let began = world.hub.clock.now();
        while seen(&world).await.attempts.first().is_none_or(|one| one.state == DeliveryState::Waiting) {
            deliver(&world).await;
            world.hub.clock.advance(3_600);
            assert!(world.hub.clock.now() < began.plus_seconds(8 * 86_400), "{:?}", attempts(&world).await);
        }
        assert!(began.plus_seconds(5 * 86_400) < world.hub.clock.now());
        assert_eq!((listener.got().len(), payloads(&world).await), (attempts(&world).await.len(), 0));
        tidy(&world.hub).await.unwrap();
        assert!(!attempts(&world).await.is_empty());
        world.hub.clock.advance(30 * 86_400);
        while tidy(&world.hub).await.unwrap() != 0 {}
        assert_eq!(attempts(&world).await, []);
    }

    async fn payloads_and_answers_go_after_their_days_at_the_latest(test: TestStore) {
        let (world, listener) = world(test).await;
        listener.replies([Reply::Status(500)]);
        world.client("Nordlicht").await;
        deliver(&world).await;
        partner_webhook::turn(&world.hub, &world.owner, partner_webhook::Switch::Off).await.unwrap();
        world.hub.clock.advance(7 * 86_400 - 1);
        tidy(&world.hub).await.unwrap();
        assert_eq!(payloads(&world).await, 1);
        world.hub.clock.advance(2);
        tidy(&world.hub).await.unwrap();
        assert_eq!(payloads(&world).await, 0);
        assert_eq!(attempts(&world).await, [("client_created".to_owned(), Some(500), DeliveryState::GivenUp)]);
        assert_eq!(seen(&world).await.attempts[0].answer, "");
    }

    async fn a_dead_address_holds_up_nobody_else(test: TestStore) {
        let (world, dead) = world(test).await;
        let well = Listener::start().await;
        let other = neighbour(&world, &well).await;
        dead.replies([Reply::Never; 100]);
        let patient = Hub { outbound: Outbound::new(Networks::loopback(), Duration::from_secs(5)).unwrap(), ..world.hub.clone() };
        for n in 0..20 {
            world.client(&format!("Client {n}")).await;
        }
        for n in 0..20 {
            let form = ClientForm { name: format!("Other {n}"), ..ClientForm::default() };
            clients::create(&world.hub, &other, &form).await.unwrap();
        }
        let (first, began) = (patient.clone(), Instant::now());
        let stuck = tokio::spawn(async move { deliver_next(&first).await.unwrap().unwrap() });
        soon("the dead one is asked", async {
            while dead.got().is_empty() {
                tokio::task::yield_now().await;
            }
        })
        .await;
        let mut delivered = 0;
        while let Some(round) = deliver_next(&patient).await.unwrap() {
            delivered += round.delivered;
        }
        assert_eq!((delivered, well.got().len()), (20, 20));
        assert!(began.elapsed() < Duration::from_secs(5), "nobody waited for the dead one");
        assert_eq!(stuck.await.unwrap().failed, 8, "it is asked for a few at a time");
    }

    async fn an_address_that_keeps_failing_is_left_alone(test: TestStore) {
        let (world, dead) = world(test).await;
        dead.replies([Reply::Status(500); 16]);
        for n in 0..40 {
            world.client(&format!("Client {n}")).await;
        }
        assert_eq!(deliver(&world).await.len(), 2, "after 16 failures it rests, though more is due");
        assert_eq!(dead.got().len(), 16);
        world.hub.clock.advance(6);
        deliver(&world).await;
        world.hub.clock.advance(30);
        deliver(&world).await;
        let mut ids: Vec<String> = dead.got().iter().map(|got: &Got| got.header("webhook-id").to_owned()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!((ids.len(), payloads(&world).await), (40, 0), "it has recovered and got everything");
    }

    async fn nothing_is_lost_when_a_process_stops_in_the_middle(test: TestStore) {
        let (world, listener) = world(test).await;
        world.client("Nordlicht").await;
        let (now, until) = (world.hub.clock.now(), world.hub.clock.now().plus_seconds(60));
        let claimed = world.hub.store.write::<_, StoreError, _>(move |tx| {
            Box::pin(async move { queues::claim(tx, now, until).await })
        });
        assert!(claimed.await.unwrap().is_some(), "a process takes it, and stops");
        assert_eq!(deliver(&world).await, [], "as long as it may be at work");
        world.client("Meanwhile").await;
        assert_eq!(deliver(&world).await, []);
        world.hub.clock.advance(60);
        deliver(&world).await;
        assert_eq!(listener.got().len(), 2);
        world.hub.clock.advance(600);
        assert_eq!((deliver(&world).await.len(), listener.got().len()), (0, 0));
    }

    async fn what_comes_while_a_round_runs_is_not_forgotten(test: TestStore) {
        let (world, listener) = world(test).await;
        listener.replies([Reply::Never]);
        world.client("First").await;
        let worker = world.hub.clone();
        let round = tokio::spawn(async move { deliver_next(&worker).await.unwrap() });
        soon("the first is sent", async {
            while listener.got().is_empty() {
                tokio::task::yield_now().await;
            }
        })
        .await;
        world.client("Second").await;
        round.await.unwrap();
        assert_eq!(deliver(&world).await.len(), 1);
        assert_eq!(listener.one().json()["data"]["client"]["name"], "Second");
    }

    async fn several_workers_send_each_thing_once(test: TestStore) {
        let (world, listener) = world(test).await;
        for n in 0..30 {
            world.client(&format!("Client {n}")).await;
        }
        let workers = (0..4).map(|_| {
            let hub = world.hub.clone();
            tokio::spawn(async move { while deliver_next(&hub).await.unwrap().is_some() {} })
        });
        for worker in workers.collect::<Vec<_>>() {
            worker.await.unwrap();
        }
        deliver(&world).await;
        assert_eq!(listener.got().len(), 30);
    }

    async fn an_address_that_is_not_public_is_refused_when_it_is_connected_to(test: TestStore) {
        let (world, listener) = world(test).await;
        let strict = Hub {
            outbound: Outbound::new(Networks::default(), Duration::from_secs(5)).unwrap(),
            ..world.hub.clone()
        };
        let port = listener.address.place().rsplit_once(':').unwrap().1.to_owned();
        for (address, why) in [
            (format!("http://127.0.0.1:{port}/"), "127.0.0.1 is no public address"),
            (format!("http://localhost:{port}/"), "Localhost is no public address"),
            ("https://169.254.169.254/latest/meta-data/".to_owned(), "169.254.169.254 is no public address"),
            ("https://[fd00:ec2::254]/".to_owned(), "Fd00:ec2::254 is no public address"),
        ] {
            let address = WebhookAddress::parse(&address).unwrap();
            partner_webhook::save(&strict, &world.owner, address, &Headers::default()).await.unwrap();
            let answer = partner_webhook::test(&strict, &world.owner).await.unwrap();
            assert_eq!(answer.status, None);
            assert!(answer.text.starts_with(why), "{}", answer.text);
        }
        assert_eq!(listener.got().len(), 0);
        assert_eq!(world.hub.clock.now(), NOW);
    }
}
