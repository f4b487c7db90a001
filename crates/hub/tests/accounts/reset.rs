use hub::HubError;
use hub::accounts::browser::Browser;
use hub::accounts::reset;
use hub::accounts::sign_in::SignIn;

use crate::postbox::Postbox;
use crate::world::{PASSWORD, World, at, is_not_found, until};

const NEW: &str = "a much better one";

store::on_both_engines! {
    async fn a_link_by_mail_sets_a_new_password_once(test: TestStore) {
        let world = World::new(test).await;
        let postbox = Postbox::open().await;
        let session = world.signs_in("anna@example.com").await;
        reset::request(&world.hub, "Anna@example.com", &at("192.0.2.1")).await.unwrap();
        world.deliver(&postbox).await;
        let letter = postbox.last_to("anna@example.com");
        assert_eq!(letter.subject, "Set a new password");
        let token = letter.token();
        assert_eq!(reset::look(&world.hub, token).await.unwrap().as_str(), "anna@example.com");

        let short = reset::complete(&world.hub, token, "short").await;
        assert!(matches!(short, Err(HubError::Invalid { field: "new_password", .. })), "{short:?}");
        reset::complete(&world.hub, token, NEW).await.unwrap();
        assert!(world.page(&session).await.is_none(), "every session ends");
        assert!(world.tries("anna@example.com", PASSWORD, &at("192.0.2.1")).await.is_err());
        assert!(world.tries("anna@example.com", NEW, &at("192.0.2.1")).await.is_ok());
        assert!(is_not_found(reset::complete(&world.hub, token, "yet another password").await));
        assert!(is_not_found(reset::look(&world.hub, token).await));
        world.deliver(&postbox).await;
        assert_eq!(postbox.last_to("anna@example.com").subject, "Your password was changed");
    }

    async fn for_an_unknown_address_the_answer_is_the_same_and_nothing_is_sent(test: TestStore) {
        let world = World::new(test).await;
        let postbox = Postbox::open().await;
        reset::request(&world.hub, "nobody@example.com", &at("192.0.2.1")).await.unwrap();
        reset::request(&world.hub, "anna@example.com", &at("192.0.2.1")).await.unwrap();
        world.deliver(&postbox).await;
        let recipients: Vec<_> = postbox.letters().into_iter().map(|letter| letter.to).collect();
        assert_eq!(recipients, ["anna@example.com"]);
    }

    async fn a_link_lasts_an_hour(test: TestStore) {
        let world = World::new(test).await;
        let postbox = Postbox::open().await;
        reset::request(&world.hub, "anna@example.com", &at("192.0.2.1")).await.unwrap();
        world.deliver(&postbox).await;
        let letter = postbox.last_to("anna@example.com");
        world.wait(3599);
        reset::look(&world.hub, letter.token()).await.unwrap();
        world.wait(1);
        assert!(is_not_found(reset::complete(&world.hub, letter.token(), NEW).await));
        world.signs_in("anna@example.com").await;
    }

    async fn using_one_link_voids_the_others(test: TestStore) {
        let world = World::new(test).await;
        let postbox = Postbox::open().await;
        for _ in 0..2 {
            reset::request(&world.hub, "anna@example.com", &at("192.0.2.1")).await.unwrap();
        }
        world.deliver(&postbox).await;
        let letters = postbox.letters();
        assert_ne!(letters[0].token(), letters[1].token());
        reset::complete(&world.hub, letters[0].token(), NEW).await.unwrap();
        assert!(is_not_found(reset::complete(&world.hub, letters[1].token(), "yet another password").await));
    }

    async fn nobody_is_flooded_with_links(test: TestStore) {
        let world = World::new(test).await;
        let postbox = Postbox::open().await;
        for host in 0..10 {
            reset::request(&world.hub, "anna@example.com", &at(&format!("192.0.2.{host}"))).await.unwrap();
        }
        world.deliver(&postbox).await;
        assert_eq!(postbox.letters().len(), 4);
    }

    async fn one_network_cannot_ask_for_everybody(test: TestStore) {
        let world = World::new(test).await;
        for guess in 0..20 {
            reset::request(&world.hub, &format!("guess{guess}@example.com"), &at("192.0.2.1")).await.unwrap();
        }
        let answer = reset::request(&world.hub, "anna@example.com", &at("192.0.2.1")).await;
        assert!(matches!(answer, Err(HubError::TooMany { .. })), "{answer:?}");
    }

    async fn whoever_reads_the_mail_gets_in_although_strangers_guess(test: TestStore) {
        let world = World::new(test).await;
        let postbox = Postbox::open().await;
        world.fails("anna@example.com", 5, &at("198.51.100.1")).await;
        until(world.tries("anna@example.com", PASSWORD, &at("192.0.2.1")).await);
        reset::request(&world.hub, "anna@example.com", &at("192.0.2.1")).await.unwrap();
        world.deliver(&postbox).await;
        let mark = reset::complete(&world.hub, postbox.last_to("anna@example.com").token(), NEW).await.unwrap();
        // The failures are forgiven, and those that follow do not reach this browser.
        world.fails("anna@example.com", 5, &at("198.51.100.1")).await;
        let known = Browser { mark: Some(mark.as_str().to_owned()), ..at("192.0.2.1") };
        assert!(world.tries("anna@example.com", NEW, &known).await.is_ok());
    }

    async fn a_new_password_does_not_turn_the_second_factor_off(test: TestStore) {
        let world = World::new(test).await;
        let postbox = Postbox::open().await;
        let anna = world.actor("anna@example.com").await;
        world.turns_two_factor_on(&anna).await;
        reset::request(&world.hub, "anna@example.com", &at("192.0.2.1")).await.unwrap();
        world.deliver(&postbox).await;
        reset::complete(&world.hub, postbox.last_to("anna@example.com").token(), NEW).await.unwrap();
        let answer = world.tries("anna@example.com", NEW, &at("192.0.2.1")).await.unwrap();
        assert!(matches!(answer, SignIn::CodeNeeded(_)));
    }

    async fn links_are_not_readable_in_the_database(test: TestStore) {
        let world = World::new(test).await;
        let postbox = Postbox::open().await;
        reset::request(&world.hub, "anna@example.com", &at("192.0.2.1")).await.unwrap();
        postbox.refuse(Some("451 later"));
        world.deliver(&postbox).await;
        assert!(world.test.holds("Set a new password").await, "the mail is there");
        assert!(!world.test.holds("reset-password").await, "and its text is encrypted");
        postbox.refuse(None);
        world.wait(60);
        world.deliver(&postbox).await;
        assert!(!world.test.holds(postbox.last_to("anna@example.com").token()).await);
    }
}
