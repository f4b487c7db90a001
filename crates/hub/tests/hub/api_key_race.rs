//! A permission that is taken away while keys are made: none is made after the revocation was acknowledged.

use domain::api_key::Overlap;
use domain::ids::ChannelId;
use domain::permission::{PaymentType, Permission};
use hub::HubError;
use hub::api_keys::{generate, list};
use store::{EngineKind, StoreError};

use crate::support::{NOW, World};

/// How often the race is run; a commit of PostgreSQL takes longer.
const fn rounds(engine: EngineKind) -> usize {
    match engine {
        EngineKind::Sqlite => 2_000,
        EngineKind::Postgres => 1_000,
    }
}

/// Takes the permission away, and answers the newest key that there is while the channel cannot change.
async fn take_away(world: &World, id: &ChannelId) -> Option<String> {
    let (owner, id) = (world.owner.organisation, id.clone());
    let taken = world.hub.store.write::<_, StoreError, _>(move |tx| {
        Box::pin(async move {
            let key = store::channels::standing(tx, owner, &id).await?.unwrap().key;
            store::testing::set_permission(tx, key, Permission::Missing).await?;
            let keys = store::api_keys::of_channel(tx, key, NOW, 1).await?;
            Ok(keys.first().map(|key| key.prefix.to_string()))
        })
    });
    taken.await.unwrap()
}

async fn newest(world: &World, id: &ChannelId) -> Option<String> {
    let keys = list(&world.hub, &world.owner, id).await.unwrap();
    keys.first().map(|one| one.prefix.to_string())
}

store::on_both_engines! {
    async fn no_key_is_made_after_the_permission_is_gone(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let id = world.card(&account.number_ids[0]).await.id;
        let (mut made, mut refused) = (0, 0);
        for round in 0..rounds(world.hub.store.engine()) {
            world.set_contract(&id, PaymentType::Direct, Permission::Shared).await;
            let generate = || generate(&world.hub, &world.owner, &id, Overlap::None);
            // Whoever is polled first has a start, so each gets its turn.
            let (seen, one, two) = if round % 2 == 0 {
                tokio::join!(take_away(&world, &id), generate(), generate())
            } else {
                let (one, seen, two) = tokio::join!(generate(), take_away(&world, &id), generate());
                (seen, one, two)
            };
            assert_eq!(newest(&world, &id).await, seen, "round {round}");
            for answer in [one, two] {
                match answer {
                    Ok(_) => made += 1,
                    Err(HubError::Conflict(_)) => refused += 1,
                    Err(other) => panic!("{other}"),
                }
            }
            assert!(matches!(generate().await, Err(HubError::Conflict(_))), "round {round}");
        }
        assert!(0 < made && 0 < refused, "{made} made, {refused} refused: this was no race");
    }
}
