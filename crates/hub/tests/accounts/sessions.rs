use domain::account::{ListView, Role, Theme};
use hub::HubError;
use hub::accounts::sessions::{self, Who};
use hub::accounts::users::OrganisationId;
use hub::accounts::{housekeeping, password, profile};

use crate::postbox::Postbox;
use crate::world::{PASSWORD, World, at, is_not_found};

const HOUR: i64 = 3600;

store::on_both_engines! {
    async fn a_session_ends_twelve_hours_after_its_last_use(test: TestStore) {
        let world = World::new(test).await;
        let session = world.signs_in("anna@example.com").await;
        world.wait(11 * HOUR);
        world.uses(&session).await;
        world.wait(11 * HOUR);
        world.uses(&session).await;
        world.wait(12 * HOUR - 1);
        assert!(world.page(&session).await.is_some());
        let other = world.signs_in("anna@example.com").await;
        world.wait(12 * HOUR);
        assert!(world.page(&other).await.is_none());
    }

    async fn a_session_ends_after_fourteen_days_in_any_case(test: TestStore) {
        let world = World::new(test).await;
        let session = world.signs_in("anna@example.com").await;
        for _ in 0..33 {
            world.wait(10 * HOUR);
            world.uses(&session).await;
        }
        world.wait(6 * HOUR - 1);
        assert!(world.page(&session).await.is_some());
        world.wait(1);
        assert!(world.page(&session).await.is_none());
        assert!(housekeeping::tidy(&world.hub).await.unwrap() > 0);
    }

    async fn sessions_are_listed_and_ended_by_their_owner(test: TestStore) {
        let world = World::new(test).await;
        let here = world.signs_in("anna@example.com").await;
        let there = world.signs_in("anna@example.com").await;
        let page = world.page(&here).await.unwrap();
        let all = sessions::list(&world.hub, &page.actor, &page.session).await.unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(all.iter().filter(|open| open.current).count(), 1);
        assert_eq!((all[0].device.as_str(), all[0].address.as_str()), ("Firefox on Linux", "192.0.2.1"));

        let other = all.iter().find(|open| !open.current).unwrap();
        let otto = world.actor("otto@example.com").await;
        assert!(is_not_found(sessions::revoke(&world.hub, &otto, &other.id).await));
        assert!(world.page(&there).await.is_some());
        sessions::revoke(&world.hub, &page.actor, &other.id).await.unwrap();
        assert!(world.page(&there).await.is_none());
        assert!(world.page(&here).await.is_some());
        assert!(is_not_found(sessions::revoke(&world.hub, &page.actor, &other.id).await));
    }

    async fn all_other_sessions_end_at_once(test: TestStore) {
        let world = World::new(test).await;
        let here = world.signs_in("anna@example.com").await;
        let there = [world.signs_in("anna@example.com").await, world.signs_in("anna@example.com").await];
        let somebody_else = world.signs_in("max@example.com").await;
        let page = world.page(&here).await.unwrap();
        assert_eq!(sessions::revoke_others(&world.hub, &page.actor, &page.session).await.unwrap(), 2);
        for session in &there {
            assert!(world.page(session).await.is_none());
        }
        assert!(world.page(&here).await.is_some());
        assert!(world.page(&somebody_else).await.is_some());
    }

    async fn signing_out_ends_the_session(test: TestStore) {
        let world = World::new(test).await;
        let session = world.signs_in("anna@example.com").await;
        sessions::sign_out(&world.hub, session.token.as_str()).await.unwrap();
        assert!(world.page(&session).await.is_none());
        assert_eq!(sessions::who(&world.hub, session.token.as_str()).await.unwrap(), Who::Nobody);
        sessions::sign_out(&world.hub, session.token.as_str()).await.unwrap();
    }

    async fn a_person_switches_between_the_own_organisations(test: TestStore) {
        let world = World::new(test).await;
        world.adds("anna@example.com", "Anna", &world.bakery, Role::Member).await;
        let session = world.signs_in("anna@example.com").await;
        let page = world.page(&session).await.unwrap();
        assert!(page.other_organisations);
        let choices = sessions::organisations(&world.hub, &page.actor).await.unwrap();
        let names: Vec<_> = choices.iter().map(|choice| (choice.name.as_str(), choice.current)).collect();
        assert_eq!(names, [("Nordlicht", true), ("Bakery", false)]);

        let bakery = choices[1].id.clone();
        let switched = sessions::switch(&world.hub, session.token.as_str(), &bakery).await.unwrap();
        assert!(world.page(&session).await.is_none(), "the old token opens nothing");
        let there = world.page(&switched).await.unwrap();
        assert_eq!((there.organisation_name.as_str(), there.partner_name.as_str()), ("Bakery", "Harbour"));
        assert_eq!(there.actor.role, Role::Member);
        assert_eq!(there.session, page.session);
        // Whoever signs in comes back to where they were last.
        world.wait(60);
        world.uses(&switched).await;
        let again = world.page(&world.signs_in("anna@example.com").await).await.unwrap();
        assert_eq!(again.organisation_name, "Bakery");
    }

    async fn nobody_switches_to_the_organisation_of_others(test: TestStore) {
        let world = World::new(test).await;
        let session = world.signs_in("anna@example.com").await;
        let OrganisationId::Client(_, cafe) = &world.cafe else { panic!("a client") };
        for id in [world.harbour.as_str(), cafe.as_str(), "nothing"] {
            assert!(is_not_found(sessions::switch(&world.hub, session.token.as_str(), id).await));
        }
        assert_eq!(world.page(&session).await.unwrap().organisation_name, "Nordlicht");
        assert!(matches!(
            sessions::switch(&world.hub, "none", world.nordlicht.as_str()).await,
            Err(HubError::SignInRequired)
        ));
    }

    async fn views_and_colours_are_remembered_per_person(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.signs_in("anna@example.com").await;
        let max = world.signs_in("max@example.com").await;
        let actor = world.page(&anna).await.unwrap().actor;
        profile::set_list_view(&world.hub, &actor, ListView::Rows).await.unwrap();
        profile::set_theme(&world.hub, &actor, Theme::Dark).await.unwrap();
        profile::rename(&world.hub, &actor, " Anna Schmidt ").await.unwrap();
        let page = world.page(&anna).await.unwrap();
        assert_eq!((page.list_view, page.theme, page.user_name.as_str()), (ListView::Rows, Theme::Dark, "Anna Schmidt"));
        let page = world.page(&max).await.unwrap();
        assert_eq!((page.list_view, page.theme), (ListView::Cards, Theme::System));
        assert!(matches!(profile::rename(&world.hub, &actor, "  ").await, Err(HubError::Invalid { field: "name", .. })));
    }

    async fn a_new_password_ends_the_other_sessions(test: TestStore) {
        let world = World::new(test).await;
        let postbox = Postbox::open().await;
        let here = world.signs_in("anna@example.com").await;
        let there = world.signs_in("anna@example.com").await;
        let page = world.page(&here).await.unwrap();
        let change = |old: &'static str, new: &'static str| {
            let (hub, page) = (&world.hub, &page);
            async move { password::change(hub, &page.actor, &page.session, old, new).await }
        };
        let wrong = change("wrong horse battery", "a much better one").await;
        assert!(matches!(wrong, Err(HubError::Invalid { field: "password", .. })), "{wrong:?}");
        let short = change(PASSWORD, "short").await;
        assert!(matches!(short, Err(HubError::Invalid { field: "new_password", .. })), "{short:?}");
        change(PASSWORD, "a much better one").await.unwrap();
        assert!(world.page(&there).await.is_none());
        assert!(world.page(&here).await.is_some());
        world.fails("anna@example.com", 1, &at("192.0.2.1")).await;
        assert!(world.tries("anna@example.com", PASSWORD, &at("192.0.2.1")).await.is_err());
        assert!(world.tries("anna@example.com", "a much better one", &at("192.0.2.1")).await.is_ok());
        world.deliver(&postbox).await;
        assert_eq!(postbox.last_to("anna@example.com").subject, "Your password was changed");
    }

    async fn the_present_password_cannot_be_guessed_by_whoever_found_an_open_browser(test: TestStore) {
        let world = World::new(test).await;
        let page = world.page(&world.signs_in("anna@example.com").await).await.unwrap();
        for _ in 0..5 {
            let wrong = password::change(&world.hub, &page.actor, &page.session, "wrong", "a much better one").await;
            assert!(matches!(wrong, Err(HubError::Invalid { .. })), "{wrong:?}");
        }
        let blocked = password::change(&world.hub, &page.actor, &page.session, PASSWORD, "a much better one").await;
        assert!(matches!(blocked, Err(HubError::TooMany { .. })), "{blocked:?}");
    }
}
