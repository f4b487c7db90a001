use domain::account::{ListView, OrganisationKind, Role, Theme};
use futures::future::join_all;
use hub::HubError;
use hub::accounts::browser::Browser;
use hub::accounts::sessions::{self, Opens, Who};
use hub::accounts::users::{self, Added, OrganisationId};
use hub::accounts::{audit, sign_in};

use crate::world::{PASSWORD, World, at, until};

store::on_both_engines! {
    async fn the_right_password_opens_the_organisation(test: TestStore) {
        let world = World::new(test).await;
        let session = world.signs_in(" Anna@Example.com ").await;
        assert_eq!(session.opens, Opens::Organisation);
        let page = world.page(&session).await.unwrap();
        assert_eq!(page.user_name, "Anna");
        assert_eq!(page.user_email, "anna@example.com");
        assert_eq!(page.organisation_name, "Nordlicht");
        assert_eq!(page.organisation_id, world.nordlicht.as_str());
        assert_eq!(page.organisation_kind, OrganisationKind::Partner);
        assert_eq!(page.actor.role, Role::Owner);
        assert_eq!((page.list_view, page.theme), (ListView::Cards, Theme::System));
        assert_eq!((page.other_organisations, page.two_factor), (false, false));
        let log = audit::list(&world.hub, &page.actor, None, 1).await.unwrap();
        assert_eq!((log[0].actor.as_str(), log[0].action.as_str()), ("Anna", "Signed in"));
    }

    async fn a_client_signs_in_to_its_own_side(test: TestStore) {
        let world = World::new(test).await;
        let page = world.page(&world.signs_in("clara@example.com").await).await.unwrap();
        assert_eq!(page.organisation_kind, OrganisationKind::Client);
        assert_eq!(page.organisation_name, "Cafe Nord");
        assert_eq!(page.partner_name, "Nordlicht");
        let OrganisationId::Client(_, id) = &world.cafe else { panic!("a client") };
        assert_eq!(page.organisation_id, id.as_str());
    }

    async fn what_is_wrong_is_not_told(test: TestStore) {
        let world = World::new(test).await;
        let own = OrganisationId::Partner(world.nordlicht.clone());
        users::create(&world.hub, "new@example.com", "New", None, &own, Role::Member).await.unwrap();
        let mut answers = Vec::new();
        for email in ["anna@example.com", "nobody@example.com", "new@example.com"] {
            let answer = world.tries(email, "wrong horse battery", &at("192.0.2.1")).await;
            answers.push(format!("{:?}", answer.unwrap_err()));
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
        assert!(answers[0].contains("password"));
    }

    async fn guessing_is_slowed_down_alike_for_known_and_unknown_accounts(test: TestStore) {
        let world = World::new(test).await;
        let mut blocks = Vec::new();
        for email in ["anna@example.com", "nobody@example.com"] {
            world.fails(email, 5, &at("192.0.2.1")).await;
            let until = until(world.tries(email, PASSWORD, &at("192.0.2.1")).await);
            blocks.push(until.seconds() - world.hub.clock.now().seconds());
        }
        assert_eq!(blocks, [30, 30]);
    }

    async fn whoever_waits_gets_in_again(test: TestStore) {
        let world = World::new(test).await;
        world.fails("anna@example.com", 5, &at("192.0.2.1")).await;
        until(world.tries("anna@example.com", PASSWORD, &at("192.0.2.1")).await);
        world.wait(29);
        until(world.tries("anna@example.com", PASSWORD, &at("192.0.2.1")).await);
        world.wait(1);
        world.signs_in("anna@example.com").await;
        // Success forgot the failures.
        world.fails("anna@example.com", 4, &at("192.0.2.1")).await;
        world.signs_in("anna@example.com").await;
    }

    async fn each_further_failure_blocks_longer_but_never_for_good(test: TestStore) {
        let world = World::new(test).await;
        world.fails("anna@example.com", 5, &at("192.0.2.1")).await;
        let mut waits = Vec::new();
        for attempt in 0..7 {
            let until = until(world.tries("anna@example.com", PASSWORD, &at("192.0.2.1")).await);
            let wait = until.seconds() - world.hub.clock.now().seconds();
            waits.push(wait);
            world.wait(wait);
            world.fails("anna@example.com", 1, &at(&format!("198.51.100.{attempt}"))).await;
        }
        assert_eq!(waits, [30, 60, 120, 240, 480, 900, 900]);
        // A day without a failure forgets them.
        world.wait(86_401);
        world.fails("anna@example.com", 4, &at("192.0.2.1")).await;
        world.signs_in("anna@example.com").await;
    }

    async fn strangers_cannot_keep_the_owner_out(test: TestStore) {
        let world = World::new(test).await;
        let mark = world.signs_in("anna@example.com").await.mark.unwrap();
        let others_mark = world.signs_in("max@example.com").await.mark.unwrap();
        let known = Browser { mark: Some(mark.as_str().to_owned()), ..at("203.0.113.9") };
        let known_as_other = Browser { mark: Some(others_mark.as_str().to_owned()), ..at("203.0.113.9") };
        for host in 1..=5 {
            world.fails("anna@example.com", 1, &at(&format!("198.51.100.{host}"))).await;
        }
        until(world.tries("anna@example.com", PASSWORD, &at("203.0.113.9")).await);
        until(world.tries("anna@example.com", PASSWORD, &known_as_other).await);
        assert!(world.tries("anna@example.com", PASSWORD, &known).await.is_ok());
        // A stolen mark is slowed down as well.
        world.fails("anna@example.com", 5, &known).await;
        until(world.tries("anna@example.com", PASSWORD, &known).await);
        // And it does not last for ever.
        world.wait(181 * 86_400);
        world.fails("anna@example.com", 5, &at("198.51.100.1")).await;
        until(world.tries("anna@example.com", PASSWORD, &known).await);
    }

    async fn one_network_cannot_try_every_account(test: TestStore) {
        let world = World::new(test).await;
        for guess in 0..20 {
            world.fails(&format!("guess{guess}@example.com"), 1, &at(&format!("2001:db8:1:2::{guess}"))).await;
        }
        until(world.tries("anna@example.com", PASSWORD, &at("2001:db8:1:2::ffff")).await);
        assert!(world.tries("anna@example.com", PASSWORD, &at("2001:db8:1:3::1")).await.is_ok());
    }

    async fn guesses_at_the_same_time_count_too(test: TestStore) {
        let world = World::new(test).await;
        let browser = at("192.0.2.1");
        let answers = join_all((0..12).map(|_| world.tries("anna@example.com", "wrong horse battery", &browser))).await;
        let looked_at = answers.iter().filter(|answer| matches!(answer, Err(HubError::Invalid { .. }))).count();
        assert_eq!(looked_at, 5);
        assert_eq!(answers.len() - looked_at, answers.into_iter().filter(|answer| matches!(answer, Err(HubError::TooMany { .. }))).count());
    }

    async fn every_sign_in_is_a_new_session_and_ends_the_old_one_of_the_browser(test: TestStore) {
        let world = World::new(test).await;
        let first = world.signs_in("anna@example.com").await;
        let elsewhere = world.signs_in("anna@example.com").await;
        let browser = Browser { session: Some(first.token.as_str().to_owned()), ..at("192.0.2.1") };
        let answer = world.tries("anna@example.com", PASSWORD, &browser).await.unwrap();
        let sign_in::SignIn::Done(second) = answer else { panic!("a code was asked for") };
        assert_ne!(first.token.as_str(), second.token.as_str());
        assert!(world.page(&first).await.is_none());
        assert!(world.page(&second).await.is_some());
        assert!(world.page(&elsewhere).await.is_some());
    }

    async fn tokens_and_passwords_are_not_in_the_database(test: TestStore) {
        let world = World::new(test).await;
        let session = world.signs_in("anna@example.com").await;
        let page = world.page(&session).await.unwrap();
        assert!(world.test.holds(page.session.as_str()).await, "the search finds what is there");
        assert!(!world.test.holds(session.token.as_str()).await);
        assert!(!world.test.holds(PASSWORD).await);
    }

    async fn an_invented_cookie_opens_nothing(test: TestStore) {
        let world = World::new(test).await;
        for cookie in ["", "x", &"A".repeat(43), &"A".repeat(5000), "' or 1=1 --"] {
            assert_eq!(sessions::who(&world.hub, cookie).await.unwrap(), Who::Nobody, "{cookie}");
        }
    }

    async fn a_link_of_the_operator_sets_the_first_password(test: TestStore) {
        let world = World::new(test).await;
        let own = OrganisationId::Partner(world.nordlicht.clone());
        let added = users::create(&world.hub, "new@example.com", "New", None, &own, Role::Member).await.unwrap();
        let Added::WithLink(_, link) = added else { panic!("{added:?}") };
        let token = link.strip_prefix("https://hub.example.com/reset-password/").unwrap();
        world.wait(2 * 86_400);
        hub::accounts::reset::complete(&world.hub, token, PASSWORD).await.unwrap();
        world.signs_in("new@example.com").await;
    }
}
