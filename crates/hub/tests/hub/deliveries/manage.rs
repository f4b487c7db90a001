//! Who may do what with the partner's webhook.

use domain::account::Role;
use domain::delivery::DeliveryState;
use domain::webhook_address::Headers;
use hub::accounts::audit;
use hub::partner_webhook::{self, Switch};
use hub::{HubError, deliveries};

use super::listener::{Listener, Reply};
use super::schema::problems;
use super::support::{attempts, deliver, neighbour, secret, seen, world};
use crate::support::World;

fn not_found<T: std::fmt::Debug>(answer: Result<T, HubError>) {
    assert!(matches!(answer, Err(HubError::NotFound)), "{answer:?}");
}

store::on_both_engines! {
    async fn headers_go_along_and_neither_they_nor_the_secret_can_be_read_in_the_database(test: TestStore) {
        let (world, listener) = world(test).await;
        let headers = Headers::parse([("Authorization", "Bearer very-secret-token"), ("x-a", "b")]).unwrap();
        partner_webhook::save(&world.hub, &world.owner, listener.address.clone(), &headers).await.unwrap();
        world.client("Nordlicht").await;
        deliver(&world).await;
        let got = listener.one();
        assert_eq!((got.header("authorization"), got.header("x-a")), ("Bearer very-secret-token", "b"));
        assert_eq!(seen(&world).await.headers, headers);
        let secret = secret(&world).await;
        assert!(!world.test.holds("very-secret-token").await);
        assert!(!world.test.holds(&secret).await && !world.test.holds(&secret[6..]).await);
    }

    async fn a_new_secret_and_the_old_one_sign_for_a_day(test: TestStore) {
        let (world, listener) = world(test).await;
        let first = secret(&world).await;
        let second = partner_webhook::rotate(&world.hub, &world.owner).await.unwrap().reveal().to_owned();
        assert_ne!(first, second);
        assert_eq!(secret(&world).await, second);
        let signatures = async |name: &str| {
            world.client(name).await;
            deliver(&world).await;
            listener.one().header("webhook-signature").split(' ').map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(signatures("Day one").await.len(), 2);
        let until = seen(&world).await.old_secret_until.unwrap();
        assert_eq!(until, world.hub.clock.now().plus_seconds(86_400));
        world.hub.clock.advance(86_399);
        assert_eq!(signatures("The last second").await.len(), 2);
        world.hub.clock.advance(1);
        assert_eq!(signatures("Day two").await.len(), 1);
        assert_eq!(seen(&world).await.old_secret_until, None);
        let log = audit::list(&world.hub, &world.owner, None, 20).await.unwrap();
        let actions: Vec<&str> = log.iter().map(|one| one.action.as_str()).collect();
        for action in ["Made a new signing secret", "Looked at the signing secret", "Changed where events are delivered"] {
            assert!(actions.contains(&action), "{action} in {actions:?}");
        }
    }

    async fn a_test_shows_what_is_answered_and_stands_among_the_attempts(test: TestStore) {
        let (world, listener) = world(test).await;
        partner_webhook::turn(&world.hub, &world.owner, Switch::Off).await.unwrap();
        let answer = partner_webhook::test(&world.hub, &world.owner).await.unwrap();
        assert_eq!((answer.status, answer.text.as_str(), answer.is_taken()), (Some(200), "the answer", true));
        let got = listener.one();
        assert_eq!(problems(&got.json()), Vec::<String>::new());
        assert_eq!(got.event(), "test");
        assert!(!got.header("webhook-signature").is_empty() && !got.header("x-360dialog-signature").is_empty());
        listener.replies([Reply::Status(418)]);
        assert!(!partner_webhook::test(&world.hub, &world.owner).await.unwrap().is_taken());
        let test = |status, state| ("test".to_owned(), Some(status), state);
        assert_eq!(
            attempts(&world).await,
            [test(418, DeliveryState::GivenUp), test(200, DeliveryState::Delivered)]
        );
        assert_eq!(deliver(&world).await, [], "it is tried once");
    }

    async fn a_corrected_address_gets_what_waits(test: TestStore) {
        let (world, wrong) = world(test).await;
        wrong.replies([Reply::Status(404)]);
        world.client("Nordlicht").await;
        deliver(&world).await;
        wrong.one();
        let right = Listener::start().await;
        partner_webhook::save(&world.hub, &world.owner, right.address.clone(), &Headers::default()).await.unwrap();
        deliver(&world).await;
        assert_eq!((right.got().len(), wrong.got().len()), (1, 0));
    }

    async fn members_do_all_but_secrets_and_clients_learn_of_nothing(test: TestStore) {
        let (mut world, listener) = world(test).await;
        let account = world.account(1).await;
        let id = world.card(&account.number_ids[0]).await.id;
        let client = world.client_of(&id).await;
        let headers = Headers::default();
        not_found(partner_webhook::show(&world.hub, &client).await);
        not_found(partner_webhook::save(&world.hub, &client, listener.address.clone(), &headers).await);
        not_found(partner_webhook::test(&world.hub, &client).await);
        not_found(partner_webhook::turn(&world.hub, &client, Switch::Off).await);
        not_found(partner_webhook::remove(&world.hub, &client).await);
        not_found(partner_webhook::reveal(&world.hub, &client).await);
        not_found(partner_webhook::rotate(&world.hub, &client).await);

        world.owner.role = Role::Member;
        partner_webhook::save(&world.hub, &world.owner, listener.address.clone(), &headers).await.unwrap();
        partner_webhook::test(&world.hub, &world.owner).await.unwrap();
        for refused in [
            partner_webhook::reveal(&world.hub, &world.owner).await,
            partner_webhook::rotate(&world.hub, &world.owner).await,
        ] {
            assert!(matches!(refused, Err(HubError::Forbidden)), "{refused:?}");
        }
    }

    async fn each_partner_gets_its_own_events(test: TestStore) {
        let (world, listener) = world(test).await;
        let others = Listener::start().await;
        let other = neighbour(&world, &others).await;
        world.client("Nordlicht").await;
        deliver(&world).await;
        assert_eq!((listener.got().len(), others.got().len()), (1, 0));
        assert_eq!(partner_webhook::show(&world.hub, &other).await.unwrap().unwrap().attempts, []);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_with_nothing_to_do_writes_nothing() {
    let world = World::start(store::testing::TestStore::new(store::EngineKind::Sqlite).await).await;
    assert_eq!(deliveries::deliver_next(&world.hub).await.unwrap(), None);
}
