//! API keys of a channel: who makes, sees, revokes and uses them.

use domain::account::{Organisation, OrganisationKind, Role};
use domain::api_key::{ApiKey, KeyState, Overlap};
use domain::ids::ChannelId;
use domain::permission::{PartnerKeys, PaymentType, Permission, Wish};
use hub::HubError;
use hub::accounts::audit;
use hub::api_keys::{Caller, Maker, authenticate, find, generate, list, revoke};
use hub::permissions::set;

use crate::support::{NOW, World, actor, partner, user};

async fn number(world: &World) -> ChannelId {
    let account = world.account(1).await;
    world.card(&account.number_ids[0]).await.id
}

async fn opens(world: &World, key: &ApiKey) -> Option<Caller> {
    authenticate(&world.hub, key.reveal()).await.unwrap()
}

async fn states(world: &World, id: &ChannelId) -> Vec<KeyState> {
    let keys = list(&world.hub, &world.owner, id).await.unwrap();
    keys.iter().map(|one| one.validity.state(world.hub.clock.now())).collect()
}

fn conflict<T: std::fmt::Debug>(answer: Result<T, HubError>) -> String {
    match answer {
        Err(HubError::Conflict(sentence)) => sentence,
        other => panic!("{other:?}"),
    }
}

store::on_both_engines! {
    async fn a_key_opens_its_channel_and_only_its_hash_is_kept(test: TestStore) {
        let world = World::start(test).await;
        let id = number(&world).await;
        let mut owner = world.owner;
        owner.user = user(&world, "ada@partner.example").await;
        owner.role = Role::Member;
        let key = generate(&world.hub, &owner, &id, Overlap::None).await.unwrap();
        let opened = opens(&world, &key).await.unwrap();
        let Organisation::Client(partner, client) = world.client_of(&id).await.organisation else { panic!() };
        assert_eq!((opened.partner, opened.client), (partner, client));

        let keys = list(&world.hub, &owner, &id).await.unwrap();
        assert_eq!(keys.len(), 1);
        let one = &keys[0];
        assert_eq!((&one.prefix, &one.maker), (&key.prefix(), &Maker::Person("Somebody".to_owned(), OrganisationKind::Partner)));
        let client = world.client_of(&id).await;
        assert_eq!(list(&world.hub, &client, &id).await.unwrap()[0].maker, Maker::Partner, "a client is not told who");
        assert_eq!((one.created_at, one.last_used_at), (NOW, Some(NOW)));
        assert!(world.test.holds(key.prefix().as_str()).await, "the search finds what is there");
        assert!(!world.test.holds(key.reveal()).await);
        assert!(!world.test.holds(key.reveal().split_once('_').unwrap().1).await);

        let log = audit::of_channel(&world.hub, &world.owner, opened.channel, None, 10).await.unwrap();
        assert_eq!((log[0].action.as_str(), log[0].actor.as_str()), ("Generated an API key", "Somebody"));
        assert!(log[0].detail.starts_with(key.prefix().as_str()), "{}", log[0].detail);
    }

    async fn what_is_no_key_or_another_one_opens_nothing(test: TestStore) {
        let world = World::start(test).await;
        let id = number(&world).await;
        let key = generate(&world.hub, &world.owner, &id, Overlap::None).await.unwrap();
        let other = generate(&world.hub, &world.owner, &id, Overlap::Day).await.unwrap();
        let (_, secret) = other.reveal().split_once('_').unwrap();
        let mixed = format!("{}_{secret}", key.prefix());
        let unknown = format!("aaaaaaaaaaaa_{secret}");
        for presented in ["", "x", key.prefix().as_str(), &mixed, &unknown, &format!("{} ", key.reveal())] {
            assert_eq!(authenticate(&world.hub, presented).await.unwrap(), None, "{presented:?}");
        }
        assert!(opens(&world, &key).await.is_some() && opens(&world, &other).await.is_some());
    }

    async fn a_new_key_ends_the_older_ones_at_once_or_after_the_overlap(test: TestStore) {
        let world = World::start(test).await;
        let id = number(&world).await;
        let first = generate(&world.hub, &world.owner, &id, Overlap::None).await.unwrap();
        let second = generate(&world.hub, &world.owner, &id, Overlap::Hour).await.unwrap();
        assert!(opens(&world, &first).await.is_some());
        let third = generate(&world.hub, &world.owner, &id, Overlap::Week).await.unwrap();
        let ends = |seconds| KeyState::Ending(NOW.plus_seconds(seconds));
        assert_eq!(states(&world, &id).await, [KeyState::Valid, ends(604_800), ends(3_600)]);
        world.hub.clock.advance(3_599);
        assert!(opens(&world, &first).await.is_some());
        world.hub.clock.advance(1);
        assert!(opens(&world, &first).await.is_none());
        assert!(opens(&world, &second).await.is_some() && opens(&world, &third).await.is_some());
        let fourth = generate(&world.hub, &world.owner, &id, Overlap::None).await.unwrap();
        assert!(opens(&world, &second).await.is_none() && opens(&world, &third).await.is_none());
        assert!(opens(&world, &fourth).await.is_some());
    }

    async fn the_last_use_is_written_at_most_once_a_minute(test: TestStore) {
        let world = World::start(test).await;
        let id = number(&world).await;
        let key = generate(&world.hub, &world.owner, &id, Overlap::None).await.unwrap();
        let last = async || list(&world.hub, &world.owner, &id).await.unwrap()[0].last_used_at;
        assert_eq!(last().await, None);
        for (seconds, written) in [(0, 0), (59, 0), (1, 60), (30, 60), (600, 690)] {
            world.hub.clock.advance(seconds);
            opens(&world, &key).await.unwrap();
            assert_eq!(last().await, Some(NOW.plus_seconds(written)));
        }
    }

    async fn each_side_makes_keys_in_its_turn_only(test: TestStore) {
        let world = World::start(test).await;
        let id = number(&world).await;
        let client = world.client_of(&id).await;
        let sentence = conflict(generate(&world.hub, &client, &id, Overlap::None).await);
        assert!(sentence.contains("shared with the integration partner, who pays for it"), "{sentence}");
        let partners = generate(&world.hub, &world.owner, &id, Overlap::None).await.unwrap();

        world.set_contract(&id, PaymentType::Direct, Permission::Missing).await;
        let sentence = conflict(generate(&world.hub, &world.owner, &id, Overlap::None).await);
        assert!(sentence.starts_with("The permission is missing"), "{sentence}");
        assert!(opens(&world, &partners).await.is_some(), "what exists works until it is replaced");
        let clients = generate(&world.hub, &client, &id, Overlap::None).await.unwrap();
        assert!(opens(&world, &partners).await.is_none() && opens(&world, &clients).await.is_some());

        world.set_contract(&id, PaymentType::Direct, Permission::Shared).await;
        conflict(generate(&world.hub, &client, &id, Overlap::None).await);
        generate(&world.hub, &world.owner, &id, Overlap::None).await.unwrap();
    }

    async fn a_channel_that_does_not_run_gets_no_key(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let id = world.card(&account.number_ids[0]).await.id;
        let key = generate(&world.hub, &world.owner, &id, Overlap::None).await.unwrap();
        world.meta.set_status(&account.number_ids[0], "DISCONNECTED").await.unwrap();
        world.hub.clock.advance(7_200);
        world.sync_due().await;
        let sentence = conflict(generate(&world.hub, &world.owner, &id, Overlap::None).await);
        assert!(sentence.starts_with("A key can only be made for a number that runs."), "{sentence}");
        assert!(opens(&world, &key).await.is_some(), "a refusal ends no key");
    }

    async fn a_key_is_revoked_once_by_whoever_decides_about_it(test: TestStore) {
        let world = World::start(test).await;
        let id = number(&world).await;
        let client = world.client_of(&id).await;
        let key = generate(&world.hub, &world.owner, &id, Overlap::None).await.unwrap();
        assert!(!find(&world.hub, &client, &key.prefix()).await.unwrap().revocable);
        let sentence = conflict(revoke(&world.hub, &client, &key.prefix()).await);
        assert!(sentence.contains("Ask the partner"), "{sentence}");
        assert_eq!(revoke(&world.hub, &world.owner, &key.prefix()).await.unwrap(), id);
        assert!(opens(&world, &key).await.is_none());
        assert_eq!(states(&world, &id).await, [KeyState::Revoked(NOW)]);
        assert_eq!(conflict(revoke(&world.hub, &world.owner, &key.prefix()).await), "This key has ended already.");
        let log = audit::list(&world.hub, &world.owner, None, 1).await.unwrap();
        assert_eq!((log[0].action.as_str(), log[0].detail.as_str()), ("Revoked an API key", key.prefix().as_str()));
    }

    async fn the_keys_of_the_partner_end_without_those_of_the_client(test: TestStore) {
        let world = World::start(test).await;
        let id = number(&world).await;
        let client = world.client_of(&id).await;
        let partners = generate(&world.hub, &world.owner, &id, Overlap::None).await.unwrap();
        world.set_contract(&id, PaymentType::Direct, Permission::Missing).await;
        let clients = generate(&world.hub, &client, &id, Overlap::Day).await.unwrap();
        set(&world.hub, &client, &id, Wish::Share, PartnerKeys::Revoke).await.unwrap();
        assert!(opens(&world, &partners).await.is_some(), "sharing ends nothing");
        set(&world.hub, &client, &id, Wish::Revoke, PartnerKeys::Revoke).await.unwrap();
        assert!(opens(&world, &partners).await.is_none() && opens(&world, &clients).await.is_some());
        let log = audit::list(&world.hub, &world.owner, None, 1).await.unwrap();
        assert_eq!(log[0].detail, "1 of the partner, with its permission");
    }

    async fn a_revocation_holds_for_the_next_request_and_leaves_keys_alone(test: TestStore) {
        let world = World::start(test).await;
        let id = number(&world).await;
        let client = world.client_of(&id).await;
        world.set_contract(&id, PaymentType::Direct, Permission::Shared).await;
        let key = generate(&world.hub, &world.owner, &id, Overlap::None).await.unwrap();
        set(&world.hub, &client, &id, Wish::Revoke, PartnerKeys::Keep).await.unwrap();
        let sentence = conflict(generate(&world.hub, &world.owner, &id, Overlap::None).await);
        assert!(sentence.contains("permission"), "{sentence}");
        assert!(opens(&world, &key).await.is_some());
    }

    async fn nobody_else_learns_of_a_channel_or_its_keys(test: TestStore) {
        let world = World::start(test).await;
        let (id, other) = (number(&world).await, number(&world).await);
        let key = generate(&world.hub, &world.owner, &id, Overlap::None).await.unwrap();
        let stranger = actor(Organisation::Partner(partner(&world.hub.store, &world.hub.random, "Stranger").await));
        for somebody in [stranger, world.client_of(&other).await] {
            let not_found = |answer: Result<(), HubError>| assert!(matches!(answer, Err(HubError::NotFound)), "{answer:?}");
            not_found(generate(&world.hub, &somebody, &id, Overlap::None).await.map(drop));
            not_found(list(&world.hub, &somebody, &id).await.map(drop));
            not_found(find(&world.hub, &somebody, &key.prefix()).await.map(drop));
            not_found(revoke(&world.hub, &somebody, &key.prefix()).await.map(drop));
        }
        assert!(opens(&world, &key).await.is_some());
    }
}
