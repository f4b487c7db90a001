//! What the tests of deliveries share.

use domain::account::Organisation;
use domain::delivery::DeliveryState;
use domain::webhook_address::Headers;
use hub::deliveries::{Round, deliver_next};
use hub::partner_webhook::{self, Seen};

use super::listener::Listener;
use crate::support::{World, actor, partner, user};

/// A world whose partner has a webhook, as an owner who is a person.
pub async fn world(test: store::testing::TestStore) -> (World, Listener) {
    let mut world = World::start(test).await;
    world.owner.user = user(&world, "ada@partner.example").await;
    let listener = Listener::start().await;
    partner_webhook::save(&world.hub, &world.owner, listener.address.clone(), &Headers::default()).await.unwrap();
    (world, listener)
}

/// Delivers all that is due.
pub async fn deliver(world: &World) -> Vec<Round> {
    let mut rounds = Vec::new();
    while let Some(round) = deliver_next(&world.hub).await.unwrap() {
        rounds.push(round);
        assert!(rounds.len() < 1_000, "it goes on for ever: {:?}", rounds.last());
    }
    rounds
}

pub async fn seen(world: &World) -> Seen {
    partner_webhook::show(&world.hub, &world.owner).await.unwrap().unwrap()
}

/// The attempts as the page lists them, newest first: event, status, how the delivery stands.
pub async fn attempts(world: &World) -> Vec<(String, Option<u16>, DeliveryState)> {
    let seen = seen(world).await;
    seen.attempts.into_iter().map(|one| (one.name, one.status, one.state)).collect()
}

/// The secret that signs.
pub async fn secret(world: &World) -> String {
    partner_webhook::reveal(&world.hub, &world.owner).await.unwrap().reveal().to_owned()
}

/// Another partner with a webhook of its own.
pub async fn neighbour(world: &World, listener: &Listener) -> domain::account::Actor {
    let key = partner(&world.hub.store, &world.hub.random, "Neighbour").await;
    let mut owner = actor(Organisation::Partner(key));
    owner.user = world.owner.user;
    partner_webhook::save(&world.hub, &owner, listener.address.clone(), &Headers::default()).await.unwrap();
    owner
}

/// How many deliveries still have a payload.
pub async fn payloads(world: &World) -> i64 {
    store::testing::kept_payloads(&mut world.hub.store.read().await.unwrap()).await.unwrap()
}
