//! What a number shows of its catalog, and who changes it.

use domain::account::Organisation;
use domain::commerce::{Commerce, Control};
use domain::ids::ChannelId;
use hub::HubError;
use hub::accounts::audit;
use hub::commerce::{open, set};
use simulator::{Fault, FaultOrder, demo};

use crate::support::{World, actor, partner};

const VISIBLE: Commerce = Commerce { is_catalog_visible: true, is_cart_enabled: true };

async fn number(world: &World) -> ChannelId {
    let account = world.account(1).await;
    world.card(&account.number_ids[0]).await.id
}

fn conflict(answer: Result<(), HubError>) -> String {
    match answer {
        Err(HubError::Conflict(sentence)) => sentence,
        other => panic!("{other:?}"),
    }
}

store::on_both_engines! {
    async fn the_client_shows_the_catalog_and_the_partner_sees_it(test: TestStore) {
        let world = World::start(test).await;
        let id = number(&world).await;
        let client = world.client_of(&id).await;
        let seen = open(&world.hub, &client, &id).await.unwrap();
        assert_eq!((seen.settings, seen.control), (Ok(Commerce::FIRST), Control::Here));
        set(&world.hub, &client, &id, Commerce::FIRST, VISIBLE).await.unwrap();
        let seen = open(&world.hub, &world.owner, &id).await.unwrap();
        assert_eq!((seen.settings, seen.control), (Ok(VISIBLE), Control::ByClient));
        let log = audit::list(&world.hub, &world.owner, None, 1).await.unwrap();
        assert_eq!(log[0].action, "Changed what is shown of the catalog");
        assert_eq!(log[0].detail, "catalog hidden, cart on → catalog visible, cart on");
        let sentence = conflict(set(&world.hub, &world.owner, &id, VISIBLE, Commerce::FIRST).await);
        assert!(sentence.starts_with("Only the client can change this"), "{sentence}");
        assert_eq!(open(&world.hub, &client, &id).await.unwrap().settings, Ok(VISIBLE));
    }

    async fn what_has_changed_meanwhile_is_not_overwritten(test: TestStore) {
        let world = World::start(test).await;
        let id = number(&world).await;
        let client = world.client_of(&id).await;
        set(&world.hub, &client, &id, Commerce::FIRST, VISIBLE).await.unwrap();
        let off = Commerce { is_catalog_visible: false, is_cart_enabled: false };
        let sentence = conflict(set(&world.hub, &client, &id, Commerce::FIRST, off).await);
        assert!(sentence.starts_with("Somebody has changed this"), "{sentence}");
        assert_eq!(open(&world.hub, &client, &id).await.unwrap().settings, Ok(VISIBLE));
        let before = audit::list(&world.hub, &client, None, 10).await.unwrap().len();
        set(&world.hub, &client, &id, Commerce::FIRST, VISIBLE).await.unwrap();
        assert_eq!(audit::list(&world.hub, &client, None, 10).await.unwrap().len(), before, "it is so already");
    }

    async fn support_changes_it_for_accounts_on_behalf(test: TestStore) {
        let world = World::demo(test).await;
        let mut seen = None;
        for account in demo::accounts() {
            let client = world.client(&account.client_name).await;
            world.try_connect(client, &account.waba_id, &account.token).await.unwrap();
        }
        world.sync_due().await;
        for card in world.cards().await {
            let client = world.client_of(&card.id).await;
            let opened = open(&world.hub, &client, &card.id).await.unwrap();
            if opened.control == Control::BySupport {
                seen = Some((card.id, client, opened.settings.unwrap()));
                break;
            }
        }
        let (id, client, settings) = seen.unwrap();
        let other = Commerce { is_cart_enabled: !settings.is_cart_enabled, ..settings };
        let sentence = conflict(set(&world.hub, &client, &id, settings, other).await);
        assert!(sentence.contains("support changes this"), "{sentence}");
        assert_eq!(open(&world.hub, &world.owner, &id).await.unwrap().settings, Ok(settings));
    }

    async fn without_meta_the_page_opens(test: TestStore) {
        let world = World::start(test).await;
        let id = number(&world).await;
        let client = world.client_of(&id).await;
        world.meta.fail(FaultOrder { kind: Fault::ServiceDown, times: 10, path: String::new() });
        let seen = open(&world.hub, &client, &id).await.unwrap();
        assert_eq!(seen.settings.unwrap_err(), "Meta does not answer right now. Try again in a moment.");
        assert!(matches!(set(&world.hub, &client, &id, Commerce::FIRST, VISIBLE).await, Err(HubError::Upstream { .. })));
    }

    async fn nobody_else_learns_of_a_catalog(test: TestStore) {
        let world = World::start(test).await;
        let (id, other) = (number(&world).await, number(&world).await);
        let stranger = actor(Organisation::Partner(partner(&world.hub.store, &world.hub.random, "Stranger").await));
        for somebody in [stranger, world.client_of(&other).await] {
            assert!(matches!(open(&world.hub, &somebody, &id).await, Err(HubError::NotFound)));
            assert!(matches!(set(&world.hub, &somebody, &id, Commerce::FIRST, VISIBLE).await, Err(HubError::NotFound)));
        }
    }
}
