//! A token that Meta refuses pauses its account until somebody reconnects it.

use domain::event::EventKind;
use domain::prompt::PromptCode;
use domain::waba::TokenState;
use hub::wabas::{Connected, Synced};
use simulator::{Fault, WabaChange};

use crate::support::{INTERVAL, World, news};

store::on_both_engines! {
    async fn a_refused_token_pauses_the_account_and_asks_to_reconnect(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        world.meta.revoke_token(&account.waba_id).await.unwrap();
        world.hub.clock.advance(2 * INTERVAL);
        assert_eq!(world.sync_due().await, [Synced::TokenRefused]);
        assert_eq!(world.news().await, [news(EventKind::TokenRefused, "Nordlicht", "")]);
        for id in &account.number_ids {
            let details = world.details(id).await;
            assert_eq!(details.card.prompts, [PromptCode::ReconnectMeta]);
            assert_eq!(details.sync.token, TokenState::Refused);
            assert!(details.sync.error.is_some_and(|reason| reason.contains("190")));
        }
        world.hub.clock.advance(100 * INTERVAL);
        let calls = world.meta.request_count();
        assert_eq!(world.sync_due().await, [], "it is paused");
        assert_eq!(world.meta.request_count(), calls);
    }

    async fn a_new_token_restores_the_account(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        world.meta.fail_next(Fault::TokenRefused);
        world.hub.clock.advance(2 * INTERVAL);
        assert_eq!(world.sync_due().await, [Synced::TokenRefused]);
        world.news().await;
        let client = waba_client(&world, &account.waba_id).await;
        let again = world.try_connect(client, &account.waba_id, &world.meta.partner_token()).await.unwrap();
        assert!(matches!(again, Connected::Again(_)));
        assert_eq!(world.news().await, [news(EventKind::TokenRestored, "Nordlicht", "")]);
        for card in world.cards().await {
            assert_eq!(card.prompts, []);
        }
        assert_eq!(world.sync_due().await, [Synced::Done { numbers: 2 }], "it is due at once");
        assert_eq!(world.details(&account.number_ids[0]).await.sync.error, None);
        assert_eq!(world.news().await, []);
    }

    async fn a_good_token_over_a_good_one_is_no_news(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let client = waba_client(&world, &account.waba_id).await;
        world.try_connect(client, &account.waba_id, &world.meta.partner_token()).await.unwrap();
        assert_eq!(world.news().await, []);
    }

    async fn a_client_that_stops_sharing_is_asked_to_share_and_the_partner_to_reconnect(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let change = WabaChange { event: Some("PARTNER_REMOVED".to_owned()), ..WabaChange::default() };
        world.meta.change_waba(&account.waba_id, change).await.unwrap();
        world.hear().await;
        assert_eq!(world.card(&account.number_ids[0]).await.prompts, [PromptCode::AccountUnshared]);
        assert_eq!(world.sync_due().await, [Synced::TokenRefused]);
        let prompts = world.card(&account.number_ids[0]).await.prompts;
        assert_eq!(prompts, [PromptCode::ReconnectMeta, PromptCode::AccountUnshared]);
    }

    async fn a_database_from_elsewhere_cannot_use_the_tokens(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let mut other = world.hub.clone();
        other.sealer = hub::Sealer::from_hex(&"cd".repeat(32)).unwrap();
        world.hub.clock.advance(2 * INTERVAL);
        let calls = world.meta.request_count();
        assert_eq!(hub::wabas::sync_next_due(&other).await.unwrap(), Some(Synced::TokenRefused));
        assert_eq!(world.meta.request_count(), calls);
        let error = world.details(&account.number_ids[0]).await.sync.error.unwrap();
        assert!(error.contains("encryption key"), "{error}");
    }
}

async fn waba_client(world: &World, waba_id: &str) -> domain::ids::ClientKey {
    let mut conn = world.hub.store.read().await.unwrap();
    store::wabas::find_by_external_id(&mut conn, waba_id).await.unwrap().unwrap().client
}
