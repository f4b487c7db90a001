//! A sync that a person asks for.

use domain::account::Organisation;
use hub::HubError;
use hub::wabas::{Synced, sync_now};

use crate::support::{INTERVAL, World, actor, partner};

store::on_both_engines! {
    async fn an_account_is_synced_when_somebody_asks_but_not_all_the_time(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let id = world.card(&account.number_ids[0]).await.id;
        let early = sync_now(&world.hub, &world.owner, &id).await;
        assert!(matches!(early, Err(HubError::Conflict(_))), "{early:?}");
        assert_eq!(world.sync_due().await, []);
        world.hub.clock.advance(60);
        sync_now(&world.hub, &world.owner, &id).await.unwrap();
        assert_eq!(world.sync_due().await, [Synced::Done { numbers: 1 }]);
        let again = sync_now(&world.hub, &world.owner, &id).await;
        assert!(matches!(again, Err(HubError::Conflict(_))), "{again:?}");
    }

    async fn nobody_asks_for_the_account_of_somebody_else(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let id = world.card(&account.number_ids[0]).await.id;
        world.hub.clock.advance(600);
        let stranger = partner(&world.hub.store, &world.hub.random, "Stranger").await;
        let refused = sync_now(&world.hub, &actor(Organisation::Partner(stranger)), &id).await;
        assert!(matches!(refused, Err(HubError::NotFound)), "{refused:?}");
        assert_eq!(world.sync_due().await, []);
    }

    async fn a_refused_token_has_to_be_replaced_first(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let id = world.card(&account.number_ids[0]).await.id;
        world.meta.revoke_token(&account.waba_id).await.unwrap();
        world.hub.clock.advance(2 * INTERVAL);
        assert_eq!(world.sync_due().await, [Synced::TokenRefused]);
        let refused = sync_now(&world.hub, &world.owner, &id).await;
        assert!(matches!(refused, Err(HubError::Conflict(_))), "{refused:?}");
    }
}
