use domain::account::Role;
use domain::ids::UserId;
use hub::HubError;
use hub::accounts::members::{self, Member};
use hub::accounts::place::Place;
use hub::accounts::sessions::{self, Who};
use hub::accounts::users::OrganisationId;

use crate::world::{World, conflict, is_not_found};

async fn member(world: &World, by: &str, name: &str) -> Member {
    let actor = world.actor(by).await;
    let people = members::list(&world.hub, &actor, &Place::Own).await.unwrap();
    people.into_iter().find(|member| member.name == name).expect("a member")
}

store::on_both_engines! {
    async fn the_last_owner_stays_an_owner(test: TestStore) {
        let world = World::new(test).await;
        let actor = world.actor("anna@example.com").await;
        let (anna, max) = (member(&world, "anna@example.com", "Anna").await, member(&world, "anna@example.com", "Max").await);
        assert!(conflict(members::change_role(&world.hub, &actor, &anna.id, Role::Member).await).contains("Anna"));
        assert!(conflict(members::remove(&world.hub, &actor, &anna.id).await).contains("Anna"));
        members::change_role(&world.hub, &actor, &anna.id, Role::Owner).await.unwrap();
        members::change_role(&world.hub, &actor, &max.id, Role::Owner).await.unwrap();
        members::change_role(&world.hub, &actor, &anna.id, Role::Member).await.unwrap();
        let actor = world.actor("max@example.com").await;
        assert!(conflict(members::remove(&world.hub, &actor, &max.id).await).contains("Max"));
    }

    async fn two_owners_cannot_demote_each_other_at_the_same_time(test: TestStore) {
        let world = World::new(test).await;
        let own = OrganisationId::Partner(world.nordlicht.clone());
        world.adds("olga@example.com", "Olga", &own, Role::Owner).await;
        let (anna, olga) = (world.actor("anna@example.com").await, world.actor("olga@example.com").await);
        let (anna_id, olga_id) = (member(&world, "anna@example.com", "Anna").await.id, member(&world, "anna@example.com", "Olga").await.id);
        let (one, other) = tokio::join!(
            members::change_role(&world.hub, &anna, &olga_id, Role::Member),
            members::remove(&world.hub, &olga, &anna_id),
        );
        assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|done| **done).count(), 1, "{one:?} {other:?}");
    }

    async fn a_new_role_counts_from_the_next_request_on(test: TestStore) {
        let world = World::new(test).await;
        let session = world.signs_in("max@example.com").await;
        assert_eq!(world.page(&session).await.unwrap().actor.role, Role::Member);
        let anna = world.actor("anna@example.com").await;
        let max = member(&world, "anna@example.com", "Max").await;
        members::change_role(&world.hub, &anna, &max.id, Role::Owner).await.unwrap();
        assert_eq!(world.page(&session).await.unwrap().actor.role, Role::Owner);
    }

    async fn whoever_is_removed_is_signed_out_at_once(test: TestStore) {
        let world = World::new(test).await;
        let session = world.signs_in("max@example.com").await;
        let anna = world.actor("anna@example.com").await;
        let max = member(&world, "anna@example.com", "Max").await;
        members::remove(&world.hub, &anna, &max.id).await.unwrap();
        assert!(world.page(&session).await.is_none());
        assert_eq!(sessions::who(&world.hub, session.token.as_str()).await.unwrap(), Who::Nobody);
        assert!(is_not_found(members::remove(&world.hub, &anna, &max.id).await));
    }

    async fn whoever_is_removed_falls_back_to_another_organisation(test: TestStore) {
        let world = World::new(test).await;
        let session = world.signs_in("max@example.com").await;
        world.adds("max@example.com", "Max", &world.bakery, Role::Owner).await;
        let anna = world.actor("anna@example.com").await;
        let max = member(&world, "anna@example.com", "Max").await;
        members::remove(&world.hub, &anna, &max.id).await.unwrap();
        let page = world.page(&session).await.unwrap();
        assert_eq!((page.organisation_name.as_str(), page.other_organisations), ("Bakery", false));
    }

    async fn members_manage_nobody(test: TestStore) {
        let world = World::new(test).await;
        let max = world.actor("max@example.com").await;
        let anna = member(&world, "anna@example.com", "Anna").await;
        assert_eq!(members::list(&world.hub, &max, &Place::Own).await.unwrap().len(), 2);
        assert!(matches!(members::remove(&world.hub, &max, &anna.id).await, Err(HubError::Forbidden)));
        let answer = members::change_role(&world.hub, &max, &anna.id, Role::Member).await;
        assert!(matches!(answer, Err(HubError::Forbidden)), "{answer:?}");
    }

    async fn people_of_other_organisations_are_out_of_reach(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let clara = world.actor("clara@example.com").await;
        let otto = member(&world, "otto@example.com", "Otto").await;
        let anna_herself = member(&world, "anna@example.com", "Anna").await;
        let nobody = UserId::parse("nobodyUS").unwrap();
        for user in [&otto.id, &nobody] {
            assert!(is_not_found(members::remove(&world.hub, &anna, user).await));
            assert!(is_not_found(members::change_role(&world.hub, &anna, user, Role::Member).await));
        }
        assert!(is_not_found(members::remove(&world.hub, &clara, &anna_herself.id).await));

        let OrganisationId::Client(_, cafe) = &world.cafe else { panic!("a client") };
        let OrganisationId::Client(_, bakery) = &world.bakery else { panic!("a client") };
        let of_cafe = members::list(&world.hub, &anna, &Place::Client(cafe.clone())).await.unwrap();
        assert_eq!(of_cafe.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), ["Clara"]);
        assert!(is_not_found(members::list(&world.hub, &anna, &Place::Client(bakery.clone())).await));
        assert!(is_not_found(members::list(&world.hub, &clara, &Place::Client(cafe.clone())).await));
        let own = members::list(&world.hub, &anna, &Place::Own).await.unwrap();
        assert!(own.iter().all(|member| member.name != "Clara"));
    }
}
