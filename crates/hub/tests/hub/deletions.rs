//! Requests for deletion: only the client asks, Meta's word closes them, and nothing is deleted here.

use domain::account::{Actor, Organisation, Role};
use domain::deletion::DeletionState;
use domain::event::EventKind;
use domain::ids::ChannelId;
use hub::accounts::audit;
use hub::confirmation::{Confirmation, Consent};
use hub::{HubError, deletions};
use simulator::{AddedWaba, WabaChange};

use crate::support::{World, actor, news, partner};

fn confirmed() -> Confirmation {
    Confirmation { typed: "delete".to_owned(), consent: Consent::Given, ..Confirmation::default() }
}

async fn client(world: &World, account: &AddedWaba) -> (Actor, Vec<ChannelId>) {
    let mut ids = Vec::new();
    for number in &account.number_ids {
        ids.push(world.card(number).await.id);
    }
    (world.client_of(&ids[0]).await, ids)
}

async fn state(world: &World, actor: &Actor, id: &ChannelId) -> Option<DeletionState> {
    deletions::of_channel(&world.hub, actor, id).await.unwrap().request.map(|request| request.state)
}

store::on_both_engines! {
    async fn a_request_waits_for_meta_and_is_closed_by_its_word_alone(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        let (client, ids) = client(&world, &account).await;
        let standing = deletions::of_channel(&world.hub, &client, &ids[0]).await.unwrap();
        assert_eq!((standing.numbers.len(), standing.request, standing.why_not), (2, None, None));
        deletions::request(&world.hub, &client, &ids[0], &confirmed()).await.unwrap();
        deletions::request(&world.hub, &client, &ids[1], &confirmed()).await.unwrap();
        let asked = news(EventKind::DeletionRequested, "Nordlicht", "By A person, Nordlicht");
        assert_eq!(world.news().await, [asked]);
        for side in [client, world.owner] {
            assert_eq!(state(&world, &side, &ids[1]).await, Some(DeletionState::Waiting));
        }
        world.hub.clock.advance(3_600);
        world.sync_due().await;
        assert_eq!(state(&world, &client, &ids[0]).await, Some(DeletionState::Waiting));
        let change = WabaChange { event: Some("ACCOUNT_DELETED".to_owned()), ..WabaChange::default() };
        world.meta.change_waba(&account.waba_id, change).await.unwrap();
        world.hear().await;
        assert_eq!(state(&world, &client, &ids[0]).await, Some(DeletionState::Closed));
        let told: Vec<_> = world.news().await.into_iter().map(|(kind, ..)| kind).collect();
        assert!(told.contains(&EventKind::DeletionClosed), "{told:?}");
        for side in [client, world.owner] {
            let log = audit::list(&world.hub, &side, None, 1).await.unwrap();
            let words = "Meta says that the account is deleted.";
            assert_eq!((log[0].actor.as_str(), log[0].detail.as_str()), ("Partner Hub", words), "{log:?}");
            assert_eq!((log[0].action.as_str(), log[0].subject.as_str()), ("Closed the request for deletion", "Nordlicht"));
        }
        let again = deletions::request(&world.hub, &client, &ids[0], &confirmed()).await;
        assert!(matches!(again, Err(HubError::Conflict(_))), "{again:?}");
    }

    async fn a_request_can_be_taken_back_while_it_waits(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let (client, ids) = client(&world, &account).await;
        deletions::take_back(&world.hub, &client, &ids[0]).await.unwrap();
        assert_eq!(world.news().await, []);
        deletions::request(&world.hub, &client, &ids[0], &confirmed()).await.unwrap();
        deletions::take_back(&world.hub, &client, &ids[0]).await.unwrap();
        assert_eq!(state(&world, &client, &ids[0]).await, Some(DeletionState::TakenBack));
        deletions::request(&world.hub, &client, &ids[0], &confirmed()).await.unwrap();
        assert_eq!(state(&world, &client, &ids[0]).await, Some(DeletionState::Waiting));
        let told: Vec<_> = world.news().await.into_iter().map(|(kind, ..)| kind).collect();
        use EventKind::{DeletionRequested, DeletionTakenBack};
        assert_eq!(told, [DeletionRequested, DeletionTakenBack, DeletionRequested]);
    }

    async fn nobody_but_the_clients_owner_asks(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let (client, ids) = client(&world, &account).await;
        let ask = |actor: Actor| {
            let (hub, id) = (world.hub.clone(), ids[0].clone());
            async move {
                let asked = deletions::request(&hub, &actor, &id, &confirmed()).await;
                let taken = deletions::take_back(&hub, &actor, &id).await;
                (asked.unwrap_err(), taken.unwrap_err())
            }
        };
        let (asked, taken) = ask(world.owner).await;
        for refused in [asked, taken] {
            assert_eq!(
                refused.to_string(),
                "By Meta's rules only the client, as the owner of the account, can ask for its deletion."
            );
        }
        assert!(matches!(ask(Actor { role: Role::Member, ..client }).await, (HubError::Forbidden, HubError::Forbidden)));
        let stranger = actor(Organisation::Partner(partner(&world.hub.store, &world.hub.random, "Other").await));
        assert!(matches!(ask(stranger).await, (HubError::NotFound, HubError::NotFound)));
        let careless = deletions::request(&world.hub, &client, &ids[0], &Confirmation::default()).await;
        assert!(matches!(careless, Err(HubError::Invalid { field: "typed", .. })));
        assert_eq!(state(&world, &client, &ids[0]).await, None);
        assert_eq!(world.news().await, []);
    }
}
