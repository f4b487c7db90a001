//! Connecting an account with a token.

use domain::event::EventKind;
use hub::HubError;
use hub::wabas::Connected;
use simulator::{Fault, NewWaba};

use crate::support::{World, news};

store::on_both_engines! {
    async fn an_account_is_connected_subscribed_and_due_at_once(test: TestStore) {
        let world = World::start(test).await;
        let added = world.meta.add_waba(NewWaba { numbers: 1, ..NewWaba::default() }).await.unwrap();
        let client = world.client("Client").await;
        world.news().await;
        let connected = world.try_connect(client, &added.waba_id, &added.token).await.unwrap();
        assert!(matches!(connected, Connected::New(_)));
        assert!(world.meta.is_subscribed(&added.waba_id).await.unwrap());
        assert_eq!(world.news().await, [news(EventKind::AccountConnected, "Account 1", "")]);
        assert_eq!(world.cards().await, [], "numbers come with the sync");
        assert_eq!(world.sync_due().await.len(), 1);
        assert_eq!(world.cards().await.len(), 1);
    }

    async fn the_token_is_stored_sealed(test: TestStore) {
        let world = World::start(test).await;
        let added = world.meta.add_waba(NewWaba::default()).await.unwrap();
        let client = world.client("Client").await;
        let key = world.try_connect(client, &added.waba_id, &added.token).await.unwrap().key();
        let waba = store::wabas::find(&mut world.hub.store.read().await.unwrap(), key).await.unwrap().unwrap();
        let sealed = waba.token.unwrap();
        let token = added.token.as_bytes();
        assert!(sealed.windows(token.len()).all(|window| window != token));
        assert!(!format!("{:?}", waba.facts).contains(&added.token));
    }

    async fn a_token_that_meta_refuses_connects_nothing(test: TestStore) {
        let world = World::start(test).await;
        let added = world.meta.add_waba(NewWaba::default()).await.unwrap();
        let client = world.client("Client").await;
        world.news().await;
        let refused = world.try_connect(client, &added.waba_id, "EAAwrong").await.unwrap_err();
        assert!(matches!(refused, HubError::Upstream { .. }), "{refused:?}");
        assert!(!format!("{refused} {refused:?}").contains("EAAwrong"));
        let unknown = world.try_connect(client, "1", &added.token).await.unwrap_err();
        assert!(matches!(unknown, HubError::Upstream { .. }), "{unknown:?}");
        assert_eq!(world.news().await, []);
        assert_eq!(world.sync_due().await, []);
    }

    async fn a_failed_subscription_connects_nothing(test: TestStore) {
        let world = World::start(test).await;
        let added = world.meta.add_waba(NewWaba::default()).await.unwrap();
        let client = world.client("Client").await;
        let order = simulator::FaultOrder { kind: Fault::PermissionDenied, times: 1, path: "subscribed_apps".to_owned() };
        world.meta.fail(order);
        assert!(matches!(
            world.try_connect(client, &added.waba_id, &added.token).await,
            Err(HubError::Upstream { .. })
        ));
        assert_eq!(world.sync_due().await, []);
    }

    async fn an_account_belongs_to_one_client(test: TestStore) {
        let world = World::start(test).await;
        let added = world.meta.add_waba(NewWaba::default()).await.unwrap();
        let (first, second) = (world.client("First").await, world.client("Second").await);
        let connected = world.try_connect(first, &added.waba_id, &added.token).await.unwrap();
        let taken = world.try_connect(second, &added.waba_id, &added.token).await;
        assert!(matches!(taken, Err(HubError::Conflict(_))), "{taken:?}");
        let again = world.try_connect(first, &added.waba_id, &added.token).await.unwrap();
        assert_eq!(again, Connected::Again(connected.key()));
    }
}
