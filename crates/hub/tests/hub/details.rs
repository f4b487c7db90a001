//! The details page of a number: complete for its owners, not there for anybody else.

use domain::account::Organisation;
use domain::event::EventKind;
use domain::ids::ChannelId;
use domain::permission::{PaymentType, Permission};
use domain::waba::{AccountType, TokenState};
use hub::HubError;

use crate::support::{NOW, World, actor, partner};

store::on_both_engines! {
    async fn everything_about_a_number_is_there(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let details = world.details(&account.number_ids[0]).await;
        assert_eq!(details.facts.number.display(), "+1 201 555 0100");
        assert_eq!(details.facts.external_id, account.number_ids[0]);
        assert_eq!((details.waba.external_id.as_str(), details.waba.name.as_str()), (account.waba_id.as_str(), "Nordlicht"));
        assert_eq!(details.waba.account_type, AccountType::Shared);
        assert!(details.waba.namespace.is_some() && details.waba.timezone.is_some() && details.waba.business_id.is_some());
        assert_eq!((details.contract.payment, details.contract.permission), (PaymentType::Partner, Permission::Shared));
        assert_eq!((details.client.name.as_str(), details.client.legal_name.as_str()), ("Nordlicht", "Nordlicht GmbH"));
        assert_eq!((details.sync.synced_at, details.sync.token), (Some(NOW), TokenState::Valid));
        assert_eq!(details.connected_at, NOW);
        let history: Vec<EventKind> = details.history.iter().map(|event| event.kind).collect();
        assert_eq!(history, [EventKind::ChannelCreated, EventKind::AccountConnected]);
    }

    async fn a_number_of_somebody_else_is_not_found(test: TestStore) {
        let world = World::start(test).await;
        let (first, second) = (world.account(1).await, world.account(1).await);
        let id = world.card(&first.number_ids[0]).await.id;
        let mut conn = world.hub.store.read().await.unwrap();
        let owner = async |waba_id: &str, conn: &mut store::Conn| {
            store::wabas::find_by_external_id(conn, waba_id).await.unwrap().unwrap().client
        };
        let (mine, sister) = (owner(&first.waba_id, &mut conn).await, owner(&second.waba_id, &mut conn).await);
        drop(conn);
        let stranger = partner(&world.hub.store, &world.hub.random, "Stranger").await;
        let own = actor(Organisation::Client(world.partner, mine));
        assert_eq!(hub::channels::details(&world.hub, &own, &id).await.unwrap().card.id, id);
        for side in [Organisation::Client(world.partner, sister), Organisation::Partner(stranger), Organisation::Client(stranger, mine)] {
            let details = hub::channels::details(&world.hub, &actor(side), &id).await;
            assert!(matches!(details, Err(HubError::NotFound)), "{side:?}");
            let card = hub::channels::card(&world.hub, &actor(side), &id).await;
            assert!(matches!(card, Err(HubError::NotFound)), "{side:?}");
        }
        let nobody = ChannelId::parse("nobodyCH").unwrap();
        assert!(matches!(hub::channels::details(&world.hub, &world.owner, &nobody).await, Err(HubError::NotFound)));
    }
}
