use hub::HubError;
use hub::accounts::sessions::{self, NewSession, Who};
use hub::accounts::sign_in::{self, SignIn};
use hub::accounts::two_factor::{self, Proof, State};

use crate::postbox::Postbox;
use crate::world::{PASSWORD, World, at, is_not_found};

async fn first_step(world: &World, email: &str) -> NewSession {
    match world.tries(email, PASSWORD, &at("192.0.2.1")).await.unwrap() {
        SignIn::CodeNeeded(session) => session,
        SignIn::Done(_) => panic!("no code was asked for"),
    }
}

async fn second_step(world: &World, waiting: &NewSession, code: &str) -> Result<NewSession, HubError> {
    sign_in::with_code(&world.hub, waiting.token.as_str(), code, &at("192.0.2.1")).await
}

fn is_wrong_code<T>(answer: &Result<T, HubError>) -> bool {
    matches!(answer, Err(HubError::Invalid { field: "code", .. }))
}

store::on_both_engines! {
    async fn it_is_on_once_the_app_has_shown_a_code(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        assert_eq!(two_factor::state(&world.hub, &anna).await.unwrap(), State::Off);
        assert!(is_not_found(two_factor::pending(&world.hub, &anna).await));

        let setup = two_factor::begin(&world.hub, &anna).await.unwrap();
        assert!(setup.url.starts_with("otpauth://totp/"), "{}", setup.url);
        assert!(setup.qr_png.starts_with(b"\x89PNG"));
        assert_eq!(two_factor::pending(&world.hub, &anna).await.unwrap().secret, setup.secret);
        assert_eq!(two_factor::state(&world.hub, &anna).await.unwrap(), State::Begun);
        // What was only begun asks for nothing.
        world.signs_in("anna@example.com").await;

        assert!(is_wrong_code(&two_factor::confirm(&world.hub, &anna, "000000").await));
        let codes = two_factor::confirm(&world.hub, &anna, &world.code(&setup.secret)).await.unwrap();
        assert_eq!(codes.len(), 10);
        let on = State::On { since: world.hub.clock.now(), recovery_codes: 10 };
        assert_eq!(two_factor::state(&world.hub, &anna).await.unwrap(), on);
        assert!(matches!(two_factor::begin(&world.hub, &anna).await, Err(HubError::Conflict(_))));
        assert!(matches!(two_factor::confirm(&world.hub, &anna, "000000").await, Err(HubError::Conflict(_))));
        assert!(!world.test.holds(&setup.secret).await);
        assert!(!world.test.holds(&codes[0]).await);
        assert!(!world.test.holds(&codes[0].replace('-', "")).await);
    }

    async fn the_password_alone_opens_nothing(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let (secret, _) = world.turns_two_factor_on(&anna).await;
        let waiting = first_step(&world, "anna@example.com").await;
        assert_eq!(waiting.mark, None);
        assert!(world.page(&waiting).await.is_none());
        assert_eq!(sessions::who(&world.hub, waiting.token.as_str()).await.unwrap(), Who::CodeAwaited);
        assert!(matches!(
            sessions::switch(&world.hub, waiting.token.as_str(), world.nordlicht.as_str()).await,
            Err(HubError::SignInRequired)
        ));

        world.wait(30);
        let session = second_step(&world, &waiting, &world.code(&secret)).await.unwrap();
        assert!(world.page(&session).await.unwrap().two_factor);
        assert_ne!(session.token.as_str(), waiting.token.as_str());
        assert_eq!(sessions::who(&world.hub, waiting.token.as_str()).await.unwrap(), Who::Nobody);
    }

    async fn a_code_is_taken_once(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let (secret, _) = world.turns_two_factor_on(&anna).await;
        let waiting = first_step(&world, "anna@example.com").await;
        assert!(is_wrong_code(&second_step(&world, &waiting, &world.code(&secret)).await), "used at the confirmation");
        world.wait(30);
        let code = world.code(&secret);
        second_step(&world, &waiting, &code).await.unwrap();
        let waiting = first_step(&world, "anna@example.com").await;
        assert!(is_wrong_code(&second_step(&world, &waiting, &code).await));
        world.wait(30);
        assert!(is_wrong_code(&second_step(&world, &waiting, &code).await));
        second_step(&world, &waiting, &world.code(&secret)).await.unwrap();
    }

    async fn a_recovery_code_stands_in_once(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let max = world.actor("max@example.com").await;
        let (_, codes) = world.turns_two_factor_on(&anna).await;
        let (_, codes_of_max) = world.turns_two_factor_on(&max).await;
        let waiting = first_step(&world, "anna@example.com").await;
        assert!(is_wrong_code(&second_step(&world, &waiting, &codes_of_max[3]).await));
        second_step(&world, &waiting, &codes[3].to_uppercase()).await.unwrap();
        let waiting = first_step(&world, "anna@example.com").await;
        assert!(is_wrong_code(&second_step(&world, &waiting, &codes[3]).await));
        assert!(matches!(
            two_factor::state(&world.hub, &anna).await.unwrap(),
            State::On { recovery_codes: 9, .. }
        ));
    }

    async fn codes_cannot_be_guessed(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let (secret, _) = world.turns_two_factor_on(&anna).await;
        world.wait(30);
        let right = world.code(&secret);
        let wrong = if right == "123456" { "654321" } else { "123456" };
        for _ in 0..5 {
            // Beginning anew with the password does not begin the count anew.
            let waiting = first_step(&world, "anna@example.com").await;
            assert!(is_wrong_code(&second_step(&world, &waiting, wrong).await));
        }
        let waiting = first_step(&world, "anna@example.com").await;
        assert!(matches!(second_step(&world, &waiting, &right).await, Err(HubError::TooMany { .. })));
        world.wait(30);
        second_step(&world, &waiting, &world.code(&secret)).await.unwrap();
    }

    async fn the_second_step_follows_within_ten_minutes(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let (secret, _) = world.turns_two_factor_on(&anna).await;
        let waiting = first_step(&world, "anna@example.com").await;
        world.wait(600);
        let answer = second_step(&world, &waiting, &world.code(&secret)).await;
        assert!(matches!(answer, Err(HubError::SignInRequired)), "{answer:?}");
    }

    async fn whoever_is_signed_in_takes_no_second_step(test: TestStore) {
        let world = World::new(test).await;
        let session = world.signs_in("anna@example.com").await;
        assert!(matches!(second_step(&world, &session, "123456").await, Err(HubError::SignInRequired)));
    }

    async fn it_goes_off_with_a_proof_only(test: TestStore) {
        let world = World::new(test).await;
        let postbox = Postbox::open().await;
        let anna = world.actor("anna@example.com").await;
        let (secret, _) = world.turns_two_factor_on(&anna).await;
        let wrong = two_factor::disable(&world.hub, &anna, Proof::Password("wrong horse battery")).await;
        assert!(matches!(wrong, Err(HubError::Invalid { field: "password", .. })), "{wrong:?}");
        let used = world.code(&secret);
        assert!(is_wrong_code(&two_factor::disable(&world.hub, &anna, Proof::Code(&used)).await));
        two_factor::disable(&world.hub, &anna, Proof::Password(PASSWORD)).await.unwrap();
        world.signs_in("anna@example.com").await;
        world.deliver(&postbox).await;
        let subjects: Vec<_> = postbox.letters().into_iter().map(|letter| letter.subject).collect();
        assert_eq!(subjects, ["Two-factor sign-in is on", "Two-factor sign-in is off"]);
    }

    async fn new_recovery_codes_replace_the_old(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let (secret, old) = world.turns_two_factor_on(&anna).await;
        world.wait(30);
        let code = world.code(&secret);
        let new = two_factor::renew_recovery_codes(&world.hub, &anna, Proof::Code(&code)).await.unwrap();
        let waiting = first_step(&world, "anna@example.com").await;
        assert!(is_wrong_code(&second_step(&world, &waiting, &old[0]).await));
        second_step(&world, &waiting, &new[0]).await.unwrap();
    }
}
